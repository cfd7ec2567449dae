/**
 * Numbers of the recipe as text.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { plainNumber } from "../../../web/recipe/numbers.js";

test("settings are as short as they can be, and can be typed back", () => {
  for (const number of [0.001, 1e-6, 10, 0.9, 60_000, 2_147_483_647, 0.05]) {
    assert.equal(Number(plainNumber(number)), number);
    assert.doesNotMatch(plainNumber(number), /[,e]/);
  }
});
