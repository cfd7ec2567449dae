/**
 * The panels that a link can hide, as the builder shows them: the same ones, and heights that add up.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import table from "../../../py/fittingroom/app/recipe.json";
import {
  estimatedHeight,
  hiddenBut,
  PANELS,
  roundHeight,
  SELECTIONS,
} from "../../../web/recipe/panels.js";

const NAMES = table.page.find(({ key }) => key === "hide").choices;
const ALL = PANELS.flatMap(({ panels }) => panels);

test("the builder knows the panels that links know, in their order", () => {
  assert.deepEqual(
    ALL.map(({ name }) => name),
    NAMES,
  );
});

test("what is left out is what is not shown", () => {
  assert.deepEqual(hiddenBut(NAMES), []);
  assert.deepEqual(hiddenBut([]), NAMES);
  assert.deepEqual(hiddenBut(["log", "header"]), NAMES.slice(1, -1));
});

test("every ready-made selection can be trained and looked at", () => {
  for (const { label, shown } of SELECTIONS) {
    for (const name of ["fit", "progress", "curves", "evaluate"]) assert.ok(shown.includes(name));
    assert.deepEqual(
      hiddenBut(hiddenBut(shown)),
      NAMES.filter((name) => shown.includes(name)),
    );
    assert.ok(label.length > 0);
  }
});

test("a frame is as high as what it shows, in numbers that read well", () => {
  assert.equal(roundHeight(981), 1000);
  assert.equal(roundHeight(1000), 1000);
  assert.equal(roundHeight(1001), 1050);
  let before = estimatedHeight([], 3);
  for (const [i] of NAMES.entries()) {
    const height = estimatedHeight(NAMES.slice(0, i + 1), 3);
    assert.ok(height <= before && height > 0 && height % 50 === 0);
    before = height;
  }
});
