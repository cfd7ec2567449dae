/** Files of runs: what is written comes back, anything else is refused in words. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isWhole, keptRun, readRuns, writeRuns } from "../../../../web/page/runs/runs-file.js";
import { defaultRecipe, differingKeys } from "../../../../web/recipe/recipe.js";

const ID = "123e4567e89b42d3a456426614174000";
const HISTORY = {
  loss: [1, 0.5],
  accuracy: [0.5, 0.75],
  val_loss: [1, 0.6],
  val_accuracy: [0.4, 0.7],
};
const RUN = {
  recipe: { ...defaultRecipe(), more: [{ epochs: 1, lr: 0.1 }], stop: null },
  history: HISTORY,
  seams: [1],
  seconds: 1.5,
  fingerprint: "0123456789ab",
  evaluation: { samples: 100, correct: 91, loss: 0.2, accuracy: 0.91 },
  tested: { samples: 3000, correct: 2700, loss: 0.3 },
};
const kept = (changes = {}) => ({ ...keptRun(RUN, ID, "2026-11-29T12:00:00.000Z"), ...changes });

test("runs come back from their file as they were", () => {
  const runs = [kept({ name: "first", note: "I expected more" }), kept({ hidden: true })];
  assert.deepEqual(readRuns(writeRuns(runs)), runs);
});

test("files from before runs were compared by one test are read, broken results are not", () => {
  const [{ compared: _, ...older }] = [kept()];
  assert.equal(readRuns(writeRuns([older]))[0].compared, null);
  for (const compared of [
    5,
    { samples: 3000, correct: 3001, loss: 0 },
    { samples: 0, correct: 0, loss: 0 },
  ])
    assert.throws(() => readRuns(writeRuns([kept({ compared })])), /test result/);
});

test("a run is whole once its epochs are trained, or its stop condition was met", () => {
  const recipe = { ...defaultRecipe(), epochs: 2 };
  const whole = (changes, more = {}) =>
    isWhole(kept({ recipe: { ...recipe, ...changes }, ...more }));
  assert.equal(whole({}), true);
  assert.equal(whole({ epochs: 3 }), false);
  assert.equal(whole({ epochs: 1, more: [{ epochs: 1, lr: null }] }), true);
  const stop = (value) => ({ metric: "loss", op: "<", value });
  assert.equal(whole({ epochs: 3, stop: stop(0.6) }), true);
  assert.equal(whole({ epochs: 3, stop: stop(0.4) }), false);
  assert.equal(whole({ epochs: 9, stop: stop(2), more: [{ epochs: 1, lr: null }] }), true);
});

test("a run without an epoch, or without numbers, is not kept", () => {
  assert.equal(keptRun({ ...RUN, history: {} }, ID, ""), null);
  assert.equal(keptRun({ ...RUN, history: { loss: [Number.NaN] } }, ID, ""), null);
});

test("a file that is broken or of another kind is refused, and it says why", () => {
  for (const [text, why] of [
    ["", /cut off/],
    [writeRuns([kept()]).slice(0, -9), /cut off/],
    ["[]", /no file of runs/],
    ["null", /no file of runs/],
    ['{"format": "fitting-room-runs", "version": 2, "runs": []}', /version 2/],
    ['{"format": "fitting-room-runs", "version": 1, "runs": {}}', /a list/],
    ['{"format": "fitting-room-runs", "version": 1, "runs": [null]}', /Run 1 .* id/],
  ])
    assert.throws(() => readRuns(text), why, text);
});

test("a run with any part that cannot be is refused", () => {
  for (const [changes, what] of [
    [{ id: "<img>" }, /id/],
    [{ made: "yesterday" }, /date/],
    [{ name: 5 }, /name/],
    [{ note: "x".repeat(501) }, /note/],
    [{ hidden: 1 }, /hidden/],
    [{ seconds: -1 }, /time/],
    [{ fingerprint: "xyz" }, /fingerprint/],
    [{ recipe: { ...RUN.recipe, epochs: 0 } }, /settings/],
    [{ recipe: { ...RUN.recipe, more: [null] } }, /settings/],
    [{ recipe: null }, /settings/],
    [{ history: { ...HISTORY, loss: [1] } }, /history/],
    [{ history: { ...HISTORY, loss: [1, "2"] } }, /history/],
    [{ history: {} }, /history/],
    [{ seams: [3] }, /seams/],
    [{ tested: { samples: 10, correct: 11, loss: 1 } }, /test result/],
  ])
    assert.throws(() => readRuns(writeRuns([kept(changes)])), what, JSON.stringify(changes));
});

test("only settings that differ are named", () => {
  const one = defaultRecipe();
  assert.deepEqual(differingKeys([one, { ...one, lr: 0.1, seed: 1 }, one]), ["lr", "seed"]);
  assert.deepEqual(differingKeys([one]), []);
});

test("runs of the first days have the first pictures of the clothes", () => {
  const { data, skip, ...early } = RUN.recipe;
  assert.deepEqual([data, skip], ["fashion", 0]);
  const [read] = readRuns(writeRuns([kept({ recipe: early })]));
  assert.deepEqual(read.recipe, RUN.recipe);
});
