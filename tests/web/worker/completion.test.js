/** When the worker fetches what the quick start has left out. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { completeWhenCalm, postponeCompletion } from "../../../web/worker/completion.js";

globalThis.self = globalThis;
let asked = 0;
let isBusy = false;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  asked = 0;
  isBusy = false;
});
afterEach(() => mock.timers.reset());

/** @param {boolean} isKept @param {() => Promise<void>} complete */
function begin(isKept, complete = async () => {}) {
  const counted = () => {
    asked++;
    return complete();
  };
  completeWhenCalm(
    counted,
    () => isBusy,
    isKept,
  );
}

/** @param {number} milliseconds */
async function pass(milliseconds) {
  mock.timers.tick(milliseconds);
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}

test("over the network it waits for seconds of calm, each command anew", async () => {
  begin(false);
  await pass(2900);
  postponeCompletion();
  await pass(2900);
  assert.equal(asked, 0);
  await pass(100);
  assert.equal(asked, 1);
  await pass(10_000);
  assert.equal(asked, 1);
});

test("from the device it comes as soon as nothing is asked for", async () => {
  begin(true);
  await pass(250);
  assert.equal(asked, 1);
});

test("a run that lasts is waited for, and a failure tried again after a command", async () => {
  isBusy = true;
  begin(true, () => Promise.reject(new Error("no network")));
  for (let second = 0; second < 600; second++) await pass(1000);
  assert.equal(asked, 0);
  isBusy = false;
  await pass(250);
  assert.equal(asked, 1);
  await pass(10_000);
  assert.equal(asked, 1);
  postponeCompletion();
  await pass(250);
  assert.equal(asked, 2);
});
