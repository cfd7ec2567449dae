/** What is said of a learner's own set where the settings keep other numbers. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { initialState } from "../../../web/page/state.js";
import { parseFragment } from "../../../web/recipe/recipe.js";
import { dockNote } from "../../../web/views/lab/steps/dock-note.js";
import { lacking, ownSummary, setMissing, tooFew } from "../../../web/views/lab/steps/own-counts.js";

const { recipe } = parseFragment("data=own&samples=13&classes=2");
const NOTHING = { undo: false, drawing: null, reading: null, refused: [], problem: "", said: "" };

/** @param {number[]} sizes of the classes @param {number} train of all of them @param {object} [more] */
function state(sizes, train, more = {}) {
  const picture = { pixels: new Uint8Array(784), place: 0 };
  const classes = sizes.map((size, i) => ({
    name: `${i}`,
    pictures: Array.from({ length: size }, () => picture),
  }));
  const split = { train, test: 0, counts: [], advice: [] };
  const own = { ...NOTHING, classes, split, kept: true, missing: false, ...more };
  return { ...initialState(recipe, []), own };
}

test("the heading of Load counts the pictures that there are", () => {
  assert.equal(ownSummary({ recipe, own: null }), "your own set");
  assert.equal(ownSummary(state([], 0)), "your own set, which is empty");
  assert.equal(ownSummary(state([0, 0], 0)), "2 classes of your own, no picture yet");
  assert.equal(ownSummary(state([6, 5], 9)), "9 pictures, 2 classes of your own");
  assert.equal(ownSummary(state([10, 10], 16)), "13 pictures, 2 classes of your own");
  assert.match(ownSummary(state([6, 5], 9, { kept: false })), /, not kept$/);
});

test("fewer than can be trained on are no number to choose, and no epoch is told of them", () => {
  assert.match(tooFew(state([], 0)), /^There is no picture to train on yet; it takes 10/);
  assert.match(tooFew(state([1, 1], 1)), /^There is 1 so far/);
  assert.match(tooFew(state([6, 5], 9)), /^There are 9 so far; it takes 10 to train/);
  assert.equal(tooFew(state([6, 6], 10)), "");
  assert.equal(tooFew({ ...state([], 0), recipe: parseFragment("").recipe }), "");
  const described = /** @type {any} */ ({ train_samples: 9, steps_per_epoch: 1 });
  const said = dockNote({ ...state([6, 5], 9), description: described });
  assert.ok(said.values.some((value) => String(value).includes("too few pictures")));
});

test("what Fit lacks of a set stands where its cost would", () => {
  assert.match(lacking(state([], 0)), /needs 2 classes of your own at the least, and there are none yet/);
  assert.match(lacking(state([3], 3)), /and there is 1 class: add them under Load\.$/);
  assert.match(lacking(state([3, 0], 3)), /^The class 1 has no picture yet/);
  assert.match(lacking(state([6, 5], 9)), /needs 10 pictures to train on, and there are 9/);
  assert.match(lacking(state([6, 6], 10)), /^No picture is left to test with/);
  const split = { train: 10, test: 2, counts: [], advice: [] };
  assert.equal(lacking(state([6, 6], 10, { split })), "");
  assert.equal(lacking({ ...state([], 0), recipe: parseFragment("").recipe }), "");
});

test("settings of a set that is gone say so, with the way out, until there is another", () => {
  const said = setMissing(state([], 0, { missing: true }));
  assert.match(said, /13 pictures to train on, in 2 classes, which is not here/);
  assert.match(said, /Open the file that it was saved as, or make it anew\.$/);
  assert.equal(setMissing(state([0], 0, { missing: true })), "");
  assert.equal(setMissing(state([], 0)), "");
});
