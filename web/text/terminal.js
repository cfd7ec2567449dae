/**
 * A terminal's screen as lines of text: \r, \b and the codes that move the cursor or erase overwrite,
 * colours of Keras's progress bar become styles, all other escape sequences are dropped.
 *
 * Whatever is written, a bounded part of it is kept, so that it can be laid out quickly.
 *
 * @typedef {{style: string, text: string}} TextRun Adjacent characters of one style.
 * @typedef {{runs: TextRun[], length: number}} Line `length` counts its characters.
 */

/** Lines and characters to keep, the latest ones. */
const LINES_KEPT = 1000;
const CHARACTERS_KEPT = 60_000;
/** Stands for the beginning of a line without end. */
const CUT = "[The beginning of this line is not kept.] ";
/** Changes of style to keep in a line; what follows has the last one's. */
const RUNS_KEPT = 100;
/** Changes of style to keep in all lines: each of them is an element of its own. */
const ALL_RUNS_KEPT = 600;

/** Escape sequences: CSI with its parameters and final letter, OSC (titles, links), and shorter ones. */
const SEQUENCE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
  /\x1b\[([0-?]*)[ -/]*([@-~])|\x1b\][^\x07\x1b\n]*(?:\x07|\x1b\\)|\x1b[ -/]+[0-~]|\x1b[0-9=>c@-Z\\^_]/;
const TOKEN = new RegExp(
  `${SEQUENCE.source}|[\\r\\n\\b]|[^\\r\\n\\b\\x1b\\x00-\\x06\\x07\\x0b\\x0c\\x0e-\\x1f]+|[^]`,
  "g",
);
const SEQUENCES = new RegExp(SEQUENCE.source, "g");
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same
const INCOMPLETE = /\x1b(?:\[[0-?]{0,50}[ -/]{0,5}|\][^\x07\x1b\n]{0,2000}\x1b?|[ -/]{0,5})?$/;
/** @type {Record<string, string>} */
const STYLES = { 0: "", 1: "bold", 32: "done", 37: "rest" };

/** Return text without escape sequences. @param {string} text */
export function withoutSequences(text) {
  return text.includes("\x1b") ? text.replace(SEQUENCES, "") : text;
}

export class Terminal {
  /** @type {Line[]} */
  #lines = [emptyLine()];
  /** The cursor's line and column. */
  #row = 0;
  #column = 0;
  #style = "";
  /** The beginning of an incomplete escape sequence. */
  #pending = "";
  dropped = 0;

  /** @param {string} text */
  write(text) {
    const whole = this.#pending + text;
    this.#pending = INCOMPLETE.exec(whole.slice(-2100))?.[0] ?? "";
    const now = whole.slice(0, whole.length - this.#pending.length);
    for (const [token, parameters, letter] of now.matchAll(TOKEN)) {
      if (letter) this.#control(letter, parameters);
      else if (token === "\n") this.#newLine();
      else if (token === "\r") this.#column = 0;
      else if (token === "\b") this.#column = Math.max(0, this.#column - 1);
      else if (token === "\x1bc") this.#clear();
      else if (token >= " " || token.startsWith("\t")) this.#print(token);
    }
    this.#trim();
  }

  /** @returns {TextRun[][]} */
  get lines() {
    let room = ALL_RUNS_KEPT;
    return this.#lines
      .toReversed()
      .map(({ runs }) => {
        room -= runs.length;
        return room > 0 ? runs : [{ style: "", text: textOf(runs) }];
      })
      .reverse();
  }

  /** Plain text. */
  get text() {
    return this.#lines.map(({ runs }) => textOf(runs).trimEnd()).join("\n");
  }

  /**
   * Carry out a CSI sequence, if it has a meaning here.
   * @param {string} letter @param {string} parameters
   */
  #control(letter, parameters) {
    const count = Math.max(1, Number.parseInt(parameters, 10) || 1);
    const mode = Number.parseInt(parameters, 10) || 0;
    switch (letter) {
      case "m":
        for (const code of parameters.split(";")) this.#style = STYLES[code || "0"] ?? this.#style;
        break;
      case "A":
        this.#row = Math.max(0, this.#row - count);
        break;
      case "B":
        this.#row = Math.min(this.#lines.length - 1, this.#row + count);
        break;
      case "C":
        this.#column = Math.min(this.#column + count, CHARACTERS_KEPT);
        break;
      case "D":
        this.#column = Math.max(0, this.#column - count);
        break;
      case "G":
        this.#column = Math.min(count - 1, CHARACTERS_KEPT);
        break;
      case "J":
        if (mode >= 2) this.#clear();
        break;
      case "K":
        this.#eraseInLine(mode);
        break;
    }
  }

