/**
 * Single values against single rows: what is used instead, and what the learner is told.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { formatNumber } from "../../../web/recipe/numbers.js";
import { field } from "../../../web/recipe/recipe.js";
import { quote, validate, writeValue } from "../../../web/recipe/validate.js";

const told = (key, value) => validate(field(key), value);

test("numbers in range are taken as they are", () => {
  for (const value of [1, 50, 100])
    assert.deepEqual(told("epochs", value), { value, message: null });
  for (const value of [0, 0.25, 0.9])
    assert.deepEqual(told("split", value), { value, message: null });
});

test("numbers out of range go to its end, and both are named", () => {
  const { value, message } = told("epochs", 1e9);
  assert.equal(value, 100);
  assert.equal(
    message,
    "Epochs goes from 1 to 100, in whole numbers. You gave 1,000,000,000; it uses 100.",
  );
  assert.equal(told("split", 2).value, 0.9);
  assert.equal(told("lr", 0).value, 1e-6);
});

test("fractions of what is counted are rounded, and it is said", () => {
  const { value, message } = told("batch", 32.4);
  assert.equal(value, 32);
  assert.match(message, /You gave 32\.4; it uses 32\./);
});

test("what is no number becomes the default", () => {
  for (const value of ["abc", "", Number.NaN, Number.POSITIVE_INFINITY, null, undefined, true]) {
    const validated = told("epochs", value);
    assert.equal(validated.value, 10);
    assert.match(
      validated.message,
      /^Epochs: .* cannot be used; write a number from 1 to 100\. It uses 10\.$/,
    );
  }
});

test("null is a value only where nothing is the default", () => {
  assert.deepEqual(told("lr", null), { value: null, message: null });
  assert.deepEqual(told("stop", null), { value: null, message: null });
  assert.notEqual(told("epochs", null).message, null);
});

test("a choice says what there is to choose from", () => {
  assert.deepEqual(told("classes", 10), { value: 10, message: null });
  const { value, message } = told("classes", 4);
  assert.equal(value, 3);
  assert.match(message, /choose from 3, 10/);
  assert.equal(told("optimizer", "constructor").value, "adam");
});

test("each layer is validated by itself", () => {
  const layers = [
    { units: 5000, activation: null },
    { units: 20, activation: "swish" },
    { units: 30, activation: "tanh" },
  ];
  const { value, message } = told("layers", layers);
  assert.deepEqual(value, [
    { units: 1024, activation: null },
    { units: 20, activation: null },
    { units: 30, activation: "tanh" },
  ]);
  assert.match(message, /Hidden layer 1 goes from 1 to 1,024/);
  assert.match(message, /Hidden layer 2 has no activation “swish”; choose from relu, tanh/);
  assert.doesNotMatch(message, /Hidden layer 3/);
});

test("layers beyond the eighth are left out", () => {
  const nine = Array.from({ length: 9 }, () => ({ units: 4, activation: null }));
  const { value, message } = told("layers", nine);
  assert.equal(value.length, 8);
  assert.match(message, /At most 8 hidden layers/);
  assert.deepEqual(told("layers", []), { value: [], message: null });
});

test("a stop condition needs a metric, a direction and a number in its range", () => {
  const good = { metric: "accuracy", op: ">", value: 0.95 };
  assert.deepEqual(told("stop", good), { value: good, message: null });
  const wrong = [{ ...good, metric: "cost" }, { ...good, op: "=" }, { ...good, value: "" }, "loss"];
  for (const stop of wrong) {
    const { value, message } = told("stop", stop);
    assert.equal(value, null);
    assert.match(message, /write a condition such as loss<0\.4/);
    assert.doesNotMatch(message, /[{}"]/, "the learner never wrote JSON");
  }
  assert.match(told("stop", { ...good, value: 95 }).message, /accuracy goes from 0 to 1/);
  assert.match(told("stop", { ...good, value: Number.NaN }).message, /cannot be used/);
});

test("a fingerprint has twelve hexadecimal digits", () => {
  const row = { key: "match", name: "match", type: "fingerprint", default: null };
  assert.equal(validate(row, "0123456789ab").value, "0123456789ab");
  assert.equal(validate(row, "0123456789AB").value, "0123456789ab");
  for (const value of ["0123456789abc", "", "<b>", 5, {}]) {
    assert.equal(validate(row, value).value, null);
  }
});

test("a default that is handed out cannot be spoilt", () => {
  told("layers", "x").value[0].units = 999;
  assert.equal(told("layers", "x").value[0].units, 10);
});

test("somebody else's text is quoted, and cut short", () => {
  assert.equal(quote("abc"), "“abc”");
  assert.equal(quote("x".repeat(1000)).length, 27);
  assert.equal(formatNumber(1234.5), "1,234.5");
});

test("values are written the way the link wants them", () => {
  assert.equal(writeValue(field("normalize"), false), "0");
  assert.equal(writeValue(field("stop"), { metric: "loss", op: "<", value: 0.4 }), "loss<0.4");
  const layers = [
    { units: 64, activation: "tanh" },
    { units: 8, activation: null },
  ];
  assert.equal(writeValue(field("layers"), layers), "64:tanh,8");
});
