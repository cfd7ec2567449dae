/** What text looks like on the page's terminal. */
import assert from "node:assert/strict";
import test from "node:test";
import { Terminal, withoutSequences } from "../../../web/text/terminal.js";

/** @param {string[]} texts */
function shown(...texts) {
  const terminal = new Terminal();
  for (const text of texts) terminal.write(text);
  return terminal;
}

test("a line is rewritten from its beginning, and what is longer stays", () => {
  assert.equal(shown("1/2 loss: 0.5", "\r2/2").text, "2/2 loss: 0.5");
  assert.equal(shown("abc\b\bx\n", "next").text, "axc\nnext");
  assert.equal(shown("ab\b\b\b\b\bcd").text, "cd");
});

test("it does not matter where a text is cut", () => {
  const whole = "Epoch 1/2\n\u001b[1m1/2\u001b[0m loss: 1\r\u001b[1m2/2\u001b[0m loss: 0\nend";
  const cut = [whole.slice(0, 18), whole.slice(18, 33), whole.slice(33)];
  assert.deepEqual(shown(...cut).lines, shown(whole).lines);
});

test("colours become names, and no sequence is shown", () => {
  const { lines, text } = shown(
    "\u001b[1m1/1\u001b[0m \u001b[32m━━\u001b[37m━\u001b[0m\u001b[?25l ok",
  );
  assert.equal(text, "1/1 ━━━ ok");
  assert.deepEqual(lines[0], [
    { style: "bold", text: "1/1" },
    { style: "", text: " " },
    { style: "done", text: "━━" },
    { style: "rest", text: "━" },
    { style: "", text: " ok" },
  ]);
});

test("whoever prints without end keeps the end", () => {
  const terminal = shown(Array.from({ length: 5000 }, (_, i) => `${i}\n`).join(""));
  assert.ok(terminal.lines.length <= 1000);
  assert.equal(terminal.dropped + terminal.lines.length, 5001);
  assert.match(terminal.text, /4999\n$/);
});

test("a line may end as on Windows", () => {
  assert.equal(shown("one\r\ntwo\r\n").text, "one\ntwo\n");
});

test("a sequence that never ends holds nothing else back", () => {
  assert.equal(shown("a\u001b[3", "2mb").text, "ab");
  assert.equal(shown("a\u001b", "b").text, "ab");
});

test("sequences that erase and move do so", () => {
  assert.equal(shown("loading 50 %\u001b[2K\rdone").text, "done");
  assert.equal(shown("abcdef\r\u001b[3C\u001b[K!").text, "abc!");
  assert.equal(shown("one\ntwo\n\u001b[2A\u001b[2Kuno\n\u001b[2Kdos\n").text, "uno\ndos\n");
  assert.equal(shown("before\n\u001b[2J\u001b[Hafter").text, "after");
  assert.equal(shown("abcdef\u001b[5G\u001b[1KX").text, "    Xf");
});

test("links and titles leave their text alone", () => {
  const link = "\u001b]8;;https://keras.io\u001b\\Keras\u001b]8;;\u0007, \u001b]0;title\u0007here";
  assert.equal(shown(link).text, "Keras, here");
  assert.equal(shown(link.slice(0, 9), link.slice(9)).text, "Keras, here");
  assert.equal(withoutSequences(`\u001b[31mred\u001b[0m ${link}`), "red Keras, here");
});

test("bells and other control characters are not shown", () => {
  assert.equal(shown("a\u0007b\u0000c\td").text, "abc\td");
});

test("a line without end and colours without end are bounded", () => {
  const terminal = new Terminal();
  for (let i = 0; i < 40; i++) terminal.write("x".repeat(30_000));
  assert.ok(terminal.text.length <= 60_000);
  assert.match(terminal.text, /^\[The beginning of this line is not kept.\] x+$/);
  terminal.write("\r");
  const coloured = "\u001b[1mx\u001b[32my";
  for (let i = 0; i < 100; i++) terminal.write(`${coloured.repeat(1000)}\n`);
  const elements = terminal.lines.flat().filter(({ style }) => style).length;
  assert.ok(elements <= 600, `${elements}`);
  assert.ok(terminal.text.length <= 62_000);
});
