/** Copies of the site in several folders of one host, which share the browser's storage. */
import assert from "node:assert/strict";
import test, { afterEach, beforeEach } from "node:test";
import { savePrograms } from "../../../web/storage/program-storage.js";
import { read, write } from "../../../web/storage/storage.js";

/** @type {Map<string, string>} */
let held;

/** @param {string} name @param {object | undefined} value */
const define = (name, value) =>
  Object.defineProperty(globalThis, name, { value, configurable: true });
/** @param {string} folder */
const visit = (folder) => define("document", { baseURI: `https://example.org${folder}` });

beforeEach(() => {
  held = new Map();
  define("localStorage", {
    getItem: (/** @type {string} */ key) => held.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ text) => held.set(key, text),
    removeItem: (/** @type {string} */ key) => held.delete(key),
  });
});
afterEach(() => define("document", undefined));

test("each copy finds its own", () => {
  visit("/fr/index.html");
  write("program", "mine");
  for (const other of ["/fr2/", "/fr/preview/", "/"]) {
    visit(other);
    assert.equal(read("program"), null);
  }
  visit("/fr/");
  assert.equal(read("program"), "mine");
  write("program", null);
  assert.equal(read("program"), null);
});

test("what had no folder goes to the first copy that asks", () => {
  held.set("fitting-room/program", '"old"');
  visit("/fr/");
  assert.equal(read("program"), "old");
  visit("/fr2/");
  assert.equal(read("program"), null);
  visit("/fr/");
  assert.equal(read("program"), "old");
});

test("what finds no room is said not to be kept", () => {
  visit("/fr/");
  assert.equal(savePrograms([[{ name: "Load", text: "1" }]]), true);
  define("localStorage", {
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
    removeItem: () => {},
  });
  assert.equal(savePrograms([[{ name: "Load", text: "2" }]]), false);
  assert.equal(savePrograms([]), true);
});

test("two tabs keep the programs of both", async () => {
  visit("/fr/");
  /** Modules by themselves, as in two tabs. @param {string} tab @returns {Promise<any>} */
  const opened = (tab) => import(`../../../web/storage/program-storage.js?${tab}`);
  /** @param {string} text */
  const program = (text) => [{ name: "Load", text }];
  const [first, second] = [await opened("first"), await opened("second")];
  for (const tab of [first, second]) assert.deepEqual(tab.loadPrograms(), []);
  first.savePrograms([program("a")]);
  for (const text of ["b", "bb", "bbb"]) second.savePrograms([program(text)]);
  for (const text of ["aa", "aaa"]) first.savePrograms([program(text)]);
  const third = await opened("third");
  assert.deepEqual(third.loadPrograms(), [program("aaa"), program("bbb")]);
  third.savePrograms([program("c"), program("aaa"), program("bbb")]);
  second.savePrograms([]);
  assert.deepEqual(first.loadPrograms(), [program("c"), program("aaa")]);
  for (let i = 0; i < 9; i++) third.savePrograms([program(`${i}`), program("c"), program("aaa")]);
  assert.equal(third.loadPrograms().length, 3);
});
