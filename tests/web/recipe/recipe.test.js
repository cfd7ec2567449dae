/**
 * The recipe in the page: fragment to recipe and back, and what becomes of values that cannot be.
 */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { test } from "node:test";
import {
  allEpochs,
  change,
  defaultRecipe,
  defaultValue,
  field,
  fieldIn,
  formatFragment,
  formatPage,
  isLocked,
  keepLocked,
  lastRate,
  limits,
  parseFragment,
} from "../../../web/recipe/recipe.js";
import { validate } from "../../../web/recipe/validate.js";
import { anything, random, randomRecipe } from "../random.js";

const ROUNDS = 2000;
const KEYS = Object.keys(defaultRecipe());

/** The rules that a recipe must keep, told from the table and from what it says of two fields. */
function assertTrainable(recipe, from) {
  for (const key of KEYS) {
    const { value, message } = validate(fieldIn(key, recipe), recipe[key]);
    assert.equal(message, null, `${key} of ${JSON.stringify(recipe)}, from ${from}`);
    assert.deepEqual(value, recipe[key]);
  }
  const most =
    { digits: 4000, own: 60_000 }[recipe.data] ?? (recipe.classes === 3 ? 18_000 : 60_000);
  assert.ok(recipe.samples <= most, from);
  assert.ok(recipe.split > 0 || !recipe.stop?.metric.startsWith("val_"), from);
}

test("a link that was written as HTML is read as it was meant", () => {
  const { recipe, issues } = parseFragment("#v=1&amp;samples=50&amp;layers=8&amp;epochs=3");
  assert.deepEqual([recipe.samples, recipe.layers[0].units, recipe.epochs], [50, 8, 3]);
  assert.deepEqual(issues, []);
  assert.equal(parseFragment("#ask=a%26amp%3Bb").page.task.ask, "a&amp;b");
});

test("any recipe comes back from its fragment as it was, without a word", () => {
  for (let seed = 1; seed <= ROUNDS; seed++) {
    const recipe = randomRecipe(random(seed));
    const fragment = formatFragment(recipe);
    const read = parseFragment(`#${fragment}`);
    assert.deepEqual(read.recipe, recipe, fragment);
    assert.deepEqual(read.issues, [], fragment);
    assert.equal(formatFragment(read.recipe), fragment);
  }
});

test("whatever is typed, the recipe can still be trained", () => {
  const sample = [];
  for (let seed = 1; seed <= ROUNDS; seed++) {
    const next = random(seed);
    let recipe = randomRecipe(next);
    for (let i = 0; i < 5; i++) {
      const key = KEYS[Math.floor(next() * KEYS.length)];
      const value = anything(next);
      const changed = change(recipe, key, value);
      const what = `${key}=${JSON.stringify(value)}`;
      assertTrainable(changed.recipe, what);
      for (const { message } of changed.issues) assert.match(message, /\w+.*\.$/, what);
      recipe = changed.recipe;
    }
    if (seed % 10 === 0) sample.push(recipe);
  }
  // Python must agree; see test_modules.py.
  writeFileSync(process.env.RECIPES, JSON.stringify(sample));
});

test("a change that was possible is made and reports nothing", () => {
  for (let seed = 1; seed <= ROUNDS; seed++) {
    const next = random(seed);
    const recipe = randomRecipe(next);
    const other = randomRecipe(next);
    const key = ["epochs", "batch", "seed", "lr", "layers", "optimizer", "normalize"][seed % 7];
    const changed = change(recipe, key, other[key]);
    assert.deepEqual(changed.recipe, { ...recipe, [key]: other[key] });
    assert.deepEqual(changed.issues, []);
  }
});

test("of too many pictures one thing is said, that which is used", () => {
  const { recipe, issues } = parseFragment("v=1&samples=999999");
  assert.equal(recipe.samples, 18_000);
  assert.deepEqual(
    issues.map(({ message }) => message),
    ["There are 18,000 pictures of these 3 kinds, so it uses 18,000."],
  );
  assert.deepEqual(change(defaultRecipe(), "samples", 999_999).issues, issues);
  const [ten, ...others] = parseFragment("v=1&classes=10&samples=999999").issues;
  assert.match(ten.message, /it uses 60,000\./);
  assert.deepEqual(others, []);
});