  /** @param {number} mode 0: to the end of the line, 1: to its beginning, 2: all of it. */
  #eraseInLine(mode) {
    const line = this.#lines[this.#row];
    if (mode === 0) this.#lines[this.#row] = part(line, 0, this.#column);
    if (mode === 1) {
      const blank = emptyLine();
      append(blank, "", " ".repeat(this.#column));
      this.#lines[this.#row] = joined(blank, part(line, this.#column, line.length));
    }
    if (mode === 2) this.#lines[this.#row] = emptyLine();
  }

  #clear() {
    this.dropped = 0;
    this.#lines = [emptyLine()];
    this.#row = 0;
    this.#column = 0;
  }

  #newLine() {
    this.#row++;
    this.#column = 0;
    if (this.#row < this.#lines.length) return;
    this.#lines.push(emptyLine());
    if (this.#lines.length > 2 * LINES_KEPT) this.#drop(this.#lines.length - LINES_KEPT);
  }

  /** Drop the earliest lines. @param {number} count */
  #drop(count) {
    this.#lines.splice(0, count);
    this.#row = Math.max(0, this.#row - count);
    this.dropped += count;
  }

  /** Keep the latest lines and characters only. */
  #trim() {
    let left = CHARACTERS_KEPT;
    let first = this.#lines.length;
    const least = Math.max(0, first - LINES_KEPT);
    while (first > least && left >= 0) left -= this.#lines[--first].length;
    const last = this.#lines.length - 1;
    // The last line stays, if only its end.
    if (left < 0) first = Math.min(first + 1, last);
    if (first > 0) this.#drop(first);
    if (this.#lines.length === 1 && this.#lines[0].length > CHARACTERS_KEPT) this.#cutLine();
  }

  /** Drop the beginning of the only line, and say so where it was. */
  #cutLine() {
    const [line] = this.#lines;
    const cut = emptyLine();
    append(cut, "", CUT);
    this.#lines[0] = joined(cut, part(line, line.length - CHARACTERS_KEPT / 2, line.length));
    this.#column = Math.max(0, this.#column - line.length + this.#lines[0].length);
  }

  /** @param {string} text */
  #print(text) {
    const line = this.#lines[this.#row];
    const { length } = line;
    const end = this.#column + text.length;
    if (this.#column > length) append(line, "", " ".repeat(this.#column - length));
    if (this.#column >= length) append(line, this.#style, text);
    else {
      const before = part(line, 0, this.#column);
      append(before, this.#style, text);
      this.#lines[this.#row] = end < length ? joined(before, part(line, end, length)) : before;
    }
    this.#column = end;
  }
}

/** @param {TextRun[]} runs */
function textOf(runs) {
  return runs.length === 1 ? runs[0].text : runs.map(({ text }) => text).join("");
}

/** @returns {Line} */
function emptyLine() {
  return { runs: [], length: 0 };
}

/** Append text to a line. @param {Line} line @param {string} style @param {string} text */
function append(line, style, text) {
  const last = line.runs.at(-1);
  if (last && (last.style === style || line.runs.length >= RUNS_KEPT)) last.text += text;
  else if (text) line.runs.push({ style, text });
  line.length += text.length;
}

/** Append a line to another. @param {Line} line @param {Line} rest */
function joined(line, rest) {
  for (const { style, text } of rest.runs) append(line, style, text);
  return line;
}

/**
 * Return the characters of a line from one column to another.
 * @param {Line} line @param {number} from @param {number} to
 */
function part({ runs }, from, to) {
  const found = emptyLine();
  let column = 0;
  for (const { style, text } of runs) {
    append(found, style, text.slice(Math.max(0, from - column), Math.max(0, to - column)));
    column += text.length;
  }
  return found;
}
