/** What a Fit that failed of its settings leaves behind once these have changed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { afterChange, stale, withoutRefusal } from "../../../web/page/outdated.js";
import { accepted, initialState, reduce } from "../../../web/page/state.js";
import { parseFragment } from "../../../web/recipe/recipe.js";
import { runStatus } from "../../../web/views/lab/results/status.js";

const own = parseFragment("data=own").recipe;
const { recipe: fashion } = parseFragment("");
const ready = { ...initialState(own, []), phase: /** @type {const} */ ("ready") };

/** @param {any} code @param {any} [state] @param {any} [history] */
function failed(code, state = ready, history = {}) {
  const error = { code, message: "It cannot be.", hint: "", traceback: "" };
  const end = { type: /** @type {const} */ ("run-end"), run_id: 1, seconds: 0, fingerprint: null };
  const reason = /** @type {const} */ (code === "loss-nan" ? "nan" : "failed");
  return reduce(accepted(state, 1, own), { ...end, reason, history, error });
}

test("the message of a Fit that was refused goes with its settings, and so does the run", () => {
  const before = failed("recipe-invalid");
  assert.deepEqual([before.phase, before.run?.reason], ["failed", "failed"]);
  assert.deepEqual(afterChange(before, own), {});
  const after = { ...before, recipe: fashion, ...afterChange(before, fashion) };
  assert.deepEqual([after.phase, after.fault, after.run], ["ready", null, null]);
  assert.equal(runStatus(after).title, "Nothing trained yet");
});

test("where there are no results, none are said to be of other settings", () => {
  const before = { ...failed("data-missing"), recipe: fashion };
  assert.equal(stale(before), false);
  assert.doesNotMatch(runStatus(before).details.join(), /from before/);
});

test("results stay, and a fault that was not of the settings", () => {
  const nan = failed("loss-nan", ready, { loss: [null] });
  const { phase, fault, run } = { ...nan, ...withoutRefusal(nan) };
  assert.deepEqual([phase, fault, run], ["done", null, nan.run]);
  assert.deepEqual(afterChange(failed("data-missing"), fashion), {});
  assert.deepEqual(withoutRefusal(ready), {});
});