test("a change leaves the recipe it came from as it was", () => {
  const recipe = Object.freeze({ ...defaultRecipe(), split: 0 });
  change(recipe, "stop", { metric: "val_loss", op: "<", value: 1 });
  assert.equal(recipe.stop, null);
  const one = defaultRecipe();
  one.layers[0].units = 999;
  assert.equal(defaultRecipe().layers[0].units, 10);
});

test("any string is read without throwing, and what comes of it can be trained", () => {
  const parts = [
    "v=1",
    "&",
    "=",
    "%",
    "#",
    "+",
    ",",
    ":",
    "<",
    "epochs",
    "layers=",
    "stop=",
    "1e9",
    "\u0000",
    "ü",
    "🧥",
  ];
  for (let seed = 1; seed <= ROUNDS; seed++) {
    const next = random(seed);
    let text = "";
    for (let i = 0; i < 12; i++) text += parts[Math.floor(next() * parts.length)];
    const { recipe, page } = parseFragment(text);
    assertTrainable(recipe, text);
    assert.equal(typeof page.run, "boolean");
  }
});

test("an empty fragment is the lesson", () => {
  const { recipe, page, issues } = parseFragment("");
  assert.deepEqual(recipe, defaultRecipe());
  const closed = {
    run: false,
    match: null,
    embed: false,
    theme: "auto",
    hide: [],
    draw: false,
    list: null,
    lock: [],
  };
  const opened = { route: "lab", lesson: 1, step: null, experiment: null };
  assert.deepEqual(page, {
    ...closed,
    ...opened,
    lang: "en",
    task: null,
    list: null,
    pupil: false,
  });
  assert.deepEqual(issues, []);
  assert.equal(
    formatFragment(recipe),
    "v=1&classes=3&samples=600&layers=10,10&epochs=10&batch=10&split=0.2",
  );
});

test("a step or an experiment stands in links to the lessons only", () => {
  const { recipe, page, issues } = parseFragment("view=lessons&lesson=2&step=3");
  assert.deepEqual(issues, []);
  assert.deepEqual([page.route, page.lesson, page.step, page.experiment], ["lessons", 2, 3, null]);
  assert.match(formatPage(recipe, page), /&view=lessons&lesson=2&step=3$/);
  assert.doesNotMatch(formatPage(recipe, { ...page, route: "lab" }), /lesson|step/);
  assert.equal(formatFragment(null, page), "v=1&view=lessons&lesson=2&step=3");
  assert.equal(parseFragment("view=lessons&experiment=99").issues.length, 1);
});

test("the lesson's own link says what it says", () => {
  const { recipe, page, issues } = parseFragment(
    "#v=1&classes=10&samples=60000&layers=128,64:tanh&epochs=5&batch=32&split=0&lr=1e-2&run=1&match=0123456789ab",
  );
  assert.deepEqual(issues, []);
  assert.deepEqual(recipe, {
    ...defaultRecipe(),
    classes: 10,
    samples: 60_000,
    layers: [
      { units: 128, activation: null },
      { units: 64, activation: "tanh" },
    ],
    epochs: 5,
    batch: 32,
    split: 0,
    lr: 0.01,
  });
  assert.equal(page.run, true);
  assert.equal(page.match, "0123456789ab");
});

test("numbers in a link are read as in a field", () => {
  const link = "samples=1.000&batch=٣٢&lr=0,01&layers=1.000,64&stop=loss<0,4&split=½";
  const { recipe, issues } = parseFragment(link);
  assert.deepEqual(issues, []);
  assert.deepEqual(
    [recipe.samples, recipe.batch, recipe.lr, recipe.split, recipe.stop?.value],
    [1000, 32, 0.01, 0.5, 0.4],
  );
  assert.deepEqual(
    recipe.layers.map(({ units }) => units),
    [1000, 64],
  );
});

test("layers may stand between semicolons or bars as well", () => {
  for (const text of ["64,32:tanh", "64; 32:tanh", "64|32:tanh"]) {
    const { recipe, issues } = parseFragment(new URLSearchParams({ layers: text }).toString());
    assert.deepEqual(issues, []);
    assert.match(formatFragment(recipe), /&layers=64,32:tanh&/);
  }
});

