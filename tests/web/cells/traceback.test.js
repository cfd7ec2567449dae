/** Where a traceback is split, so that the line that names the error is there once. */
import assert from "node:assert/strict";
import test from "node:test";
import { splitTraceback } from "../../../web/views/cells/traceback.js";

/** @param {string} name @param {string} traceback */
const split = (name, traceback) => splitTraceback({ name, message: "why", traceback });

test("the line that names the error is split off, with the notes below it", () => {
  const frames = 'Traceback (most recent call last):\n  File "Cell 1", line 1, in <module>\n';
  for (const type of ["KeyError", "json.decoder.KeyError", "f.<locals>.KeyError"]) {
    const { before, named } = split("KeyError", `${frames}${type}: why\nA hint.`);
    assert.equal(before, frames);
    assert.equal(named, `${type}: why\nA hint.`);
  }
});

test("a traceback without lines is the line alone", () => {
  assert.deepEqual(split("KeyError", "KeyError: why"), { before: "", named: "KeyError: why" });
  assert.deepEqual(split("Bad", "zipfile.Bad"), { before: "", named: "zipfile.Bad" });
});

test("the last of several is the error's own, and a group's is found in its frame", () => {
  const chained = "KeyError: 1\n\nDuring handling of the above exception:\n\n";
  assert.equal(split("KeyError", `${chained}KeyError: why`).before, chained);
  const group = "  + Exception Group Traceback:\n  | G: why (1)\n  +-+--- 1 ---\n    | KeyError: 1";
  assert.equal(split("G", group).named, group.slice(group.indexOf("  | G")));
});

test("a line that was left out of a long traceback is added", () => {
  const { before, named } = split("KeyError", "Traceback [... 5 characters are left out here ...]");
  assert.equal(named, "KeyError: why");
  assert.match(before, /left out here \.\.\.\]\n$/);
});
