/** When a page begins to keep its site for later. */
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { DELAY, whenCalm } from "../../../web/page/offline.js";

test("what is kept for later waits for as long as there is work, and is not forgotten", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let isAtWork = false;
  let isCalm = false;
  whenCalm(() => isAtWork).then(() => {
    isCalm = true;
  });
  const pass = async (/** @type {number} */ milliseconds) => {
    mock.timers.tick(milliseconds);
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  };
  await pass(DELAY - 1);
  assert.equal(isCalm, false);
  // A Fit within the delay counts, and so does one after an hour.
  isAtWork = true;
  for (let at = 0; at < 3_600_000; at += DELAY) await pass(DELAY);
  assert.equal(isCalm, false);
  isAtWork = false;
  await pass(DELAY);
  assert.equal(isCalm, true);
  mock.timers.reset();
});
