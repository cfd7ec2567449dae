/** What Predict can show: levels of confidence with their counts, and why a filter leaves none. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { confidences, noneLeft } from "../../../web/views/lab/results/prediction-filters.js";

const names = ["t-shirt", "dress", "shoe"];
// Python's None arrives as undefined.
const levels = [
  { name: "sure", least: 0.9, below: undefined, total: 1200 },
  { name: "between", least: 0.6, below: 0.9, total: 30 },
  { name: "unsure", least: undefined, below: 0.6, total: 0 },
];
/** @param {string} text */
const plain = (text) => text.replaceAll("\u202f", " ");

test("each level says what it means and how many there are, and all of them their sum", () => {
  const options = confidences(levels).map(({ value, text }) => [value, plain(text)]);
  assert.deepEqual(options, [
    ["", "however sure (1,230)"],
    ["sure", "sure: 90 % or more (1,200)"],
    ["between", "60 % to 90 % (30)"],
    ["unsure", "unsure: under 60 % (0)"],
  ]);
});

test("a filter that leaves none is said in words", () => {
  /** @param {any} filter */
  const words = (filter) => plain(noneLeft(filter, levels, names));
  assert.equal(words({ which: "wrong" }), "It got every test picture right.");
  assert.equal(words({ which: "all", truth: 1 }), "There is no test picture of dress.");
  assert.equal(
    words({ which: "wrong", truth: 1, confidence: "unsure" }),
    "No test picture of dress is wrong and answered with under 60 %.",
  );
  assert.equal(
    words({ which: "all", truth: 0, predicted: 2, confidence: "sure" }),
    "No test picture of t-shirt is taken for shoe and answered with 90 % or more.",
  );
});
