/** Labels of lines that end side by side. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { apart } from "../../../../web/views/chart/apart.js";

test("labels stand where they are wanted, or as near as they can without touching", () => {
  assert.deepEqual(apart([10, 50, 90], 14, 0, 200), [10, 50, 90]);
  assert.deepEqual(apart([50, 50], 14, 0, 200), [43, 57]);
  assert.deepEqual(apart([0, 0, 0], 14, 0, 200), [0, 14, 28]);
  assert.deepEqual(apart([195, 200], 14, 0, 200), [186, 200]);
  assert.deepEqual(apart([40, 60, 62, 200], 14, 0, 200), [40, 54, 68, 200]);
  for (const many of [24, 9, 1]) {
    const wanted = Array.from({ length: many }, (_, i) => 100 + Math.sin(i) * 3).sort((a, b) => a - b);
    const found = apart(wanted, 8, 0, 200);
    assert.ok(found.every((at, i) => i === 0 || at - found[i - 1] > 7.999), String(found));
    assert.ok(found[0] >= 0 && found[many - 1] <= 200);
  }
});
