/** Steps done, with storage that works, refuses, or holds somebody else's words. */
import assert from "node:assert/strict";
import test, { afterEach } from "node:test";
import { saveProgress, loadProgress } from "../../../web/page/lesson-progress.js";

/** @param {object} storage */
function use(storage) {
  Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true });
}

/** @param {string | null} held */
function holding(held) {
  return {
    getItem: () => held,
    removeItem: () => {
      held = null;
    },
    setItem: (/** @type {string} */ _, /** @type {string} */ text) => {
      held = text;
    },
  };
}

afterEach(() => use(holding(null)));

test("what is kept is found again", () => {
  use(holding(null));
  assert.deepEqual([...loadProgress()], []);
  saveProgress(new Set(["1.1", "5.4"]));
  assert.deepEqual([...loadProgress()], ["1.1", "5.4"]);
});

for (const held of ["", "{", "7", '{"1.1": true}', "null", '["x", 3, "99.1", "1.2"]']) {
  test(`words that are not steps are left out: ${held}`, () => {
    use(holding(held));
    assert.deepEqual([...loadProgress()], held.includes("1.2") ? ["1.2"] : []);
  });
}

test("a browser that refuses storage is let be", () => {
  const refuse = () => {
    throw new Error("refused");
  };
  use({ getItem: refuse, setItem: refuse });
  assert.deepEqual([...loadProgress()], []);
  saveProgress(new Set(["1.1"]));
});

test("what was kept does not change under the reader's hands", () => {
  use(holding('["2.1"]'));
  loadProgress().add("2.2");
  assert.deepEqual([...loadProgress()], ["2.1"]);
});
