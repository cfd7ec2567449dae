/** What is kept of the lessons, with storage that works, refuses, is shared, or holds other words. */
import assert from "node:assert/strict";
import test, { afterEach } from "node:test";
import { LessonProgress } from "../../../web/storage/lesson-progress.js";
import { forgetAll, key } from "../../../web/storage/storage.js";

class Storage {
  getItem(/** @type {string} */ name) {
    return Object.hasOwn(this, name) ? /** @type {any} */ (this)[name] : null;
  }
  setItem(/** @type {string} */ name, /** @type {string} */ text) {
    /** @type {any} */ (this)[name] = text;
  }
  removeItem(/** @type {string} */ name) {
    delete (/** @type {any} */ (this)[name]);
  }
}

/** @param {object} storage */
function use(storage) {
  Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true });
  return /** @type {any} */ (storage);
}

/** Tell a tab what is stored now. @param {LessonProgress} tab @param {string} name */
function tell(tab, name) {
  const event = { key: key(name), newValue: localStorage.getItem(key(name)) };
  return tab.onStorage(/** @type {StorageEvent} */ (event));
}

afterEach(() => use(new Storage()));
use(new Storage());

test("what is kept is found again", () => {
  const first = new LessonProgress();
  first.change(3, "cell-a", { text: "x = 1" });
  first.change(3, "question-b", { choice: 2, wrong: [0], shown: true });
  first.markDone(3, 1);
  const later = new LessonProgress();
  assert.deepEqual(later.part(3, "cell-a"), { text: "x = 1" });
  assert.deepEqual(later.part(3, "question-b"), { choice: 2, wrong: [0], shown: true });
  assert.deepEqual(later.part(2, "cell-a"), {});
  assert.deepEqual([later.isDone(3, 1), later.isDone(3, 2)], [true, false]);
});

test("what is put back can be brought back, also on a later visit", () => {
  const first = new LessonProgress();
  first.change(1, "cell-a", { text: "mine" });
  first.putBack(1, ["cell-a", "cell-untouched"]);
  assert.equal(first.part(1, "cell-a").text, undefined);
  assert.equal(first.isUsed(1, "cell-a"), false);
  const later = new LessonProgress();
  later.bringBack(1, ["cell-a", "cell-untouched"]);
  assert.deepEqual(later.part(1, "cell-a"), { text: "mine" });
  assert.deepEqual(later.part(1, "cell-untouched"), {});
});

test("what was written since something was put back is not lost by bringing it back", () => {
  const progress = new LessonProgress();
  progress.change(1, "cell-a", { text: "first" });
  progress.putBack(1, ["cell-a"]);
  progress.change(1, "cell-a", { text: "second" });
  progress.bringBack(1, ["cell-a"]);
  assert.deepEqual(progress.part(1, "cell-a"), { text: "first", was: { text: "second" } });
});

test("two tabs that work in one lesson keep the work of both", () => {
  const [one, two] = [new LessonProgress(), new LessonProgress()];
  two.part(1, "cell-a");
  one.change(1, "cell-a", { text: "one" });
  one.markDone(1, 1);
  two.change(1, "cell-b", { text: "two" });
  two.markDone(1, 2);
  const later = new LessonProgress();
  assert.equal(later.part(1, "cell-a").text, "one");
  assert.equal(later.part(1, "cell-b").text, "two");
  assert.ok(later.isDone(1, 1) && later.isDone(1, 2));
  assert.ok(tell(one, "lesson-1"));
  assert.equal(one.part(1, "cell-b").text, "two");
});

test("another tab does not change the text that is being written here", () => {
  const [one, two] = [new LessonProgress(), new LessonProgress()];
  one.change(1, "cell-a", { text: "one" });
  two.part(1, "cell-a");
  two.change(1, "cell-a", { text: "two" });
  tell(one, "lesson-1");
  assert.equal(one.part(1, "cell-a").text, "one");
  one.change(1, "cell-a", { text: "one more" });
  assert.deepEqual(new LessonProgress().part(1, "cell-a"), {
    text: "one more",
    was: { text: "two" },
  });
});

for (const held of [
  "",
  "{",
  "7",
  "[1]",
  "null",
  '{"cell-a": 3, "cell-b": {"text": 4, "wrong": "x"}}',
]) {
  test(`words of another form are left out: ${held}`, () => {
    use(new Storage()).setItem(key("lesson-1"), held);
    localStorage.setItem(key("lesson-steps"), held);
    const progress = new LessonProgress();
    assert.deepEqual(progress.part(1, "cell-a"), {});
    assert.deepEqual(progress.part(1, "cell-b"), {});
    assert.equal(progress.isDone(1, 1), false);
  });
}

test("where storage is refused, everything works until the page is closed", () => {
  const refuse = () => {
    throw new Error("refused");
  };
  Object.defineProperty(globalThis, "localStorage", { get: refuse, configurable: true });
  const progress = new LessonProgress();
  progress.change(1, "cell-a", { text: "mine" });
  progress.change(1, "cell-b", { text: "mine too" });
  progress.markDone(1, 1);
  progress.putBack(1, ["cell-a"]);
  progress.bringBack(1, ["cell-a"]);
  assert.equal(progress.part(1, "cell-a").text, "mine");
  assert.equal(progress.part(1, "cell-b").text, "mine too");
  assert.ok(progress.isDone(1, 1));
  progress.forget();
  assert.deepEqual(progress.part(1, "cell-a"), {});
});

test("to forget clears this copy of the site, and no other one", () => {
  const storage = use(new Storage());
  const progress = new LessonProgress();
  progress.change(1, "cell-a", { text: "mine" });
  progress.markDone(1, 1);
  storage.setItem(key("program"), "[]");
  const others = ["fitting-room/preview/program", "another site's"];
  for (const other of others) storage.setItem(other, "stays");
  const elsewhere = new LessonProgress();
  assert.equal(elsewhere.part(1, "cell-a").text, "mine");
  progress.forget();
  assert.deepEqual(Object.keys(storage), others);
  tell(elsewhere, "lesson-1");
  tell(elsewhere, "lesson-steps");
  assert.deepEqual([elsewhere.part(1, "cell-a"), elsewhere.isDone(1, 1)], [{}, false]);
  forgetAll();
});

test("keys hold the folder of the site", () => {
  const before = globalThis.document;
  const at = (/** @type {string} */ baseURI) => {
    Object.defineProperty(globalThis, "document", { value: { baseURI }, configurable: true });
    return key("program");
  };
  assert.equal(at("https://example.edu/fr/index.html"), "fitting-room:/fr/program");
  assert.equal(at("https://example.edu/fr/#v=1"), at("https://example.edu/fr/"));
  assert.notEqual(at("https://example.edu/fr2/"), at("https://example.edu/fr/"));
  Object.defineProperty(globalThis, "document", { value: before, configurable: true });
});
