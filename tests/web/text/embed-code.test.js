/**
 * The texts a teacher copies: that they say the recipe, no more, and that no value can break out.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultRecipe, parseFragment } from "../../../web/recipe/recipe.js";
import {
  element,
  embedTitle,
  escapeHtml,
  frameLink,
  iframe,
  link,
  markdown,
  myst,
  notebook,
} from "../../../web/text/embed-code.js";
import { random, randomRecipe } from "../random.js";

const BASE = "https://example.edu/~prof/fitting-room/";
const recipe = defaultRecipe();
const FRAGMENT = "v=1&classes=3&samples=600&layers=10,10&epochs=10&batch=10&split=0.2";

/** A tag's attributes, read as HTML reads them, and nothing left over but a link. */
function attributes(html, name) {
  const pattern = `^<${name}((?: [a-z]+="[^"<>]*")*)>(?:<a href="[^"<>]*">[^"<>]*</a>)?</${name}>$`;
  const [, inside] = new RegExp(pattern).exec(html) ?? [];
  assert.notEqual(inside, undefined, html);
  const found = [...inside.matchAll(/ ([a-z]+)="([^"]*)"/g)];
  return Object.fromEntries(found.map(([, key, value]) => [key, unescaped(value)]));
}

function unescaped(text) {
  const signs = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#10": "\n" };
  return text.replaceAll(/&([^;&]*);?/g, (_, sign) => {
    assert.ok(sign in signs, text);
    return signs[sign];
  });
}

test("the link is the whole page with these settings", () => {
  assert.equal(link({ recipe, base: BASE }), `${BASE}#${FRAGMENT}`);
  assert.equal(link({ recipe, base: BASE, theme: "dark" }), `${BASE}#${FRAGMENT}&theme=dark`);
});

test("a lesson, a step and an experiment are given out without a recipe", () => {
  const view = { route: "lessons", lesson: 2, step: 3 };
  assert.equal(link({ recipe, base: BASE, view }), `${BASE}#v=1&view=lessons&lesson=2&step=3`);
  const said = attributes(element({ recipe, base: BASE, view }).split("\n")[1], "fitting-room");
  assert.deepEqual(said, { view: "lessons", lesson: "2", step: "3" });
  assert.equal(embedTitle({ recipe, base: BASE, view }), "Fitting Room: lesson 2, step 3");
  const experiment = { route: "lessons", experiment: 4 };
  assert.match(
    frameLink({ recipe, base: BASE, view: experiment }),
    /#v=1&view=lessons&experiment=4&embed=1$/,
  );
});

test("the element holds a link for readers without scripts", () => {
  const [, inside] = /<a href="([^"]*)">[^<]+<\/a><\/fitting-room>$/.exec(
    element({ recipe, base: BASE }),
  );
  assert.equal(unescaped(inside), link({ recipe, base: BASE }));
});

test("the address is the folder's, wherever in it the page was", () => {
  for (const from of ["", "index.html", "index.html?a=b#v=1&epochs=3", "#view=embed"]) {
    assert.equal(link({ recipe, base: BASE + from }), `${BASE}#${FRAGMENT}`);
  }
});

test("the frame can be pasted where scripts are stripped", () => {
  const html = iframe({ recipe, base: BASE, height: 1200, title: "Our network" });
  assert.deepEqual(attributes(html, "iframe"), {
    src: `${BASE}#${FRAGMENT}&embed=1`,
    title: "Our network",
    width: "100%",
    height: "1200",
    loading: "lazy",
    allow: "clipboard-write",
    style: "border: 0; width: 100%; height: 1200px",
  });
  const [whole, less] = [[], ["load", "network"]].map((hide) =>
    Number(attributes(iframe({ recipe, base: BASE, hide }), "iframe").height),
  );
  assert.ok(less > 200 && less < whole, `${less}, ${whole}`);
});

test("the element has the recipe's own words for attributes", () => {
  const changed = { ...recipe, normalize: false, stop: { metric: "loss", op: "<", value: 0.4 } };
  const [script, tag, ...rest] = element({ recipe: changed, base: BASE, theme: "light" }).split(
    "\n",
  );
  assert.deepEqual(rest, []);
  // Classic, since a module of another origin needs a CORS header, and after the page's own content.
  assert.match(script, / defer>/);
  assert.deepEqual(attributes(script.replace(" defer", ""), "script"), { src: `${BASE}embed.js` });
  assert.deepEqual(attributes(tag, "fitting-room"), {
    classes: "3",
    samples: "600",
    normalize: "0",
    layers: "10,10",
    epochs: "10",
    batch: "10",
    split: "0.2",
    stop: "loss<0.4",
    theme: "light",
  });
});

test("a task of several paragraphs stays one tag, which Markdown takes as one", () => {
  const ask = 'Reach 85 %.\n\n    "Why?" & <b>how</b>\n';
  const task = { ask, goal: "", hint: "One\n\nTwo", tries: "", predict: "" };
  const lines = element({ recipe, base: BASE, task }).split("\n");
  assert.equal(lines.length, 2);
  const said = attributes(lines[1], "fitting-room");
  assert.equal(said.ask, ask);
});

test("what is as usual and goes without saying is not said", () => {
  const tag = element({ recipe, base: BASE }).split("\n")[1];
  const said = Object.keys(attributes(tag, "fitting-room"));
  assert.deepEqual(said, ["classes", "samples", "layers", "epochs", "batch", "split"]);
});