test("a link that starts by itself is not handed on as one", () => {
  const { recipe, page } = parseFragment("v=1&run=1&embed=1&theme=dark&match=0123456789ab");
  const fragment = formatPage(recipe, page);
  assert.match(fragment, /&match=0123456789ab&embed=1&theme=dark$/);
  assert.doesNotMatch(fragment, /run=/);
});

test("a link leads to a lesson", () => {
  const { recipe, page } = parseFragment("view=lessons&lesson=3");
  assert.equal(page.route, "lessons");
  assert.equal(page.lesson, 3);
  assert.match(formatPage(recipe, page), /&view=lessons&lesson=3$/);
  assert.doesNotMatch(formatPage(recipe, { ...page, route: "lab" }), /lesson/);
});

test("each bad value is reported once, by the key it was given under", () => {
  const bad = {
    v: "9",
    data: "cats",
    classes: "4",
    samples: "1",
    normalize: "maybe",
    layers: "0",
    activation: "swish",
    optimizer: "lamb",
    lr: "-1",
    loss: "mse",
    epochs: "abc",
    batch: "0",
    split: "2",
    stop: "cost<1",
    seed: "x",
    backend: "gpu",
    run: "yes",
    match: "?",
    embed: "2",
    theme: "pink",
    view: "attic",
    lesson: "9",
    draw: "2",
  };
  const { issues } = parseFragment(new URLSearchParams(bad).toString());
  assert.deepEqual(issues.map(({ key }) => key).sort(), Object.keys(bad).sort());
  for (const [key, value] of Object.entries(bad)) {
    const alone = parseFragment(new URLSearchParams({ [key]: value }).toString()).issues;
    assert.deepEqual(
      alone.map((problem) => problem.key),
      [key],
    );
    assert.ok(alone[0].message.endsWith("."), alone[0].message);
  }
});

test("two fields that do not go together are put right together", () => {
  const few = change({ ...defaultRecipe(), classes: 10, samples: 60_000 }, "classes", 3);
  assert.equal(few.recipe.samples, 18_000);
  assert.deepEqual(
    few.issues.map(({ key }) => key),
    ["samples"],
  );
  const stop = { metric: "val_loss", op: "<", value: 0.5 };
  const blind = change({ ...defaultRecipe(), stop }, "split", 0);
  assert.equal(blind.recipe.stop, null);
  assert.deepEqual(
    blind.issues.map(({ key }) => key),
    ["stop"],
  );
});

test("limits and defaults follow the other settings", () => {
  const recipe = defaultRecipe();
  assert.deepEqual(limits("samples", recipe), { min: 50, max: 18_000 });
  assert.deepEqual(limits("samples", { ...recipe, classes: 10 }), { min: 50, max: 60_000 });
  assert.equal(defaultValue("lr", recipe), 0.001);
  assert.equal(defaultValue("lr", { ...recipe, optimizer: "sgd" }), 0.01);
  assert.equal(defaultValue("epochs", recipe), 10);
  assert.throws(() => field("nonsense"), /no field nonsense/);
});

test("panels to hide and settings to lock are names, each once and in order", () => {
  const read = parseFragment("hide=log,load,log&lock=samples,epochs,classes");
  assert.deepEqual(read.issues, []);
  assert.deepEqual(read.page.hide, ["load", "log"]);
  assert.deepEqual(read.page.lock, ["classes", "samples", "epochs"]);
  const said = formatPage(read.recipe, read.page);
  assert.match(said, /&hide=load,log&lock=classes,samples,epochs$/);
  assert.deepEqual(parseFragment(said).page, read.page);
  assert.deepEqual(parseFragment("hide=&lock=").page, parseFragment("").page);
});

test("a panel or a setting that is not there is told, the others count", () => {
  const read = parseFragment("hide=log,nonsense,__proto__&lock=all,constructor&lang=de");
  assert.deepEqual(read.page.hide, ["log"]);
  assert.deepEqual(read.page.lock, ["all"]);
  assert.equal(read.page.lang, "en");
  const told = Object.fromEntries(read.issues.map(({ key, message }) => [key, message]));
  assert.match(told.hide, /no “nonsense, __proto__”; choose from header, load, /);
  assert.match(told.lock, /no “constructor”; choose from all, data, classes, /);
  assert.match(told.lang, /“de” cannot be used; choose from en/);
});

