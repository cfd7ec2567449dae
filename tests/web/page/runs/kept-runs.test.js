/** Runs that are kept: here in memory, as in a frame without storage. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { keep, keepTest, keptRuns, put } from "../../../../web/page/runs/kept-runs.js";
import { defaultRecipe } from "../../../../web/recipe/recipe.js";

const RUN = {
  run_id: 1,
  recipe: { ...defaultRecipe(), more: [], stop: null },
  history: { loss: [1, 0.5], accuracy: [0.5, 0.75] },
  seams: [],
  seconds: 1.5,
  fingerprint: "0123456789ab",
  evaluation: { samples: 100, correct: 91, loss: 0.2, accuracy: 0.91 },
  tested: null,
};
const COMPARED = { samples: 3000, correct: 2700, loss: 0.3 };

test("a run that is named while its test ends keeps both", async () => {
  const shown = await keep(RUN);
  const testing = keepTest(RUN.run_id, COMPARED);
  await put([{ ...shown, name: "the first" }]);
  await testing;
  await put([{ ...shown, name: "the first", note: "I expected more" }]);
  const [{ name, note, compared }] = await keptRuns();
  assert.deepEqual([name, note, compared], ["the first", "I expected more", COMPARED]);
});
