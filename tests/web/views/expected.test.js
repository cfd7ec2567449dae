/** What is said of a prediction once it is known what came. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { answer } from "../../../web/views/shared/expected.js";

const CHANCE = "that is no difference";
/** @param {object} came */
const said = (came) =>
  answer(
    { share: 0.9, way: "higher" },
    { before: 0.8, beside: "beside", chance: CHANCE, ...came },
  ).replaceAll("\u202f", " ");

test("what came is higher or lower only where chance does not make as much", () => {
  assert.equal(
    said({ came: 0.85, spread: { low: 0.81, high: 0.88 } }),
    "You expected higher, about 90.0 %; it came to 85.0 % beside 80.0 %: higher.",
  );
  assert.match(said({ came: 0.75, spread: null }), /75\.0 % beside 80\.0 %: lower\.$/);
  assert.match(
    said({ came: 0.82, spread: { low: 0.79, high: 0.85 } }),
    /: that is no difference\.$/,
  );
  assert.match(said({ came: 0.8 }), /: that is no difference\.$/);
});

test("only what was expected is repeated", () => {
  const came = { came: 0.85, before: 0.8, beside: "after", chance: CHANCE };
  assert.match(answer({ share: null, way: "same" }, came), /^You expected the same; it came to/);
  assert.match(answer({ share: 0.5, way: null }, came), /^You expected 50\.0.%; it came to/);
});
