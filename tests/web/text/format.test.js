/**
 * Numbers as the learner reads them.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as format from "../../../web/text/format.js";

test("counts have their commas and their words", () => {
  assert.equal(format.count(60_000), "60,000");
  assert.equal(format.pluralize(1, "picture"), "1 picture");
  assert.equal(format.pluralize(0, "picture"), "0 pictures");
  assert.equal(format.pluralize(1234, "batch", "batches"), "1,234 batches");
});

test("shares and losses always have the same digits", () => {
  assert.equal(format.percent(0.9), "90.0\u202f%");
  assert.equal(format.percent(0.125, 0), "13\u202f%");
  assert.equal(format.percent(undefined), "–");
  assert.equal(format.percent(Number.NaN), "–");
  assert.equal(format.loss(0.5), "0.500");
  assert.equal(format.loss(undefined), "–");
  assert.equal(format.loss(Number.NaN), "not a number");
});

test("bytes never go beyond their total", () => {
  assert.equal(format.bytesProgress({ loaded: 3_100_000, total: 26_400_000 }), "3.1 of 26.4 MB");
  assert.equal(format.bytesProgress({ loaded: 40_000_000, total: 26_400_000 }), "26.4 of 26.4 MB");
});

test("times are seconds, then minutes and seconds", () => {
  assert.equal(format.duration(0), "0.0 s");
  assert.equal(format.duration(12.34), "12.3 s");
  assert.equal(format.duration(125), "2 min 5 s");
  assert.equal(format.timeLeft(0.2), "under a second left");
  assert.equal(format.timeLeft(12.1), "13 s left");
  assert.equal(format.timeLeft(61), "1 min 1 s left");
  assert.equal(format.timeLeft(Number.POSITIVE_INFINITY), "time left: …");
});

test("no time has sixty seconds beside its minutes", () => {
  for (let seconds = 60; seconds < 300; seconds += 0.25) {
    for (const text of [format.timeLeft(seconds), format.duration(seconds)]) {
      assert.doesNotMatch(text, /\b60 s/, String(seconds));
    }
  }
});

test("pixels are what the network sees", () => {
  assert.equal(format.pixel(73, false), "73");
  assert.equal(format.pixel(73, true), ".29");
  assert.equal(format.pixel(0, true), "0");
  assert.equal(format.pixel(255, true), "1");
});

test("every pixel is near what it is", () => {
  for (let byte = 0; byte <= 255; byte++) {
    assert.ok(Math.abs(Number(format.pixel(byte, true)) - byte / 255) <= 0.01, String(byte));
  }
});

test("one-hot rows look as NumPy prints them", () => {
  assert.equal(format.oneHot([0, 1, 0]), "[0 1 0]");
});
