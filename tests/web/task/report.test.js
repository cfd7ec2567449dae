/** The report on a class: remarks on a code in one cell. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inOneLine } from "../../../web/task/report.js";

test("remarks of which some are sentences read as one", () => {
  const remarks = ["A part is missing. Copy all of it.", "", "handed in twice"];
  assert.equal(inOneLine(remarks), "A part is missing. Copy all of it; handed in twice");
  assert.equal(inOneLine(["Copy all of it."]), "Copy all of it.");
});