test("every recipe comes back from the frame, the link and the element", () => {
  for (let seed = 1; seed <= 500; seed++) {
    const given = randomRecipe(random(seed));
    const framed = attributes(iframe({ recipe: given, base: BASE }), "iframe").src;
    for (const url of [framed, link({ recipe: given, base: BASE })]) {
      const read = parseFragment(new URL(url).hash);
      assert.deepEqual(read.recipe, given, url);
      assert.deepEqual(read.issues, [], url);
    }
    const tag = element({ recipe: given, base: BASE }).split("\n")[1];
    const query = new URLSearchParams(attributes(tag, "fitting-room"));
    assert.deepEqual(parseFragment(query.toString()).recipe, given, tag);
  }
});

test("markup in a value stays a value", () => {
  const title = `"><script>alert('1')</script>&amp;`;
  const spec = { recipe, base: BASE, title };
  assert.equal(attributes(iframe(spec), "iframe").title, title);
  assert.equal(attributes(element(spec).split("\n")[1], "fitting-room").title, title);
  const base = `https://example.edu/"><b>'/(x)/`;
  for (const html of [iframe({ recipe, base }), ...element({ recipe, base }).split("\n")]) {
    const tag = html.replace(/<a href="[^"<>]*">[^"<>]*<\/a>/, "");
    assert.doesNotMatch(tag.slice(1), /<(?!\/(iframe|script|fitting-room)>$)/, html);
  }
  assert.equal(
    escapeHtml(`<a href='x' b="y">&`),
    "&lt;a href=&#39;x&#39; b=&quot;y&quot;&gt;&amp;",
  );
});

test("Markdown is a picture and a line, both leading to the page", () => {
  const text = markdown({ recipe, base: BASE });
  const [card, line] = text.split("\n\n");
  const image = /^\[!\[([^\]]+)\]\(([^()\s]+)\)\]\(([^()\s]+)\)$/.exec(card);
  assert.deepEqual(image?.slice(1), [
    embedTitle({ recipe, base: BASE }),
    `${BASE}card.png`,
    `${BASE}#${FRAGMENT}`,
  ]);
  assert.match(line, /^\[[^\]]+\]\([^()\s]+\)$/);
  assert.ok(line.endsWith(`(${BASE}#${FRAGMENT})`));
});

test("Markdown's own signs in a title or an address mean nothing", () => {
  const title = "a](http://evil.example) *b* <i>|\n# c";
  const [card] = markdown({ recipe, base: "https://example.edu/(1)/a b/", title }).split("\n\n");
  assert.ok(card.startsWith("[![a\\](http://evil.example) \\*b\\* \\<i\\>\\| # c]("), card);
  assert.ok(card.includes("(https://example.edu/%281%29/a%20b/card.png)"), card);
});

test("hidden panels and fixed settings are in every text", () => {
  const spec = { recipe, base: BASE, hide: ["header", "log"], lock: ["samples", "layers"] };
  const said = "hide=header,log&lock=samples,layers";
  assert.equal(link(spec), `${BASE}#${FRAGMENT}&${said}`);
  assert.equal(frameLink(spec), `${BASE}#${FRAGMENT}&embed=1&${said}`);
  assert.ok(markdown(spec).endsWith(`${said})`));
  const tag = attributes(element(spec).split("\n")[1], "fitting-room");
  assert.equal(tag.hide, "header,log");
  assert.equal(tag.lock, "samples,layers");
  assert.equal(JSON.parse(myst(spec).split("\n").slice(1, -1).join("\n")).lock, tag.lock);
  assert.ok(notebook(spec).includes('    lock = traitlets.Unicode("samples,layers").tag('));
});

test("MyST is told the site, since it keeps a copy of the script", () => {
  const [first, ...rest] = myst({ recipe, base: `${BASE}index.html#view=embed` }).split("\n");
  assert.equal(first, `:::{anywidget} ${BASE}anywidget.js`);
  assert.equal(rest.pop(), ":::");
  assert.deepEqual(JSON.parse(rest.join("\n")), {
    site: BASE,
    classes: "3",
    samples: "600",
    layers: "10,10",
    epochs: "10",
    batch: "10",
    split: "0.2",
  });
});

test("a notebook's traits are of the settings' own types", () => {
  const changed = { ...recipe, normalize: false, split: 0, lr: 1, optimizer: "sgd" };
  const text = notebook({ recipe: changed, base: BASE });
  const traits = Object.fromEntries(
    [...text.matchAll(/^ {4}(\w+) = traitlets\.(.+)\.tag\(sync=True\)$/gm)].map((m) => m.slice(1)),
  );
  assert.deepEqual(traits, {
    classes: "Int(3)",
    samples: "Int(600)",
    normalize: "Bool(False)",
    layers: 'Unicode("10,10")',
    optimizer: 'Unicode("sgd")',
    lr: "Float(1)",
    epochs: "Int(10)",
    batch: "Int(10)",
    split: "Float(0)",
    history: "Dict()",
    evaluation: "Dict()",
    fingerprint: "Unicode()",
  });
});

test("a frame says what it is before it has loaded", () => {
  assert.equal(
    embedTitle({ recipe, base: BASE }),
    "Fitting Room: 600 pictures, 3 classes, 10·10 relu, 10 epochs",
  );
  assert.ok(frameLink({ recipe, base: BASE }).endsWith("&embed=1"));
});
