/**
 * Numbers of the recipe as text.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { formatNumber, plainNumber } from "../../../web/recipe/numbers.js";

test("settings are as short as they can be, and can be typed back", () => {
  for (const number of [0.001, 1e-6, 10, 0.9, 60_000, 2_147_483_647, 0.05]) {
    assert.equal(Number(plainNumber(number)), number);
    assert.doesNotMatch(plainNumber(number), /[,e]/);
  }
});

test("thousands stand apart as in English", () => {
  const format = new Intl.NumberFormat("en", { maximumFractionDigits: 8 });
  const numbers = [0, 7, 999, 1000, 60_000, 1_234_567.25, 0.001, 1e-6, -1500.5, 1e-9, -1e-9, 1e12];
  for (const number of numbers)
    assert.equal(formatNumber(number), format.format(number).replace("-0", "0"));
});
