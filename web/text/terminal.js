/**
 * A terminal's screen as lines of text: \r and \b overwrite, and the escape codes of Keras's progress
 * bar become styles.
 *
 * @typedef {{style: string, text: string}} TextRun Adjacent characters of one style.
 */

/** Lines to keep, the latest ones. */
const LINES_KEPT = 1000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const TOKEN = /\x1b\[([\d;]*)([A-Za-z])|[\r\n\b]|[^\r\n\b\x1b]+|\x1b/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same
const INCOMPLETE = /\x1b(\[[\d;]*)?$/;
/** @type {Record<string, string>} */
const STYLES = { 0: "", 1: "bold", 32: "done", 37: "rest" };

export class Terminal {
  /** @type {{characters: string[], styles: string[]}[]} */
  #lines = [{ characters: [], styles: [] }];
  #column = 0;
  #style = "";
  /** The beginning of an incomplete escape sequence. */
  #pending = "";
  dropped = 0;

  /** @param {string} text */
  write(text) {
    const whole = this.#pending + text;
    this.#pending = INCOMPLETE.exec(whole)?.[0] ?? "";
    const now = whole.slice(0, whole.length - this.#pending.length);
    for (const [token, codes, letter] of now.matchAll(TOKEN)) {
      if (letter) this.#applyStyle(codes, letter);
      else if (token === "\n") this.#newLine();
      else if (token === "\r") this.#column = 0;
      else if (token === "\b") this.#column = Math.max(0, this.#column - 1);
      else if (token !== "\x1b") this.#print(token);
    }
  }

  /** @returns {TextRun[][]} */
  get lines() {
    return this.#lines.map(({ characters, styles }) => {
      /** @type {TextRun[]} */
      const runs = [];
      characters.forEach((character, i) => {
        const last = runs.at(-1);
        if (last && last.style === styles[i]) last.text += character;
        else runs.push({ style: styles[i], text: character });
      });
      return runs;
    });
  }

  /** Plain text. */
  get text() {
    return this.#lines.map(({ characters }) => characters.join("").trimEnd()).join("\n");
  }

  /** @param {string} codes @param {string} letter */
  #applyStyle(codes, letter) {
    if (letter === "m") {
      for (const code of codes.split(";")) this.#style = STYLES[code || "0"] ?? this.#style;
    }
  }

  #newLine() {
    this.#lines.push({ characters: [], styles: [] });
    this.#column = 0;
    if (this.#lines.length <= LINES_KEPT) return;
    this.#lines.shift();
    this.dropped++;
  }

  /** @param {string} text */
  #print(text) {
    const line = this.#lines[this.#lines.length - 1];
    for (const character of text) {
      while (line.characters.length < this.#column) {
        line.characters.push(" ");
        line.styles.push("");
      }
      line.characters[this.#column] = character;
      line.styles[this.#column] = this.#style;
      this.#column++;
    }
  }
}
