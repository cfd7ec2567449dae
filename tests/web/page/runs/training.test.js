/** How runs begin. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Training } from "../../../../web/page/runs/training.js";
import { initialState } from "../../../../web/page/state.js";
import { defaultRecipe } from "../../../../web/recipe/recipe.js";

/** A training, the page around it, and what it asks Python for.*/
function page() {
  const first = initialState(defaultRecipe(), []);
  const around = { now: { ...first, phase: "ready" }, sent: [] };
  const training = new Training({
    client: { send: async (command) => around.sent.push(command.type) },
    state: () => around.now,
    set: (changes) => Object.assign(around.now, changes),
    mayFit: () => new Promise((resolve) => setTimeout(() => resolve(true))),
  });
  return { around, training };
}

for (const task of [null, { ask: "Why?" }])
  test(`Fit that is pressed twice at once begins one run, ${task ? "with" : "without"} a task`, async () => {
    const { around, training } = page();
    around.now.link = { ...around.now.link, task };
    await Promise.all([training.fit(), training.fit(), training.fit()]);
    assert.deepEqual(around.sent, ["fit"]);
    assert.equal(around.now.run.run_id, 1);
  });
