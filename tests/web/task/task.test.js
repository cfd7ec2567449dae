/**
 * Tasks: from a link to conditions and back, and what becomes of words that cannot be used.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { formatFragment, formatPage, parseFragment } from "../../../web/recipe/recipe.js";
import { readTask, writeTask } from "../../../web/recipe/task.js";
import { seedOf, taskHash } from "../../../web/task/identity.js";
import { goalInWords, isMet, judge, measure } from "../../../web/task/measures.js";
import { cpuSeconds } from "../cpu-seconds.js";

const LINK =
  "v=1&samples=600&lock=classes&seed=pupil&ask=Reach+85+%25&goal=test_accuracy>0.85,params<50000" +
  "&hint=More pictures&hint=More units&tries=5&predict=1";

const read = (fragment) => {
  const { page } = parseFragment(fragment);
  return readTask(page.task ?? {});
};

test("a task comes from a link as it was written", () => {
  const { page, issues } = parseFragment(LINK.replace("Reach+85+%25", "Reach 85 %25"));
  assert.deepEqual(issues, []);
  assert.equal(page.pupil, true);
  const { task, issues: ofTask } = readTask(page.task);
  assert.deepEqual(ofTask, []);
  assert.deepEqual(task, {
    ask: "Reach 85 %",
    goals: [
      { measure: "test_accuracy", op: ">", value: 0.85 },
      { measure: "params", op: "<", value: 50_000 },
    ],
    hints: ["More pictures", "More units"],
    tries: 5,
    predict: true,
  });
});

test("a task goes back into the link, and the pupil's seed stays a word", () => {
  const { page, recipe } = parseFragment(LINK);
  const again = parseFragment(formatPage({ ...recipe, seed: 7, epochs: 3 }, page));
  assert.deepEqual(again.page.task, page.task);
  assert.equal(again.page.pupil, true);
  assert.equal(again.recipe.seed, 42);
  assert.match(formatPage(recipe, page), /seed=pupil/);
  assert.deepEqual(writeTask(readTask(page.task).task), page.task);
});

test("a link without a task has none", () => {
  const { page, recipe } = parseFragment("v=1&samples=600");
  assert.equal(page.task, null);
  assert.doesNotMatch(formatFragment(recipe, page), /ask|goal|hint|tries|predict|pupil/);
});

test("what cannot be used is left out and said", () => {
  const cases = [
    ["goal=test_accuracy>85", /from 0 to 1/],
    ["goal=cost<3", /choose from accuracy/],
    ["goal=accuracy", /write a condition/],
    ["goal=accuracy>much", /stands a number/],
    ["tries=0", /from 1 to 100/],
    ["tries=many", /cannot be used/],
    ["predict=yes", /write 1 or 0/],
    [`ask=${"x".repeat(501)}`, /first 500/],
    [`hint=${Array(11).fill("h").join("|")}`, /first 10/],
    [`goal=${Array(9).fill("loss<1").join(",")}`, /first 8/],
  ];
  for (const [fragment, words] of cases) {
    const { issues } = read(fragment);
    assert.equal(issues.length, 1, fragment);
    assert.match(issues[0].message, words);
  }
  assert.deepEqual(read("goal=loss<0.5,cost<3").task.goals, [
    { measure: "loss", op: "<", value: 0.5 },
  ]);
});

test("a comma in a number of a condition belongs to the number", () => {
  const cases = [
    ["test_accuracy>0,9; params<5.000", { test_accuracy: 0.9, params: 5000 }],
    ["params<5,000,test_accuracy>0,9", { params: 5000, test_accuracy: 0.9 }],
    ["test_accuracy > 90 %,\nparams < 50 000", { test_accuracy: 0.9, params: 50_000 }],
    ["test_accuracy>0.9\nloss<0,3", { test_accuracy: 0.9, loss: 0.3 }],
  ];
  for (const [goal, wanted] of cases) {
    const { task, issues } = readTask({ goal });
    assert.deepEqual(issues, [], goal);
    const found = Object.fromEntries(task.goals.map(({ measure, value }) => [measure, value]));
    assert.deepEqual(found, wanted, goal);
  }
  // What is not one number is left out whole and said; no half of it becomes a condition.
  const { task, issues } = readTask({ goal: "loss<0,3 0,4" });
  assert.deepEqual(task.goals, []);
  assert.match(issues[0].message, /loss<0,3 0,4/);
});

test("hostile words stay text, short, and without what turns the text around them", async () => {
  const { task } = read(`ask=${encodeURIComponent("<b>\u202eabc\u0000\u2066</b>\u200b")}`);
  assert.equal(task.ask, "<b>abc</b>");
  const much = `ask=${"a".repeat(1e6)}&hint=${"|".repeat(1e6)}&goal=${",".repeat(1e6)}`;
  const seconds = await cpuSeconds(() => assert.equal(read(much).task.ask.length, 500));
  assert.ok(seconds < 2);
});

test("percentages and other signs are read", () => {
  const [goal] = read(`goal=${encodeURIComponent("test_accuracy ≥ 85 %")}`).task.goals;
  assert.deepEqual(goal, { measure: "test_accuracy", op: ">=", value: 0.85 });
  assert.equal(goalInWords(goal), "test accuracy at least 85\u202f%");
});

test("goals are judged by the run and its settings", () => {
  const { recipe } = parseFragment("layers=20,10");
  const history = {
    loss: [1, 0.5],
    accuracy: [0.5, 0.9],
    val_accuracy: [0.5, 0.7],
    val_loss: [1, 1],
  };
  const evaluation = { loss: 0.6, accuracy: 0.8 };
  const measures = measure(recipe, 1234, { history, evaluation, seconds: 2 });
  assert.equal(measures.units, 30);
  assert.equal(measures.layers, 2);
  assert.equal(measures.epochs, 2);
  assert.ok(Math.abs(measures.gap - 0.2) < 1e-9);
  const { goals } = read("goal=test_accuracy>=0.8,gap<0.1,params<2000,seconds<3").task;
  assert.deepEqual(
    judge(goals, measures).map(({ met }) => met),
    [true, false, true, true],
  );
});

test("a measure that is not there meets no goal", () => {
  const { recipe } = parseFragment("");
  const measures = measure(recipe, null, null);
  for (const name of ["test_accuracy", "loss", "params", "gap"])
    for (const op of ["<", ">", "<=", ">="])
      assert.equal(isMet({ measure: name, op, value: 0 }, measures), false);
  const nan = measure(recipe, null, {
    history: { loss: [Number.NaN] },
    evaluation: null,
    seconds: 1,
  });
  assert.equal(isMet({ measure: "loss", op: "<", value: 1000 }, nan), false);
});

test("a task's hash holds what it asks and locks, not what a pupil sets", () => {
  const hash = (fragment) => {
    const { page, recipe } = parseFragment(fragment);
    return taskHash(readTask(page.task).task, { ...page, recipe });
  };
  const one = "goal=loss<0.5&lock=classes";
  assert.equal(hash(`${one}&epochs=3&seed=5`), hash(`${one}&epochs=7`));
  const others = [
    `${one}&classes=10`,
    "goal=loss<0.4&lock=classes",
    "goal=loss<0.5",
    `${one}&seed=pupil`,
  ];
  assert.equal(new Set([one, ...others].map(hash)).size, 5);
});

test("a pupil's seed is a seed, of the pupil and the task", () => {
  const seeds = ["Ann", "Bo", "Cem"].flatMap((tag) =>
    ["11111111", "22222222"].map((t) => seedOf(tag, t)),
  );
  assert.equal(new Set(seeds).size, 6);
  for (const seed of seeds) assert.ok(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31);
  assert.equal(seedOf("ann", "11111111"), seedOf("Ann", "11111111"));
});
