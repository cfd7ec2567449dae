/** Runs in the browser that no page has written so: they stay where they are, and cost the others nothing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { exceptions, keptRuns } from "../../../../web/page/runs/kept-runs.js";
import { defaultRecipe } from "../../../../web/recipe/recipe.js";
import { offering } from "../../storage/indexed-db.js";

const GOOD = {
  ...{ id: "0".repeat(32), made: "2026-01-02T03:04:05.678Z", name: "", note: "", hidden: false },
  recipe: { ...defaultRecipe(), more: [], stop: null },
  history: { loss: [1, 1e31], accuracy: [0.5, 0.75] },
  ...{ seams: [], seconds: 1.5, fingerprint: "0123456789ab" },
  ...{ tested: { samples: 100, correct: 91, loss: 0.2 }, compared: null },
};

test("damaged runs are left out, counted, and hide none of the others", async () => {
  const damaged = [
    { id: "empty" },
    { ...GOOD, recipe: null },
    { ...GOOD, history: {} },
    { ...GOOD, history: { loss: ["<b>"] } },
    { ...GOOD, history: { loss: [Number.NaN] } },
    { ...GOOD, recipe: { ...GOOD.recipe, layers: "x" } },
    { ...GOOD, made: new Date(0) },
    { ...GOOD, tested: { samples: 10, correct: 99, loss: 1 } },
  ];
  const long = { ...GOOD, id: "1".repeat(32), note: "n".repeat(100_000) };
  const { skip, ...ofTheFirstDays } = GOOD.recipe;
  offering([...damaged, GOOD, long, { ...GOOD, id: "2".repeat(32), recipe: ofTheFirstDays }]);
  const found = await keptRuns();
  assert.deepEqual(
    found.map(({ id }) => id[0]),
    ["0", "1", "2"],
  );
  assert.equal(found[1].note.length, 500);
  assert.deepEqual(exceptions(), { unreadable: damaged.length, unkept: 0 });
});
