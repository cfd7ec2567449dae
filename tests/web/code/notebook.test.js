/** The program of the Code view: follows the settings until it is the learner's. */
import assert from "node:assert/strict";
import test from "node:test";
import * as model from "../../../web/views/code/notebook.js";

const A = model.STEPS.map((name) => `${name} A`);
const B = A.map((text, i) => (i === 3 ? "Fit B\nmore" : text));
const first = model.followProgram(model.emptyNotebook(), A);

/** @param {model.Notebook} notebook */
const texts = ({ cells }) => cells.map(model.textOf);
/** @param {model.Notebook} notebook */
const names = ({ cells }) => cells.map(({ name }) => name);

test("an empty notebook takes the first program and follows the next", () => {
  assert.equal(model.isOwn(model.emptyNotebook()), false);
  assert.deepEqual(texts(first), A);
  assert.deepEqual(names(first), model.STEPS);
  assert.deepEqual(texts(model.followProgram(first, B)), B);
});

test("an edit makes it the learner's, and undoing the edit gives it back", () => {
  const yours = model.edit(first, 5, "mine");
  assert.equal(model.isOwn(yours), true);
  assert.equal(model.settingsChanged(yours), false);
  const later = model.followProgram(yours, B);
  assert.deepEqual(texts(later), [...A.slice(0, 5), "mine"]);
  assert.equal(model.settingsChanged(later), true);
  assert.deepEqual(texts(model.edit(later, 5, "Predict A")), B);
});

test("back puts the own program aside, and it can be brought back", () => {
  const yours = model.add(model.edit(first, 5, "mine"), 0);
  const own = model.edit(yours, yours.keys - 1, "x = 1");
  const back = model.followSettings(model.followProgram(own, B));
  assert.deepEqual(texts(back), B);
  assert.equal(model.isOwn(back), false);
  assert.equal(model.followSettings(back), back);
  const again = model.restoreOwn(back);
  assert.deepEqual(texts(again), [A[0], "x = 1", ...A.slice(1, 5), "mine"]);
  assert.deepEqual(names(again), ["Load", "Cell 1", ...model.STEPS.slice(1)]);
  assert.deepEqual(again.stash, []);
  assert.equal(model.restoreOwn(first), first);
});

test("cells are added, moved, deleted and put back", () => {
  const added = model.add(first);
  assert.deepEqual(names(added).slice(-2), ["Predict", "Cell 1"]);
  const moved = model.move(added, 6, -1);
  assert.deepEqual(names(moved).slice(-2), ["Cell 1", "Predict"]);
  assert.equal(model.move(first, 0, -1), first);
  assert.equal(model.move(first, 5, 1), first);
  const without = model.remove(moved, 2);
  assert.deepEqual(names(without), ["Load", "Define", "Fit", "Evaluate", "Cell 1", "Predict"]);
  assert.deepEqual(names(model.undoRemove(without)), names(moved));
  assert.equal(model.undoRemove(first), first);
  const twin = model.remove(moved, 6);
  assert.equal(model.isOwn(twin), false);
  assert.deepEqual(names(model.add(twin)).at(-1), "Cell 2", "a name is given once");
  const swapped = model.move(first, 0, 1);
  assert.equal(model.isOwn(swapped), true);
  assert.deepEqual(texts(model.move(swapped, 0, -1)), A);
});

test("a program of an earlier visit is put aside, under names of its own", () => {
  const kept = [
    { name: "Cell 7", text: "y" },
    { name: "Fit", text: "mine" },
    { name: "Load", text: "Load A" },
  ];
  const opened = model.followProgram(model.withSaved(model.emptyNotebook(), [kept]), A);
  assert.deepEqual(texts(opened), A);
  const again = model.restoreOwn(opened);
  assert.deepEqual(names(again), ["Cell 1", "Fit", "Load"]);
  assert.deepEqual(texts(again), ["y", "mine", "Load A"]);
  assert.deepEqual(
    again.cells.map(({ edited }) => edited),
    [null, "mine", null],
  );
  assert.equal(names(model.add(again)).at(-1), "Cell 2");
});

test("an earlier program comes back after another was begun, and both are saved", () => {
  const kept = [{ name: "Fit", text: "earlier" }];
  const opened = model.followProgram(model.withSaved(model.emptyNotebook(), [kept]), A);
  const typed = model.edit(opened, 0, "a letter");
  assert.equal(model.savedPrograms(typed).length, 2);
  const earlier = model.restoreOwn(typed);
  assert.deepEqual(texts(earlier), ["earlier"]);
  assert.deepEqual(texts(model.restoreOwn(earlier))[0], "a letter");
});

test("a new program is one empty cell, and what was there is put aside", () => {
  const own = model.edit(first, 5, "mine");
  const fresh = model.startNew(own);
  assert.deepEqual(texts(fresh), [""]);
  assert.deepEqual(texts(model.startNew(fresh)), [""]);
  assert.equal(model.savedPrograms(fresh).length, 1, "nothing written, nothing saved");
  assert.equal(texts(model.restoreOwn(fresh))[5], "mine");
});

test("new lines are counted from 1, and the whole is one text", () => {
  assert.deepEqual(model.addedLines("a\nb\nc", "a\nx\n\nc\ny"), [2, 5]);
  assert.deepEqual(model.addedLines("a", "a"), []);
  assert.equal(
    model.programText(model.edit(first, 0, "x\n\n")).startsWith("x\n\nDefine A\n\n"),
    true,
  );
});

test("a program that came is taken over, and the own one put aside", () => {
  const own = model.edit(first, 5, "mine");
  const taken = model.takeOver(own, ["a = 1", "print(a)"]);
  assert.deepEqual(texts(taken), ["a = 1", "print(a)"]);
  assert.equal(model.isOwn(taken), true);
  assert.deepEqual(taken.stash[0].map(model.textOf), [...A.slice(0, 5), "mine"]);
  assert.equal(new Set(taken.cells.map(({ key }) => key)).size, 2);
  assert.deepEqual(texts(model.restoreOwn(model.followSettings(taken))), ["a = 1", "print(a)"]);
});
