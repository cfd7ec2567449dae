/** Lists of runs: from a link and from what is typed to recipes, and back. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultRecipe, formatFragment, parseFragment } from "../../../web/recipe/recipe.js";
import { plan, readList, readSeeds, readTyped, separateDraws, writeList } from "../../../web/recipe/run-list.js";

const RECIPE = defaultRecipe();

/** @param {string} fragment */
function listOf(fragment) {
  const { recipe, page } = parseFragment(fragment);
  return { recipe, page, ...readList(page.list ?? {}, recipe) };
}

for (const [link, key, values] of [
  ["vary=units:4,16,64,256", "units", [4, 16, 64, 256]],
  ["vary=samples:50,600,6000&seeds=3", "samples", [50, 600, 6000]],
  ["vary=lr:0.1,0.01,0.001", "lr", [0.1, 0.01, 0.001]],
  ["vary=optimizer:adam,sgd&seeds=10", "optimizer", ["adam", "sgd"]],
  ["vary=normalize:1,0", "normalize", [true, false]],
  ["vary=epochs:1,5,20", "epochs", [1, 5, 20]],
  ["vary=batch:1,10,100", "batch", [1, 10, 100]],
]) {
  test(`${link} is read, and written as it was`, () => {
    const { recipe, page, list, issues } = listOf(`v=1&classes=3&${link}`);
    assert.deepEqual(list.vary, { key, values });
    assert.deepEqual(issues, []);
    const again = formatFragment(recipe, { ...page, list: writeList(list) });
    assert.ok(again.endsWith(`&${link}`), again);
    assert.deepEqual(listOf(again).list, list);
  });
}

test("hidden layers stand between bars", () => {
  const { list, issues, recipe, page } = listOf("vary=layers:4|16,8:tanh|");
  assert.deepEqual(issues, []);
  const units = (value) => value.map((layer) => layer.units);
  assert.deepEqual(list.vary.values.map(units), [[4], [16, 8], []]);
  const again = formatFragment(recipe, { ...page, list: writeList(list) });
  assert.deepEqual(listOf(again).list, list);
});

test("a setting goes by Keras's name too, and values by bars", () => {
  assert.deepEqual(listOf("vary=learning_rate:0.1|0.01").list.vary, {
    key: "lr",
    values: [0.1, 0.01],
  });
});

test("bad values are said and left out", () => {
  const { list, issues } = listOf("vary=samples:20,600,fast,600&seeds=99");
  assert.deepEqual(list, { vary: { key: "samples", values: [600] }, seeds: 1, draws: false });
  const said = issues.map(({ message }) => message).join(" ");
  assert.match(said, /“20” is left out: it takes whole numbers from 50 to 18,000\./);
  assert.match(said, /“fast” is left out/);
  assert.match(said, /Seeds: “99” is left out; write a whole number from 1 to 30\./);
});

test("what cannot be varied is left out as a whole", () => {
  for (const vary of ["colour:1,2", "stop:1", "", "units", "units:"]) {
    const { list, issues } = readList({ vary }, RECIPE);
    assert.equal(list.vary, null, vary);
    assert.equal(issues.length, 1, vary);
  }
});

for (const [key, typed, values] of [
  ["samples", "50, 600, 6,000", [50, 600, 6000]],
  ["samples", "50,600,6000", [50, 600, 6000]],
  ["samples", "50 600 6000", [50, 600, 6000]],
  ["samples", "50; 600; 6.000", [50, 600, 6000]],
  ["samples", "1,500", [1500]],
  ["units", "4,16,64,256", [4, 16, 64, 256]],
  ["units", "٤ ١٦", [4, 16]],
  ["lr", "0,1; 0,01", [0.1, 0.01]],
  ["lr", "0.1, 0.01, 1e-3", [0.1, 0.01, 0.001]],
  ["lr", "0,1", [0.1]],
  ["split", "20 %; 50 %", [0.2, 0.5]],
  ["optimizer", "Adam, SGD", ["adam", "sgd"]],
  ["samples", "", null],
]) {
  test(`${key}: ${typed || "nothing"} is read as people mean it`, () => {
    assert.deepEqual(readTyped(key, typed, RECIPE).vary?.values ?? null, values);
  });
}

