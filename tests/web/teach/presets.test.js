/**
 * The presets: that each leads to what it says, without a word of complaint from the page.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { formatFragment, parseFragment } from "../../../web/recipe/recipe.js";
import { EXAMPLES } from "../../../web/teach/examples.js";
import { cardTags, oembed, upTo } from "../../../web/teach/head.js";
import { PRESETS } from "../../../web/teach/presets.js";

const SITE = "https://example.edu/room/";
const experiments = PRESETS.filter(({ embeds }) => embeds);
const shown = { title: "A & <b>", description: '"D"', path: "preset/x/", site: SITE };

test("every preset is understood whole", () => {
  for (const { name, fragment } of PRESETS) {
    assert.deepEqual(parseFragment(fragment).issues, [], name);
  }
});

test("an experiment says its settings as the page would", () => {
  for (const { name, fragment } of experiments) {
    const { recipe } = parseFragment(fragment);
    assert.equal(formatFragment(recipe), fragment, name);
  }
});

test("no two presets are the same", () => {
  for (const key of ["name", "title", "description", "fragment"]) {
    assert.equal(new Set(PRESETS.map((preset) => preset[key])).size, PRESETS.length, key);
  }
});

test("names are good for folders", () => {
  for (const { name } of PRESETS) assert.match(name, /^[a-z0-9-]+$/);
});

test("the lessons lead to the lessons", () => {
  const lessons = PRESETS.filter(({ embeds }) => !embeds);
  assert.deepEqual(
    lessons.map(({ fragment }) => parseFragment(fragment).page),
    lessons.map((_, i) => ({ ...parseFragment("").page, route: "lessons", lesson: i + 1 })),
  );
});

test("no text breaks out of a tag", () => {
  const tags = cardTags({ ...shown, oembed: "oembed/x.json" });
  assert.doesNotMatch(tags, /<b>/);
  assert.ok(tags.includes('content="A &amp; &lt;b&gt;"'));
  assert.ok(tags.includes('content="&quot;D&quot;"'));
});

test("without an address there is no oEmbed and no address", () => {
  const tags = cardTags({ ...shown, site: null, oembed: "oembed/x.json" });
  assert.ok(!tags.includes("oembed"));
  assert.ok(!tags.includes("og:url"));
  assert.ok(tags.includes('"og:image" content="../../card.png"'));
});

test("the way up is as long as the path", () => {
  assert.deepEqual(["", "a.html", "teach/a.html", "preset/x/"].map(upTo), [
    "",
    "",
    "../",
    "../../",
  ]);
});

test("an oEmbed answer is JSON with a frame in it", () => {
  const { recipe } = parseFragment("");
  const told = JSON.parse(oembed({ recipe, title: '"<b>"', site: SITE }));
  assert.equal(told.title, '"<b>"');
  assert.match(told.html, /^<iframe src="https:\/\/example\.edu\/room\/#v=1&amp;[^"<>]+" /);
  assert.doesNotMatch(told.html, /<b>/);
});

test("every example is written for the address it is given", () => {
  for (const [name, write] of Object.entries(EXAMPLES)) {
    const [here, there] = [write(SITE), write("http://localhost:8000/~p/")];
    assert.ok(!there.includes(SITE), name);
    assert.equal(here === there, !here.includes(SITE), name);
    assert.doesNotMatch(here, /undefined|null|\[object/, name);
  }
});
