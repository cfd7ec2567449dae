/** The axes of charts: they use their space, and mark whole numbers. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { epochMarks, logMarks, lowEnd, shareMark } from "../../../../web/views/chart/axes.js";

test("an axis of shares begins at the tenth below them where its lower half would be empty", () => {
  assert.equal(lowEnd([0.93, 0.97, null]), 0.9);
  assert.equal(lowEnd([0.9, 1]), 0.9);
  assert.equal(lowEnd([1, 1]), 0.9);
  assert.equal(lowEnd([0.55, 0.97]), 0.5);
  assert.equal(lowEnd([0.49, 0.97]), 0);
  assert.equal(lowEnd([]), 0);
  assert.equal(lowEnd([Number.NaN, null]), 0);
});

test("a logarithmic axis marks 1, 2 and 5 in each power of ten", () => {
  assert.deepEqual(logMarks(0.04, 1.2), [0.05, 0.1, 0.2, 0.5, 1]);
  assert.deepEqual(logMarks(0.3, 0.4), []);
});

test("the first epoch and the last are marked, never more than a dozen", () => {
  for (const epochs of [1, 2, 10, 11, 37, 100, 105, 900]) {
    const marks = epochMarks(epochs);
    assert.equal(marks[0], 1);
    assert.equal(marks.at(-1), epochs);
    assert.ok(marks.length <= 12, `${epochs}: ${marks}`);
  }
});

test("a mark of an axis of shares says what it is at", () => {
  const marks = [0.9, 0.925, 0.95, 0.975, 1].map(shareMark);
  assert.deepEqual(
    marks.map((mark) => mark.replace("\u202f", " ")),
    ["90 %", "92.5 %", "95 %", "97.5 %", "100 %"],
  );
  assert.equal(shareMark(0.30000000000000004), "30\u202f%");
});
