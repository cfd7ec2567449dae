/** Copies of the site in several folders of one host, which share the browser's storage. */
import assert from "node:assert/strict";
import test, { afterEach, beforeEach } from "node:test";
import { ProgramStorage } from "../../../web/storage/program-storage.js";
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
  const programs = new ProgramStorage();
  assert.equal(programs.save([[{ name: "Load", text: "1" }]]), true);
  define("localStorage", {
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
    removeItem: () => {},
  });
  assert.equal(programs.save([[{ name: "Load", text: "2" }]]), false);
  assert.equal(programs.save([]), true);
});

test("two tabs keep the programs of both", () => {
  visit("/fr/");
  /** @param {string} text */
  const program = (text) => [{ name: "Load", text }];
  const [first, second] = [new ProgramStorage(), new ProgramStorage()];
  for (const tab of [first, second]) assert.deepEqual(tab.load(), []);
  first.save([program("a")]);
  for (const text of ["b", "bb", "bbb"]) second.save([program(text)]);
  for (const text of ["aa", "aaa"]) first.save([program(text)]);
  const third = new ProgramStorage();
  assert.deepEqual(third.load(), [program("aaa"), program("bbb")]);
  third.save([program("c"), program("aaa"), program("bbb")]);
  second.save([]);
  assert.deepEqual(first.load(), [program("c"), program("aaa")]);
  for (let i = 0; i < 9; i++) third.save([program(`${i}`), program("c"), program("aaa")]);
  assert.equal(third.load().length, 3);
});