test("every value is run with every seed, and nothing else differs", () => {
  const list = { vary: { key: "units", values: [4, 16] }, seeds: 3, draws: false };
  const runs = plan(list, RECIPE);
  assert.deepEqual(
    runs.map(({ recipe }) => [recipe.layers[1].units, recipe.seed]),
    [...[42, 43, 44].map((seed) => [4, seed]), ...[42, 43, 44].map((seed) => [16, seed])],
  );
  assert.deepEqual({ ...runs[5].recipe, seed: 42, layers: RECIPE.layers }, RECIPE);
  assert.deepEqual(plan({ vary: null, seeds: 1 }, RECIPE)[0].recipe, RECIPE);
});

test("with another draw each seed has other pictures, as far as there are enough", () => {
  const link = "vary=samples:50,600,18000&seeds=3&draws=1";
  const { recipe, page, list } = listOf(`v=1&classes=3&${link}`);
  assert.equal(list.draws, true);
  assert.ok(formatFragment(recipe, { ...page, list: writeList(list) }).endsWith(`&${link}`));
  const skipped = plan(list, RECIPE).map((run) => run.recipe.skip);
  assert.deepEqual(skipped, [0, 50, 100, 0, 600, 1200, 0, 0, 0]);
  const later = plan({ ...list, vary: null }, { ...RECIPE, samples: 9000, skip: 100 });
  assert.deepEqual(later.map((run) => run.recipe.skip), [100, 99, 98]);
  for (const run of later) assert.deepEqual(parseFragment(formatFragment(run.recipe)).issues, []);
  const own = plan({ ...list, vary: null }, { ...RECIPE, data: "own" });
  assert.deepEqual(own.map((run) => run.recipe.skip), [0, 0, 0]);
  assert.equal(writeList({ vary: null, seeds: 1, draws: true }), null);
});

test("draws that share pictures are counted", () => {
  const list = { vary: null, seeds: 4, draws: true };
  const recipe = { ...RECIPE, classes: 3 };
  const cases = [
    [{ ...recipe, samples: 6000 }, list, { draws: 3, samples: 6000, all: false }],
    [{ ...recipe, samples: 4500 }, list, null],
    [{ ...recipe, samples: 4500, skip: 1 }, list, { draws: 3, samples: 4500, all: false }],
    [{ ...recipe, samples: 18_000 }, list, { draws: 1, samples: 18_000, all: true }],
    [{ ...recipe, samples: 18_000 }, { ...list, draws: false }, null],
    [{ ...recipe, samples: 18_000 }, { ...list, seeds: 1 }, null],
    [{ ...recipe, data: "own" }, list, null],
    [recipe, { ...list, vary: { key: "samples", values: [50, 9000, 600] } }, { draws: 2, samples: 9000, all: false }],
  ];
  for (const [one, of, expected] of cases) {
    assert.deepEqual(separateDraws(of, one), expected);
    // As planned: so many begin where the one before has ended.
    const skips = plan(of, one).filter(({ value }) => one.data !== "own" && value === 0).map((run) => run.recipe.skip);
    if (expected && !of.vary)
      assert.equal(skips.filter((skip, i) => skip === one.skip + i * one.samples).length, expected.draws);
  }
});

test("pictures that are passed over leave enough", () => {
  const read = parseFragment("v=1&classes=3&samples=600&skip=18000");
  assert.equal(read.recipe.skip, 17_400);
  assert.match(read.issues[0].message, /at most 17,400 can be passed over/);
  assert.equal(parseFragment("v=1&classes=3&samples=600").recipe.skip, 0);
});

test("without a hidden layer units make one", () => {
  const [{ recipe }] = plan(
    { vary: { key: "units", values: [4] }, seeds: 1 },
    { ...RECIPE, layers: [] },
  );
  assert.deepEqual(recipe.layers, [{ units: 4, activation: null }]);
});

test("of two things to vary one is left out, which is said", () => {
  const twice = parseFragment("v=1&classes=3&vary=units:4,16&vary=lr:0.1,0.01&seeds=2");
  assert.equal(twice.page.list.vary, "lr:0.1,0.01");
  assert.deepEqual(twice.issues.map(({ key }) => key), ["vary"]);
  assert.match(twice.issues[0].message, /“units:4,16” is left out/);
  assert.deepEqual(parseFragment("v=1&classes=3&vary=units:4,16&seeds=2").issues, []);
});

test("links without a list say nothing of one", () => {
  assert.equal(parseFragment("v=1&classes=3").page.list, null);
  assert.deepEqual(readSeeds("５"), { seeds: 5, issues: [] });
  assert.equal(writeList({ vary: null, seeds: 1 }), null);
});
