/** What a list does about what happens around it: nothing written down, other pictures, pictures that came. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { RunListRoom } from "../../../../web/page/runs/run-list-room.js";
import { initialState } from "../../../../web/page/state.js";
import { defaultRecipe } from "../../../../web/recipe/recipe.js";

/** A room with a list of two runs, and the page around it. @param {object} settings */
async function room(settings = {}) {
  const recipe = { ...defaultRecipe(), ...settings };
  const page = {
    now: { ...initialState(recipe, []), phase: "ready", own: { split: { train: 100 } } },
    bytes: 5e6,
    begun: [],
  };
  const queries = {
    query: async ({ type, recipes }) =>
      type === "estimate"
        ? { seconds: recipes.map(() => 1), download_bytes: page.bytes }
        : { intervals: [], bands: [] },
  };
  const found = new RunListRoom({
    queries,
    state: () => page.now,
    set: (changes) => Object.assign(page.now, changes),
    look: () => {},
    address: { page: { list: { vary: "units:4,8" } }, update: () => {}, write: () => {} },
    training: { mayBegin: async () => true, begin: (one) => page.begun.push(one) },
  });
  await found.open(false);
  return { page, found };
}

test("what is expected is gone to each time that it is missing", async () => {
  const { page, found } = await room();
  found.change({ asks: true });
  for (const times of [1, 2, 3]) {
    await found.change({ start: true });
    assert.equal(page.now.list.wanted, times);
  }
  assert.deepEqual(page.begun, []);
  found.change({ expected: 0.5 });
  await found.change({ start: true });
  assert.equal(page.begun.length, 1);
});

test("which way it will go is enough, until the values are others", async () => {
  const { page, found } = await room();
  found.change({ asks: true });
  found.change({ way: "higher" });
  await found.change({ values: "4, 16" });
  assert.equal(page.now.list.way, null);
  await found.change({ start: true });
  assert.deepEqual([page.now.list.wanted, page.begun.length], [1, 0]);
  found.change({ way: "same" });
  await found.change({ start: true });
  assert.deepEqual([page.now.list.wanted, page.begun.length], [0, 1]);
});

test("a list of own pictures ends where these change, says why, and begins anew", async () => {
  const { page, found } = await room({ data: "own" });
  await found.change({ start: true });
  assert.equal(page.now.list.running, true);
  page.now.own = { split: { train: 120 } };
  await found.onTested(null);
  assert.match(page.now.list.said, /your own pictures have changed/);
  assert.equal(page.now.list.running, false);
  assert.ok(page.now.list.runs.every(({ kept, lost }) => !kept && !lost));
  await found.change({ start: true });
  found.onUntested("failed");
  assert.equal(page.now.list.said, "Stopped. What is trained is kept.");
});

test("pictures that came with another run need not be fetched any more", async () => {
  const { page, found } = await room();
  assert.equal(page.now.list.bytes, 5e6);
  page.now.phase = "done";
  page.bytes = 0;
  await found.onRunEnd();
  assert.equal(page.now.list.bytes, 0);
});
