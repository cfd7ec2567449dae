/** xAPI statements: which ones a step of a task makes, and what stands in them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultRecipe } from "../../../web/recipe/recipe.js";
import { statements } from "../../../web/task/xapi.js";

const time = new Date("2026-11-29T12:00:00Z");
const activity = {
  id: "https://example.edu/room/#task=0a1b2c3d",
  name: "Reach 85 %",
  seconds: 65,
  time,
};
const open = { tries: 0, done: false, over: false, score: null, code: null, recipe: null };
const tried = { ...open, tries: 1, score: 0.5, recipe: defaultRecipe() };
const verbs = (before, now) => statements(before, now, activity).map(({ verb }) => verb.display.en);

test("each step of a task makes its statements once", () => {
  assert.deepEqual(verbs(null, open), ["initialized"]);
  assert.deepEqual(verbs(open, tried), ["attempted"]);
  const done = { ...tried, tries: 2, done: true, score: 1, code: "FR1.x.00000000" };
  assert.deepEqual(verbs(tried, done), ["attempted", "completed", "passed"]);
  assert.deepEqual(verbs(tried, { ...tried, tries: 2, over: true }), [
    "attempted",
    "completed",
    "failed",
  ]);
  assert.deepEqual(verbs(done, { ...done, tries: 3 }), ["attempted"]);
  const unscored = { ...tried, done: true, score: null };
  assert.deepEqual(verbs(open, unscored), ["attempted", "completed"]);
});

test("a statement holds score, duration, code and recipe, and no actor", () => {
  const done = { ...tried, done: true, score: 1, code: "FR1.x.00000000" };
  const passed = statements(open, done, activity).at(-1);
  assert.equal(passed.actor, undefined);
  assert.equal(passed.verb.id, "http://adlnet.gov/expapi/verbs/passed");
  assert.equal(passed.object.id, activity.id);
  assert.equal(passed.timestamp, "2026-11-29T12:00:00.000Z");
  const { score, duration, success, completion, response, extensions } = passed.result;
  assert.deepEqual(score, { scaled: 1, raw: 100, min: 0, max: 100 });
  assert.deepEqual([duration, success, completion, response], ["PT65.00S", true, true, done.code]);
  assert.match(Object.values(extensions)[0], /^v=1&classes=3/);
});
