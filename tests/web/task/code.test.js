/**
 * Codes: written, read strictly, found in what people paste, and checked against replayed runs.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseFragment } from "../../../web/recipe/recipe.js";
import { checkRow, readAsked, readRows, withoutReplay } from "../../../web/task/check.js";
import { CodeError, readCode, writeCode } from "../../../web/task/code.js";
import { writeCsv } from "../../../web/task/csv.js";
import { seedOf } from "../../../web/task/identity.js";
import { tableOf } from "../../../web/task/report.js";
import { cpuSeconds } from "../cpu-seconds.js";
import { random, randomRecipe } from "../random.js";

const MEASURES = {
  test_accuracy: 0.8525,
  test_loss: 0.42131,
  accuracy: 0.87125,
  loss: 0.36124,
  val_accuracy: 0.84167,
  val_loss: 0.44121,
  seconds: 3.2,
};
const LINK = "v=1&classes=10&samples=6000&layers=128&batch=32&lock=classes&goal=test_accuracy>0.8";
const TASK = readAsked(LINK);
const SITE = { data: "0a1b2c3d", build: "f3038d68492b" };
const { recipe } = parseFragment(LINK);
const handed = {
  task: TASK.hash,
  recipe,
  pupil: false,
  ...SITE,
  fingerprint: "0123456789ab",
  measures: MEASURES,
  tries: 3,
  tag: "Ann Ø",
};
const replayed = { fingerprint: "0123456789ab", measures: { ...MEASURES, seconds: 9 } };
const check = (changes, found = replayed, site = SITE) =>
  checkRow(readRows(writeCode({ ...handed, ...changes }))[0], found, site, TASK);

test("a code is about 200 characters that no form changes, and comes back as it was", () => {
  const code = writeCode(handed);
  assert.match(code, /^FR1\.[A-Za-z0-9_-]+\.[0-9a-f]{8}$/);
  assert.ok(code.length < 260, `${code.length}`);
  assert.deepEqual(readCode(code), handed);
});

test("any recipe comes back from a code", () => {
  for (let seed = 1; seed <= 300; seed++) {
    const recipe = randomRecipe(random(seed));
    const code = writeCode({ ...handed, recipe });
    assert.deepEqual(readCode(code).recipe, recipe);
  }
});

test("a pupil's seed is not in the code: it follows from name and task", () => {
  const own = { ...handed, pupil: true, recipe: { ...recipe, seed: seedOf("Ann Ø", TASK.hash) } };
  assert.deepEqual(readCode(writeCode(own)), own);
  const stolen = readCode(writeCode({ ...own, tag: "Bo" }));
  assert.notEqual(stolen.recipe.seed, own.recipe.seed);
});

test("every changed, lost or added character is refused", () => {
  const code = writeCode(handed);
  for (let i = 0; i < code.length; i++) {
    const sign = code[i] === "A" ? "B" : "A";
    for (const other of [
      code.slice(0, i) + code.slice(i + 1),
      code.slice(0, i) + sign + code.slice(i + 1),
    ])
      assert.throws(() => readCode(other), CodeError, other);
  }
  assert.throws(() => readCode(`${code}0`), CodeError);
  assert.throws(() => readCode(code.replace("FR1", "FR2")), /version 2/);
  assert.throws(() => readCode(`FR1.${"A".repeat(1e6)}.00000000`), /too long/);
});

test("what the page does not write is refused, whatever its check sum says", () => {
  const wrong = [
    { tries: 0 },
    { tries: 1.5 },
    { task: "x" },
    { fingerprint: "ZZ" },
    { tag: "a\u202eb" },
    { tag: "a".repeat(41) },
    { tag: "a\tb" },
    { recipe: { ...recipe, epochs: 1e9 } },
  ];
  for (const changes of wrong)
    assert.throws(
      () => readCode(writeCode({ ...handed, ...changes })),
      CodeError,
      JSON.stringify(changes),
    );
});

test("codes are found in a form's CSV, in mail, and one below the other", async () => {
  const code = writeCode(handed);
  const other = writeCode({ ...handed, tag: "Bo" });
  const text = `Time,Name,Code\r\n2026-11-29,"Lee, Ann","${code}"\r\n2026-11-30,Bo,${other}\r\n`;
  const rows = readRows(text);
  assert.deepEqual(
    rows.map(({ handed, from }) => [handed?.tag, from]),
    [
      ["Ann Ø", "2026-11-29 Lee Ann"],
      ["Bo", "2026-11-30 Bo"],
    ],
  );
  assert.equal(readRows(`my code is ${code}, thanks`)[0].code, code);
  assert.equal(readRows(`> ${code}.`)[0].code, code);
  assert.deepEqual(readRows("no code at all"), []);
  const seconds = await cpuSeconds(() => {
    readRows("FR1.".repeat(3e5));
    readRows(`FR1.${"A \n> ".repeat(2e5)}`);
    readRows("F \n".repeat(3e5));
    readRows("=cmd|' /C calc'!A0\n".repeat(5e4));
    for (const start of ["FR", "FR1", "FR12", "FR1.", "FR1.A."])
      readRows(`${start}${" \n".repeat(3e4)}`);
    readRows(`${code} `.repeat(500) + "x ".repeat(1e6));
  });
  assert.ok(seconds < 3);
});

test("a code that mail has wrapped is read, and only if it is one", () => {
  const code = writeCode(handed);
  const other = writeCode({ ...handed, tag: "Bo" });
  /** @param {string} between @param {number} width */
  const wrapped = (between, width) =>
    (code.match(new RegExp(`.{1,${width}}`, "g")) ?? []).join(between);
  const gaps = ["\n", "\r\n> ", "\n> > ", "=\r\n", "\u200b", "\u00ad", " ", "\n\t", "\u00a0\ufeff"];
  for (const gap of gaps)
    for (const width of [1, 7, 40, 76, code.length - 3]) {
      const rows = readRows(`Hello,\n> ${wrapped(gap, width)}\nbest wishes, 12345678\n${other}`);
      assert.deepEqual(
        rows.map((row) => [row.code, row.handed?.tag, row.from]),
        [
          [code, "Ann Ø", ""],
          [other, "Bo", ""],
        ],
        JSON.stringify([gap, width]),
      );
    }
  const cell = readRows(`Time,Name,Code\n1,"Lee, Ann","${wrapped("\n", 60)}"\n2,Bo,${other}`);
  assert.deepEqual(
    cell.map(({ from }) => from),
    ["1 Lee Ann", "2 Bo"],
  );
  // What is cut off takes nothing of what follows; a slip of the pen is one, wrapped or not.
  const cut = readRows(`${code.slice(0, -3)}\nbe well\n${other}`);
  assert.deepEqual(
    cut.map(({ verdict }) => verdict),
    ["unreadable", "waiting"],
  );
  assert.deepEqual(cut[0].notes, ["number 1 of the codes pasted"]);
  assert.deepEqual(readRows(`Cy ${code.slice(0, -3)}`)[0].notes, [], "his name leads to it");
  const typo = wrapped("\n> ", 50).replace(code.slice(10, 12), "zz");
  assert.match(readRows(typo)[0].why, /changed or lost/);
  assert.throws(() => readCode(wrapped("\n", 50)), CodeError, "the format itself stays strict");
});

