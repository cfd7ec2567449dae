/** A set of one's own as plain values: what each change makes of it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, notThere, PIXELS, pack, unpack } from "../../../../web/page/own/own-classes.js";
import { cpuSeconds } from "../../cpu-seconds.js";

const picture = (value, place = 0) => ({ pixels: new Uint8Array(PIXELS).fill(value), place });
const SET = [
  { name: "cup", pictures: [picture(1), picture(2)] },
  { name: "Spoon", pictures: [picture(3)] },
];

test("what a class has already is left out, wherever its place, and in no other class", () => {
  const brought = [picture(2, 1), picture(4), picture(1)];
  assert.deepEqual(notThere(SET, "cup", brought), [brought[1]]);
  assert.deepEqual(notThere(SET, "CUP", brought), [brought[1]]);
  assert.deepEqual(notThere(SET, "spoon", brought), brought);
  assert.deepEqual(notThere(SET, "fork", brought), brought);
});

test("a file's own repetitions are left to the split, which keeps them out of the test", () => {
  const twice = [picture(9), picture(9)];
  assert.deepEqual(notThere(SET, "cup", twice), twice);
});

test("sixty thousand alike are looked through at once", async () => {
  const many = Array.from({ length: 60_000 }, () => picture(0));
  const seconds = await cpuSeconds(() =>
    assert.deepEqual(notThere([{ name: "cup", pictures: many }], "cup", many), []),
  );
  assert.ok(seconds < 5);
});

test("a change that cannot be says why, and changes nothing", () => {
  const before = structuredClone(SET);
  for (const change of [
    { type: "class", name: " " },
    { type: "class", name: "CUP" },
    { type: "rename", index: 1, name: "cup" },
  ])
    assert.ok(changed(SET, change).problem);
  assert.deepEqual(SET, before);
});

test("a set is the same after it was packed, and what is none is refused", () => {
  const moved = changed(SET, { type: "move", index: 0, at: [1], to: 1 }).classes;
  const names = moved.map(({ name }) => name);
  assert.deepEqual(unpack(names, pack(moved)), moved);
  for (const bad of [null, "set", new Uint8Array(785), new Uint8Array(786).fill(9)])
    assert.equal(unpack(names, bad), null);
});
