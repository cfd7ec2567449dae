/** What is looked at while it trains: how often Python is asked, and that its share of the time is small. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Inside } from "../../../web/page/inside.js";
import { NOTHING_INSIDE } from "../../../web/page/looked-at.js";

/** A page that trains, with a clock of its own; each answer takes `cost` milliseconds. @param {number} cost */
function page(cost) {
  const at = { now: 0, seen: true };
  let state = /** @type {any} */ ({
    phase: "fitting",
    list: null,
    run: { run_id: 1, history: { loss: [1] }, network: { columns: [{ units: 784 }, { units: 8 }] } },
    inside: { ...NOTHING_INSIDE, picture: { part: "test", index: 0 } },
  });
  /** @type {string[]} */
  const asked = [];
  const inside = new Inside({
    query: async ({ type }) => {
      asked.push(type);
      at.now += cost;
      return /** @type {any} */ ({ activations: [[1]] });
    },
    set: (changes) => {
      state = { ...state, ...changes };
    },
    state: () => state,
    seen: () => at.seen,
    now: () => at.now,
  });
  /** @param {object} changes */
  const change = (changes) => {
    state = { ...state, ...changes };
  };
  return { at, asked, inside, change };
}

/** Let `milliseconds` pass in epochs of `epoch`. */
async function train({ at, inside }, context, milliseconds, epoch) {
  for (const end = at.now + milliseconds; at.now < end; ) {
    at.now += epoch;
    context.mock.timers.tick(epoch);
    await inside.follow();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test("short epochs share a look, and looks take one part in 25 of the time", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const quick = page(0);
  await train(quick, context, 3000, 5);
  assert.ok(quick.asked.length >= 9 && quick.asked.length <= 11, `${quick.asked.length} looks`);
  const dear = page(50);
  await train(dear, context, 10_000, 90);
  assert.ok(dear.asked.length >= 6, `${dear.asked.length} looks`);
  assert.ok((dear.asked.length * 50) / 10_000 < 0.05);
  assert.deepEqual(new Set(dear.asked), new Set(["trace"]));
});

test("nothing is asked for what nobody sees, without a picture, and once it has ended", async () => {
  const hidden = page(0);
  hidden.at.seen = false;
  await hidden.inside.follow();
  const bare = page(0);
  bare.change({ inside: NOTHING_INSIDE });
  await bare.inside.follow();
  const over = page(0);
  over.change({ phase: "done" });
  await over.inside.follow();
  assert.deepEqual([...hidden.asked, ...bare.asked, ...over.asked], []);
  hidden.at.seen = true;
  await hidden.inside.follow();
  assert.deepEqual(hidden.asked, ["trace"]);
});
