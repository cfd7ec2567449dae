/** Programs that links and files carry: they come back as they were, and hostile ones are refused. */
import assert from "node:assert/strict";
import test from "node:test";
import { deflateRawSync } from "node:zlib";
import * as link from "../../../web/text/program-link.js";

const CELLS = ["import numpy as np\nprint('Größe 👕')", "x = 1\n\n# a comment", "1 < 2 & 3"];

/** @param {string} text */
const cellsOf = (text) => link.cellsOfFile(new TextEncoder().encode(text));

/** @param {unknown} value */
const packed = (value) => `1${deflateRawSync(JSON.stringify(value)).toString("base64url")}`;

test("a program comes back from a link as it was", async () => {
  const text = await link.encodeProgram(CELLS);
  assert.match(text, /^1[\w-]+$/);
  assert.deepEqual(await link.decodeProgram(text), CELLS);
  const long = await link.encodeProgram(Array(40).fill(CELLS[0]));
  assert.ok(long.length < link.MOST_IN_LINK, "repetition costs next to nothing");
});

test("what is no program is refused in words", async () => {
  const whole = await link.encodeProgram(CELLS);
  const cases = [
    [`2${whole.slice(1)}`, /another version/],
    [whole.slice(0, -6), /not whole/],
    ["1!!", /not whole/],
    [packed({ cells: CELLS }), /no program/],
    [packed(["x", 3]), /no program/],
    [packed([]), /empty/],
    [packed([" \n"]), /empty/],
    [packed(Array(201).fill("x")), /too long/],
    // A few bytes that would become ten million.
    [packed(["x".repeat(10_000_000)]), /too long/],
  ];
  for (const [text, said] of cases)
    await assert.rejects(
      link.decodeProgram(/** @type {string} */ (text)),
      /** @type {RegExp} */ (said),
    );
});

test("a file of a program is Python, and comes back by its cells", () => {
  const file = link.programFile(CELLS);
  assert.ok(file.startsWith("# %%\nimport numpy"));
  assert.deepEqual(cellsOf(file), CELLS);
  assert.deepEqual(cellsOf("x = 1\r\ny = 2\r\n"), ["x = 1\ny = 2"]);
  assert.deepEqual(cellsOf("# %% Load\nx\n#%%\ny"), ["x", "y"]);
  assert.throws(() => cellsOf("PK\0\x03"), /no text/);
  assert.throws(() => cellsOf("\n\n"), /empty/);
});

test("a link keeps the settings, and neither runs nor carries another program", () => {
  const href = "https://example.edu/room/?a=1#view=lab&samples=50&run=1&match=abc&program=1old";
  const made = link.linkTo(href, "1new");
  assert.equal(made, "https://example.edu/room/?a=1#view=code&samples=50&program=1new");
  assert.equal(
    link.linkTo("https://example.edu/", "1x"),
    "https://example.edu/#view=code&program=1x",
  );
});

test("a notebook is read by its cells of code, and a file in another encoding is refused", () => {
  const cells = [
    { cell_type: "markdown", source: ["# Title"] },
    { cell_type: "code", source: ["import keras\n", "x = 1"] },
    { cell_type: "code", source: "x" },
    { cell_type: "code", source: [] },
  ];
  assert.deepEqual(cellsOf(JSON.stringify({ cells, nbformat: 4 })), ["import keras\nx = 1", "x"]);
  assert.throws(() => cellsOf('{"cells": 3}'), /no notebook/);
  assert.throws(() => cellsOf("{ not JSON"), /no notebook/);
  assert.throws(() => link.cellsOfFile(new Uint8Array([0x23, 0xe4, 0x0a])), /UTF-8/);
});

test("a text of a link that no program has is as good as damaged", async () => {
  for (const text of ["!!!!", "%3Cimg%3E"])
    await assert.rejects(link.decodeProgram(text), /not whole/);
});