test("no pupil of a class is lost without a word", () => {
  const code = writeCode(handed);
  const other = writeCode({ ...handed, tag: "Bo" });
  /** @param {string} text */
  const read = (text) => readRows(text).map(({ verdict, from }) => [verdict, from]);
  const head = "Time,Name,Code";
  const table = [
    `1,"Lee, Ann",${code}`,
    `2,Bo,${other}`,
    "3,Cy,",
    '4,"Di, E","I forgot, sorry"',
    ",,",
  ];
  assert.deepEqual(read([head, ...table].join("\n")), [
    ["waiting", "1 Lee Ann"],
    ["waiting", "2 Bo"],
    ["missing", "3 Cy"],
    ["missing", "4 Di E I forgot sorry"],
  ]);
  // The heading is that of the table, wherever that begins.
  assert.equal(read([`Ann\t${code}`, head, ...table].join("\n")).length, 5);
  // Other lines than those of a table say nothing of a pupil.
  assert.equal(readRows(`Dear all, hello\n${code}\n${other}\nBest, Bo`).length, 2);
  assert.equal(readRows(`Hello, here it is: ${code}\nBest, Bo`).length, 1);
  // A phone's capitals are put right, and what has lost its letters' case says so.
  for (const begun of ["fr1", "Fr1", "fR1"])
    assert.equal(readRows(code.replace("FR1", begun))[0].handed?.tag, "Ann Ø", begun);
  for (const text of [code.toLowerCase(), code.toUpperCase()])
    assert.match(readRows(text)[0].why, /capital and small letters/);
  // A code without its beginning stands for a pupil, too.
  for (const text of [code.slice(4), code.replace("FR1", "FRl")])
    assert.equal(readRows(`Ed ${text}`)[0].verdict, "missing", text);
  const [row] = readRows(`1,Ann,${code}\n2,Bo,${other}\n3,Cy,`).slice(-1);
  assert.equal(checkRow(row, {}, SITE, null), row, "there is nothing to train");
  assert.match(tableOf([row]), /\r\n,no code,.*No code stands here.*3 Cy/);
  const repeated = { ...row, why: "One. Two.", notes: ["three"] };
  assert.match(tableOf([repeated]), /,"One. Two; three",/);
});

