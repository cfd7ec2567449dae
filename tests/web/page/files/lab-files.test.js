/** The lab's file comes back as it was saved; any other is refused in words. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { labFile, openLabFile, readLab } from "../../../../web/page/files/lab-files.js";
import { initialState, newRun } from "../../../../web/page/state.js";
import { defaultRecipe } from "../../../../web/recipe/recipe.js";
import { random as seeded } from "../../random.js";

const recipe = { ...defaultRecipe(), seed: 7, layers: [{ units: 12, activation: "tanh" }] };
const run = {
  ...newRun(3, recipe),
  history: { loss: [0.5, Number.NaN], accuracy: [0.75, 0.8] },
  evaluation: {
    ...{ loss: 0.25, accuracy: 0.5, samples: 2, correct: 1, seconds: 0.1 },
    confusion: Array.from({ length: recipe.classes }, () => Array(recipe.classes).fill(1)),
  },
  reason: "completed",
  seconds: 1.5,
  fingerprint: "0123456789ab",
};
const state = { ...initialState(recipe, []), run, finished: [{ ...run, run_id: 2 }] };
const text = labFile(state);

test("a lab that was saved comes back", () => {
  const found = readLab(text);
  assert.deepEqual(found.recipe, recipe);
  assert.equal(found.runs.length, 2);
  const [{ history, evaluation, reason, fingerprint }] = found.runs;
  assert.deepEqual(
    [history, evaluation, reason, fingerprint],
    [run.history, run.evaluation, run.reason, run.fingerprint],
  );
});

test("a run that has only been opened has no results to save", () => {
  const opened = { ...run, history: {}, opened: "m.keras" };
  assert.equal(readLab(labFile({ ...state, run: opened, finished: [] })).runs.length, 0);
});

test("what has another form is refused, and says what was expected", async () => {
  const lab = JSON.parse(text);
  for (const [given, words] of /** @type {[unknown, RegExp][]} */ ([
    [[], /object/],
    [{}, /not a lab/],
    [{ format: "fitting-room-runs", version: 1, runs: [] }, /Open it in Compare/],
    [{ ...lab, version: 2 }, /version 2; this page reads 1/],
    [{ ...lab, runs: {} }, /runs is a list/],
    [{ ...lab, recipe: { ...recipe, epochs: 1e9 } }, /goes from/],
    [{ ...lab, recipe: { ...recipe, layers: [null] } }, /a layer is an object/],
    [{ ...lab, runs: [{ ...lab.runs[0], history: { loss: ["1"] } }] }, /loss is a number/],
    [{ ...lab, runs: [{ ...lab.runs[0], history: { loss: [], x: [] } }] }, /not known/],
  ])) {
    const opened = await openLabFile(new File([JSON.stringify(given)], "lab.json"));
    assert.match("refused" in opened ? opened.refused : "opened", words);
  }
  const other = await openLabFile(new File(["x"], "holiday.png"));
  assert.match("refused" in other ? other.refused : "", /neither a lab/);
});

test("damaged files are refused or read, and nothing else", async () => {
  const next = seeded(5);
  const random = (/** @type {number} */ below) => Math.floor(next() * below);
  let refused = 0;
  for (let i = 0; i < 300; i++) {
    const letters = [...text];
    for (let n = 1 + random(8); n > 0; n--)
      letters[random(letters.length)] = '0123456789{}[]",:-e'[random(19)];
    const opened = await openLabFile(new File([letters.join("")], "lab.json"));
    if ("refused" in opened) refused++;
    else assert.equal(opened.action.type, "open-lab");
  }
  assert.ok(refused > 200, String(refused));
});

test("a program is sent to where it is opened", async () => {
  for (const name of ["clothes.ipynb", "clothes.py"]) {
    const { refused } = await openLabFile(new File(["{}"], name));
    assert.match(refused, /is a program: Code opens it/);
  }
});
