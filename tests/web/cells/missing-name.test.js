/** Which cell makes a name that another one misses. */
import assert from "node:assert/strict";
import test from "node:test";
import { missingName } from "../../../web/views/cells/missing-name.js";

const CELLS = [
  { name: "Load", text: "import numpy as np\n(x_train, y_train), test = load()\nx == 3\n" },
  { name: "Define", text: "def half(n):\n    inside = 1\nmodel = half(2)" },
  { name: "Fit", text: "history = model.fit(x_train, y_train, epochs=2)" },
];

/** @param {string} name */
const maker = (name) =>
  missingName({ name: "NameError", message: `name '${name}' is not defined` }, CELLS).split(" ")[0];

test("assignments, definitions and imports make a name", () => {
  assert.deepEqual(["np", "x_train", "y_train", "test", "half", "model", "history"].map(maker), [
    "Load",
    "Load",
    "Load",
    "Load",
    "Define",
    "Define",
    "Fit",
  ]);
});

test("a comparison, an argument and a name inside a function do not", () => {
  assert.deepEqual(["x", "epochs", "inside", "numpy"].map(maker), ["", "", "", ""]);
});

test("other errors are left alone", () => {
  assert.equal(
    missingName({ name: "ValueError", message: "name 'model' is not defined" }, CELLS),
    "",
  );
});