test("what is locked stays, whatever comes", () => {
  for (let seed = 1; seed <= ROUNDS; seed++) {
    const next = random(seed);
    const [recipe, other] = [randomRecipe(next), randomRecipe(next)];
    const lock = KEYS.filter(() => next() < 0.3);
    const kept = keepLocked(recipe, lock, { recipe: other, issues: [] });
    for (const key of lock) assert.deepEqual(kept.recipe[key], recipe[key], key);
    assertTrainable(kept.recipe, JSON.stringify([recipe, other, lock]));
    if (lock.length === 0) assert.deepEqual(kept, { recipe: other, issues: [] });
    const all = keepLocked(recipe, ["all"], { recipe: other, issues: [] });
    assert.deepEqual(all, { recipe, issues: [] });
  }
  assert.ok(isLocked(["all"], "seed") && isLocked(["seed"], "seed") && !isLocked([], "seed"));
});

test("a change that would move a locked setting is not made, and is told", () => {
  const recipe = { ...defaultRecipe(), classes: 10, samples: 60_000 };
  const kept = keepLocked(recipe, ["samples"], change(recipe, "classes", 3));
  assert.deepEqual(kept.recipe, recipe);
  assert.deepEqual(
    kept.issues.map(({ key }) => key),
    ["classes"],
  );
  assert.match(kept.issues[0].message, /Pictures, which is fixed/);
});

test("a link says how a run goes on, once or several times", () => {
  const more = [
    { epochs: 5, lr: null },
    { epochs: 2, lr: 0.0001 },
  ];
  for (const link of ["more=5&more=2@0.0001", "more=5,2@0.0001", "more=5&more=2%400.0001"]) {
    const { recipe, issues } = parseFragment(link);
    assert.deepEqual(recipe.more, more, link);
    assert.deepEqual(issues, [], link);
    assert.match(formatFragment(recipe), /&more=5,2@0.0001$/);
    assert.equal(allEpochs(recipe), 17);
    assert.equal(lastRate(recipe), 0.0001);
  }
  assert.equal(formatFragment(defaultRecipe()).includes("more"), false);
});

test("further epochs that cannot be are replaced, and it says so", () => {
  const { recipe, issues } = parseFragment("more=0,five@x,5@20");
  assert.deepEqual(recipe.more, [
    { epochs: 1, lr: null },
    { epochs: 5, lr: null },
    { epochs: 5, lr: 10 },
  ]);
  assert.equal(issues.length, 1);
  assert.match(issues[0].message, /Then go on goes from 1 to 100/);
  assert.match(issues[0].message, /its learning rate goes from 0.000001 to 10/);
});

test("what data there are decides over the classes and how many pictures there can be", () => {
  const digits = change({ ...defaultRecipe(), samples: 6000 }, "data", "digits");
  assert.deepEqual([digits.recipe.classes, digits.recipe.samples], [10, 4000]);
  assert.match(digits.issues[0].message, /4,000 pictures in this data set/);
  const own = change({ ...defaultRecipe(), data: "own", classes: 7 }, "samples", 12);
  assert.deepEqual([own.recipe.classes, own.recipe.samples, own.issues], [7, 12, []]);
  const back = change(own.recipe, "data", "fashion");
  assert.deepEqual([back.recipe.classes, back.recipe.samples], [3, 50]);
  assert.deepEqual(parseFragment("data=own&classes=7&samples=12").issues, []);
  assert.match(parseFragment("classes=7").issues[0].message, /choose from 3, 10/);
  assert.match(parseFragment("data=digits&classes=3").issues[0].message, /It uses 10/);
});

test("a link without data is one to clothes, and such a link is written as before", () => {
  const { recipe } = parseFragment("v=1&classes=10&samples=6000");
  assert.equal(recipe.data, "fashion");
  assert.doesNotMatch(formatFragment(recipe), /data/);
  assert.match(formatFragment({ ...recipe, data: "digits" }), /data=digits&classes=10/);
});
