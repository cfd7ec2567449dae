/**
 * The title of the tab in each phase of a run.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { initialState } from "../../../web/page/state.js";
import { tabTitle } from "../../../web/page/tab-title.js";
import { defaultRecipe } from "../../../web/recipe/recipe.js";

const USUAL = "Fitting Room: train a neural network";

/** @param {any} changes */
const titled = (changes) => tabTitle({ ...initialState(defaultRecipe(), []), ...changes }, USUAL);

test("the title follows the run", () => {
  assert.equal(titled({ phase: "ready" }), USUAL);
  assert.equal(
    titled({ phase: "fitting", run: { activity: "train", fraction: 0.4 } }),
    "40\u202f% · Fitting Room",
  );
  assert.equal(
    titled({ phase: "fitting", run: { activity: "download", fraction: 0 } }),
    "Loading pictures · Fitting Room",
  );
  assert.equal(titled({ phase: "paused", run: {} }), "Paused · Fitting Room");
  const evaluation = { accuracy: 0.93 };
  assert.equal(
    titled({ phase: "done", run: { evaluation } }),
    "Done: 93\u202f% right · Fitting Room",
  );
});
