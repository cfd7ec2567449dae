/** What fooling the network by changed pixels is about: the target, and when it is reached. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { begin, judge, words } from "../../../web/views/lab/draw/attempt.js";

const names = ["t-shirt", "dress", "shoe"];
const started = begin({ probabilities: [0.2, 0.7, 0.1], class_names: names, epoch: 10 });

test("the second likeliest class is the target", () => {
  assert.equal(names[started.target], "t-shirt");
  assert.equal(words(started), "It says dress, with 0 pixels changed.");
});

test("the fewest changed pixels count, and only where it says the target", () => {
  const shoe = judge(started, 2, 5);
  assert.equal(words(shoe), "It says shoe, with 5 pixels changed.");
  const fooled = judge(shoe, 0, 14);
  assert.equal(words(fooled), "Fooled: it says t-shirt after 14 pixels.");
  const again = judge(fooled, 1, 1);
  assert.equal(words(again), "It says dress, with 1 pixel changed. Your fewest so far: 14.");
  const worse = judge(again, 0, 20);
  assert.equal(words(worse), "Fooled: it says t-shirt after 20 pixels. Your fewest so far: 14.");
  assert.equal(judge(worse, 0, 9).fewest, 9);
});