test("matching, forged, foreign and repeated codes are told apart", () => {
  assert.equal(check({}).verdict, "matches");
  assert.equal(check({}).met, 1);
  assert.equal(check({ fingerprint: "ffffffffffff" }).verdict, "differs");
  const better = { ...MEASURES, test_accuracy: 0.99 };
  assert.match(check({ measures: better }).why, /test accuracy/);
  assert.equal(check({ measures: better }).verdict, "differs");
  const elsewhere = { fingerprint: "ffffffffffff", build: "aaaaaaaaaaaa" };
  assert.equal(check(elsewhere).verdict, "unreplayable");
  assert.equal(check({ data: "99999999" }).verdict, "unreplayable");
  assert.deepEqual(check({ build: "aaaaaaaaaaaa" }).notes, ["made by another build"]);
  assert.deepEqual(check({ task: "99999999" }).notes, ["another task"]);
  assert.match(check({ recipe: { ...recipe, classes: 3 } }).notes[0], /locks: Kinds/);
  const [row] = readRows(writeCode({ ...handed, data: "99999999" }));
  assert.equal(withoutReplay(row, SITE).verdict, "unreplayable");
  const twice = readRows(`${writeCode(handed)}\n${writeCode(handed)}`);
  assert.deepEqual(twice[1].notes, ["handed in twice"]);
  const again = readRows(`${writeCode(handed)}\n${writeCode({ ...handed, tries: 4 })}`);
  assert.deepEqual(again[1].notes, ["a second code under this name"]);
});

test("a spreadsheet runs nothing of what pupils write", () => {
  for (const text of ["=1+1", "+1", "-1", "@A1", "\t=1", " =1", "＝1"])
    assert.match(writeCsv([[text]]), /^"?'/, text);
  assert.equal(writeCsv([[-0.5, null, 'say "a, b"', "Ann"]]), '-0.5,,"say ""a, b""",Ann\r\n');
  const evil = check({ tag: '=HYPERLINK("x")' });
  assert.match(tableOf([evil]), /\r\n"'=HYPERLINK\(""x""\)",matches,1,/);
});
