/** Files that teachers drop: as offices, forms and learning platforms save them, and as nobody should. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { strToU8, zipSync } from "../../../web/node_modules/fflate/esm/browser.js";
import { parseFragment } from "../../../web/recipe/recipe.js";
import { readRows } from "../../../web/task/check.js";
import { writeCode } from "../../../web/task/code.js";
import { textOfFile } from "../../../web/task/code-files.js";
import { cpuSeconds } from "../cpu-seconds.js";

const handed = {
  task: "11111111",
  recipe: parseFragment("samples=50").recipe,
  pupil: false,
  data: "0a1b2c3d",
  build: "f3038d68492b",
  fingerprint: "0123456789ab",
  measures: { test_accuracy: 0.85 },
  tries: 1,
  tag: "Jörg",
};
const CODE = writeCode(handed);
const OTHER = writeCode({ ...handed, tag: "Bo" });
const FORM = `\ufeff"Zeit";"Wer?\nName";"Code"\r\n"2026/11/29";"Müller,\r\nJörg ""J.""";"${CODE}"\r\n2026/11/30;Bo;${OTHER}\r\n`;
const WANTED = [
  ["Jörg", "2026/11/29 Müller Jörg J."],
  ["Bo", "2026/11/30 Bo"],
];

/** @param {string} name @param {Uint8Array} bytes */
async function rows(name, bytes) {
  const { text, why } = await textOfFile(name, bytes);
  assert.equal(why, "", name);
  return readRows(text).map(({ handed: read, from }) => [read?.tag, from]);
}

/** @param {string} text @param {boolean} big Which byte comes first. */
function utf16(text, big = false) {
  const bytes = Buffer.from(text, "utf16le");
  return new Uint8Array(big ? bytes.swap16() : bytes);
}

test("a form's table is read as it was saved: separators, marks, lines in cells, encodings", async () => {
  const plain = FORM.slice(1);
  const western = new Uint8Array(Buffer.from(plain, "latin1"));
  const saved = {
    utf8: strToU8(FORM),
    unmarked: strToU8(plain),
    tabs: strToU8(plain.replaceAll(";", "\t")),
    commas: strToU8(plain.replaceAll(";", ",")),
    mac: strToU8(plain.replaceAll("\r\n", "\r")),
    utf16: utf16(FORM),
    big: utf16(FORM, true),
    unmarked16: utf16(plain),
    western,
  };
  for (const [name, bytes] of Object.entries(saved))
    assert.deepEqual(await rows(`${name}.csv`, bytes), WANTED, name);
});

test("a quotation mark that nothing closes takes no other row along", async () => {
  const text = `"Lee,${CODE}\nhis 17" screen,${OTHER}\n`;
  assert.deepEqual(
    readRows(text).map(({ handed: read, from }) => [read?.tag, from]),
    [
      ["Jörg", "Lee"],
      ["Bo", "his 17 screen"],
    ],
  );
  const lines = `"\n`.repeat(3e5);
  const seconds = await cpuSeconds(() => assert.equal(readRows(`${lines}${CODE}`).length, 1));
  assert.ok(seconds < 3);
});

test("one code a file keeps the file's name beside it, also in the archive of a platform", async () => {
  const folder = "Ann Lee_1234_assignsubmission";
  const archive = zipSync({
    [`${folder}_file_/fitting-room.FR1.x.txt`]: strToU8(
      `${CODE.slice(0, 90)}\n${CODE.slice(90)}\n`,
    ),
    [`${folder}_onlinetext/onlinetext.html`]: strToU8(`<p dir="ltr">${OTHER}</p>`),
    "__MACOSX/._a.txt": strToU8("\0\u0005"),
    "photo.jpg": new Uint8Array(5000),
    "Form.csv": strToU8(`a,b\n1,${CODE}\n`),
    "Cy_17_onlinetext/onlinetext.html": strToU8("<p>I forgot,</p>\n<p>sorry</p>"),
    "Di_18_onlinetext/onlinetext.html": strToU8(`<p>Hello</p>\n<p>${OTHER}</p>`),
  });
  assert.deepEqual(await rows("all.zip", archive), [
    ["Jörg", `${folder}_file_/fitting-room FR1 x`],
    ["Bo", `${folder}_onlinetext/onlinetext`],
    ["Jörg", "1"],
    [undefined, "Cy_17_onlinetext/onlinetext I forgot sorry"],
    ["Bo", "Di_18_onlinetext/onlinetext Hello"],
  ]);
});

/** @param {string} prefix That some programs write. */
function workbook(prefix) {
  const shared = `<sst><si><t>Name</t></si><si><r><t>Ann </t></r><r><t xml:space="preserve">&lt;b&gt; &#228;</t></r></si><si><t>${CODE}</t></si></sst>`;
  const sheet =
    '<worksheet><cols><col min="1"/></cols><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row>' +
    '<row r="2"><c r="A2"><v>45990.4123</v></c><c r="B2" s="1"/><c r="C2"><v>17</v></c>' +
    '<c r="D2" t="s"><v>1</v></c><c r="E2" t="s"><v>2</v></c></row>' +
    `<row r="3"><c r="D3" t="inlineStr"><is><t>Bo</t></is></c><c r="E3" t="str"><f>A1</f><v>${OTHER}</v></c></row>` +
    '<row r="4"><c r="D4" t="inlineStr"><is><t>Cy</t></is></c></row><row r="5"/></sheetData></worksheet>';
  const named = (xml) => xml.replaceAll(/<(\/?)(?=\w)/g, `<$1${prefix}`);
  return zipSync({
    "[Content_Types].xml": strToU8("<Types/>"),
    "xl/workbook.xml": strToU8("<workbook/>"),
    "xl/sharedStrings.xml": strToU8(named(shared)),
    "xl/worksheets/sheet1.xml": strToU8(named(sheet)),
  });
}

test("the workbook of a form is read without its formulas and moments", async () => {
  const wanted = [
    ["Jörg", "17 Ann <b> ä"],
    ["Bo", "Bo"],
    [undefined, "Cy"],
  ];
  assert.deepEqual(await rows("Form.xlsx", workbook("")), wanted);
  assert.deepEqual(await rows("Form.xlsx", workbook("x:")), wanted);
  assert.deepEqual(await rows("both.zip", zipSync({ "a/Form.xlsx": workbook("") })), wanted);
});

test("what holds no text is said, and neither a bomb nor a broken archive does harm", async () => {
  const bomb = zipSync({ "a.txt": new Uint8Array(30_000_000) });
  const wrong = [
    ["old.xls", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0), /Save the table as CSV/],
    ["broken.zip", strToU8("PK\u0003\u0004 and no more"), /Save the table as CSV/],
    ["photos.zip", zipSync({ "a.jpg": strToU8("x") }), /Save the table as CSV/],
    ["bomb.zip", bomb, /larger than the codes/],
    ["large.txt", new Uint8Array(20_000_001), /larger than the codes/],
  ];
  for (const [name, bytes, words] of wrong) {
    const { text, why } = await textOfFile(name, bytes);
    assert.equal(text, "", name);
    assert.match(why, words, name);
    assert.ok(why.startsWith(name));
  }
  const hostile = zipSync({
    "xl/sharedStrings.xml": strToU8("<si><t".repeat(2e5)),
    "xl/worksheets/sheet1.xml": strToU8(`${"<row><c t=".repeat(2e5)}</row>${"</c>".repeat(1e5)}`),
  });
  const seconds = await cpuSeconds(async () =>
    assert.equal((await textOfFile("evil.xlsx", hostile)).text, ""),
  );
  assert.ok(seconds < 3);
});
