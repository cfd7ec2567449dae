/**
 * Numbers as people type them in many languages, and texts that are none.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { plainNumber } from "../../../web/recipe/numbers.js";
import { readTypedNumber, refusal } from "../../../web/recipe/typed-number.js";

/** @type {[texts: string[], whole: number | string, decimal: number | string][]} */
const TABLE = [
  [["10", " 10 ", "\t10\n", "+10", "１０", "١٠", "۱۰", "१०", "𝟏𝟎", "\u200e10\u200f"], 10, 10],
  [["1.000", "1,000", "１，０００"], 1000, 1],
  [["60,000", "60.000"], 60_000, 60],
  [["60 000", "60\u00a0000", "60\u202f000", "60\u2009000", "60\u3000000"], 60_000, 60_000],
  [["60'000", "60’000", "60_000", "٦٠٬٠٠٠", "60000", "6e4", "60.0e3"], 60_000, 60_000],
  [["1,00,000"], 100_000, 100_000],
  [["2.147.483.647", "2,147,483,647", "2,147,483,647.0"], 2_147_483_647, 2_147_483_647],
  [["1.234,5", "1,234.5", "1 234,5", "1'234.5"], "fraction", 1234.5],
  [
    ["0,01", "0.01", ",01", ".01", "0٫01", "٠٫٠١", "۰٫۰۱", "０．０１", "1e-2", "1E−2", "1e\u20132"],
    "fraction",
    0.01,
  ],
  [["0,3", "0.3", "0,300", "3e-1"], "fraction", 0.3],
  [["30 %", "30%"], "unreadable", 0.3],
  [["1,5", "1.5", "1½", "1 1/2", "3/2", "1,5e0"], "fraction", 1.5],
  [["½", "1/2", "1⁄2", ".5", "5e-1"], "fraction", 0.5],
  [["−5", "-5", "－5", "- 5", "–5"], -5, -5],
  [["0", "0.000", "0,0", "00"], 0, 0],
  [["5.", "5,"], 5, 5],
  [["1e309", "9".repeat(400), "1e999"], "large", "large"],
  [
    [
      "0x10",
      "0b1",
      "abc",
      "NaN",
      "Infinity",
      "1e",
      "e5",
      "",
      "-",
      ".",
      ",",
      "1 0",
      "1 0000",
      "6 00",
    ],
    "unreadable",
    "unreadable",
  ],
  [
    [
      "1.000.5",
      "1,5,5",
      "1.00.000",
      "1..5",
      "--5",
      "5-",
      "1/0",
      "10²",
      "1'00",
      "1 000'000",
      "1e5e5",
    ],
    "unreadable",
    "unreadable",
  ],
];

for (const [texts, whole, decimal] of TABLE) {
  for (const text of texts) {
    test(`${JSON.stringify(text.slice(0, 24))} is ${whole} as a whole number, ${decimal} as another`, () => {
      for (const [kind, expected] of /** @type {const} */ ([
        [true, whole],
        [false, decimal],
      ])) {
        const reading = readTypedNumber(text, { whole: kind });
        const wanted = typeof expected === "number" ? { number: expected } : { why: expected };
        if ("number" in reading) reading.number = Number(reading.number.toPrecision(12)) + 0;
        assert.deepEqual(reading, wanted);
      }
    });
  }
}

test("what a field shows is read as the same number", () => {
  for (const number of [0.001, 1e-6, 10, 0.9, 0.125, 2_147_483_647, 0.05]) {
    const whole = Number.isInteger(number);
    assert.deepEqual(readTypedNumber(plainNumber(number), { whole }), { number });
  }
});

test("a refusal quotes the text, briefly, and says what stays", () => {
  for (const why of /** @type {const} */ (["unreadable", "fraction", "large"])) {
    const message = refusal("x".repeat(1000), why, { whole: true, kept: "10" });
    assert.match(message, /“x{24}…”/);
    assert.match(message, /it stays at 10\./);
    assert.ok(message.length < 140);
  }
});
