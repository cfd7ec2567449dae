/** Codes of lessons: written, read strictly, found in what people paste, and summed up. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { LESSONS } from "../../../web/lessons/index.js";
import { isTriable, partId } from "../../../web/lessons/part-id.js";
import { readRows } from "../../../web/task/check.js";
import { CodeError, writeEnvelope } from "../../../web/task/envelope.js";
import { lessonTable, readLessonRows } from "../../../web/task/lesson-check.js";
import { readLessonCode, writeLessonCode } from "../../../web/task/lesson-code.js";
import { cpuSeconds } from "../cpu-seconds.js";

const BUILD = "f3038d68492b";
const SITE = { lessons: LESSONS, build: BUILD };
const PARTS = LESSONS[0].steps.flatMap(({ parts }) => parts).filter(isTriable);
const CHOICES = PARTS.filter((part) => part.choices);
const OWN = PARTS.find((part) => "ask" in part && !part.choices);
const CELLS = PARTS.filter((part) => "code" in part);

function handed(changes = {}) {
  const [first, second] = CHOICES;
  return {
    lesson: 1,
    build: BUILD,
    tag: "Ann Ø",
    steps: [1, 2],
    parts: [
      [partId(CELLS[0]), { tried: true, result: "0123456789ab" }],
      [partId(first), { choice: first.right, shown: true, tried: true }],
      [
        partId(second),
        { choice: second.right, wrong: [(second.right + 1) % 3], shown: true, tried: true },
      ],
      [partId(OWN), { shown: true, tried: true, text: "more pictures" }],
    ],
    ...changes,
  };
}

const ENVELOPE = { kind: "FRL", version: 1 };
const forged = (fields) => writeEnvelope(ENVELOPE, JSON.stringify(fields));

test("a code is read as it was written", () => {
  const code = writeLessonCode(handed());
  assert.match(code, /^FRL1\.[\w-]+\.[0-9a-f]{8}$/);
  assert.deepEqual(readLessonCode(code), handed());
});

test("whatever the page would not write is refused", () => {
  const { lesson, build, tag, steps, parts } = handed();
  const strange = [
    {},
    null,
    [lesson, build, tag, steps],
    [0, build, tag, steps, parts],
    [lesson, "nonsense", tag, steps, parts],
    [lesson, build, " Ann ", steps, parts],
    [lesson, build, "A\u202enn", steps, parts],
    [lesson, build, tag, ["1"], parts],
    [lesson, build, tag, steps, [...parts, parts[0]]],
    [lesson, build, tag, steps, [["__proto__", {}]]],
    [lesson, build, tag, steps, [[parts[0][0], { tried: 1 }]]],
    [lesson, build, tag, steps, [[parts[0][0], { text: "x".repeat(1001) }]]],
    [lesson, build, tag, steps, [[parts[0][0], { text: "x", more: 1 }]]],
    [lesson, build, tag, steps, [[parts[0][0], { choice: 1e9 }]]],
  ];
  for (const fields of strange)
    assert.throws(() => readLessonCode(forged(fields)), CodeError, JSON.stringify(fields));
  const code = writeLessonCode(handed());
  for (const broken of [code.slice(0, -1), code.replace("FRL1", "FRL2"), `${code}x`, "FRL1.."])
    assert.throws(() => readLessonCode(broken), CodeError);
  assert.throws(() => readLessonCode(`FRL1.${"A".repeat(1e6)}.00000000`), CodeError);
});

test("a class's codes are summed up, whatever stands around them", () => {
  const ann = writeLessonCode(handed());
  const ben = writeLessonCode(handed({ tag: "Ben" }));
  const old = writeLessonCode(handed({ tag: "Cem", build: "000000000000", parts: [] }));
  const text = `name,code\n"Ann, 7b","${ann}"\n${ben}\n${ann}\n${old}\n${ann.slice(0, -2)}`;
  const rows = readLessonRows(text, SITE);
  assert.equal(rows.length, 5);
  const [first, second, again, another, broken] = rows;
  assert.equal(first.from, "Ann 7b");
  assert.equal(first.steps, `2 of ${LESSONS[0].steps.length}`);
  assert.equal(first.run, `1 of ${CELLS.length}`);
  assert.deepEqual(first.notes, []);
  const right = first.questions.filter(({ right }) => right !== null);
  assert.deepEqual(
    right.map((each) => [each.right, each.tries]),
    [
      [true, 1],
      [true, 2],
    ],
  );
  assert.ok(first.questions.some(({ answer }) => answer === "more pictures"));
  assert.deepEqual(second.notes, ["the very words of Ann Ø"]);
  assert.deepEqual(again.notes, ["handed in twice"]);
  assert.deepEqual(another.notes, ["made by another build"]);
  assert.match(broken.why, /missing/);
  assert.deepEqual(broken.notes, ["number 5 of the codes pasted"]);
  const wrapped = `> ${(ben.match(/.{1,72}/g) ?? []).join("=\r\n> ")}`;
  assert.equal(readLessonRows(wrapped, SITE)[0].code, ben);
  assert.equal(readRows(text).length, 0, "they are no codes of tasks");
});

test("a task's code beside a lesson's is not taken for one", () => {
  assert.equal(readLessonRows("FR1.abc.01234567", SITE).length, 0);
});

test("hostile answers are text, and no formula of a spreadsheet", () => {
  const text = "=HYPERLINK(1)<img src=x onerror=alert(1)>\u202e\u0000";
  const parts = [[partId(OWN), { shown: true, text }]];
  const code = writeLessonCode(handed({ tag: "+Ann", parts }));
  const rows = readLessonRows(`@cmd ${code}`, SITE);
  const table = lessonTable(rows);
  assert.ok(table.includes("'=HYPERLINK(1)"));
  assert.ok(table.includes("'+Ann"));
  assert.ok(table.includes("'@cmd"));
  assert.ok(!/[\u202e\u0000]/.test(table));
});

test("a megabyte of nonsense is read in a moment", async () => {
  const nonsense = `FRL1.${"A".repeat(1e6)}\n${"FRL1.a.b ".repeat(1e5)}`;
  assert.ok((await cpuSeconds(() => readLessonRows(nonsense, SITE))) < 3);
});

test("a code of all that a lesson can hold is read again", () => {
  for (const [i, { steps }] of LESSONS.entries()) {
    const parts = steps.flatMap((step) => step.parts).filter(isTriable);
    const full = parts.map((part) => [
      partId(part),
      {
        choice: 2,
        wrong: [0, 1],
        shown: true,
        tried: true,
        text: "ä".repeat(1000),
        result: "9".repeat(60),
      },
    ]);
    const code = writeLessonCode(handed({ lesson: i + 1, parts: full }));
    assert.equal(readLessonCode(code).parts.length, parts.length);
  }
});
