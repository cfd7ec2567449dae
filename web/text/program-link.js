/**
 * A program as text that a link carries, and as a file: its cells, compressed in the link, with a line
 * between them in the file that editors know. What comes back is text; nothing here runs it.
 */

/** Characters that a program takes in a link at the most: longer ones are cut by mailers and chats. */
export const MOST_IN_LINK = 8000;
/** Characters of a program that is taken from a link or a file. */
export const MOST_CHARACTERS = 200_000;
const MOST_CELLS = 200;
const VERSION = "1";
const NOT_WHOLE = "The program in this link is not whole. Ask for the link once more.";
/** Between two cells, as VS Code, Spyder and Jupytext have it. */
const BETWEEN = "# %%";

/** Return the text for a link, whatever its length. @param {string[]} cells */
export async function encodeProgram(cells) {
  const text = new TextEncoder().encode(JSON.stringify(cells));
  const packed = await bytesOf(through(text, new CompressionStream("deflate-raw")), Infinity);
  let binary = "";
  for (const byte of packed) binary += String.fromCharCode(byte);
  return VERSION + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * Return the cells that a link carries.
 * @param {string} text @returns {Promise<string[]>} Rejects with an Error in words.
 */
export async function decodeProgram(text) {
  if (!/^[\w-]+$/.test(text)) throw new Error(NOT_WHOLE);
  if (text[0] !== VERSION)
    throw new Error("The program in this link was made by another version of this page.");
  let cells;
  try {
    const binary = atob(text.slice(1).replaceAll("-", "+").replaceAll("_", "/"));
    const packed = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const stream = through(packed, new DecompressionStream("deflate-raw"));
    cells = JSON.parse(new TextDecoder().decode(await bytesOf(stream, 4 * MOST_CHARACTERS)));
  } catch (error) {
    if (error instanceof TooLargeError) throw error;
    throw new Error(NOT_WHOLE);
  }
  return checked(cells);
}

/** The link of a page, with a program. @param {string} href @param {string} carried */
export function linkTo(href, carried) {
  const [page, fragment = ""] = href.split("#");
  const left = fragment.split("&").filter((part) => !/^(program|run|match|view)=|^$/.test(part));
  return `${page}#${["view=code", ...left, `program=${carried}`].join("&")}`;
}

/** Return a program as a Python file. @param {string[]} cells */
export function programFile(cells) {
  return `${cells.map((cell) => `${BETWEEN}\n${cell.trimEnd()}`).join("\n\n")}\n`;
}

/**
 * Return the cells of a Python file or of a notebook. @param {Uint8Array} content
 * @returns {string[]} Throws an Error in words.
 */
export function cellsOfFile(content) {
  const text = textOf(content);
  if (text.trimStart().startsWith("{")) return checked(cellsOfNotebook(text));
  const parts = text.replaceAll("\r\n", "\n").split(/^# ?%%.*$/m);
  return checked(parts.map((part) => part.trim()).filter(Boolean));
}

/** @param {Uint8Array} content */
function textOf(content) {
  if (content.includes(0)) throw new Error("This file holds no text, so no program.");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    throw new Error(
      "This file is not in UTF-8, so letters such as ä or é would be wrong. Save it as UTF-8 in an editor, and open it again.",
    );
  }
}

/** Return the code of a Jupyter notebook, a cell for each of its own. @param {string} text */
function cellsOfNotebook(text) {
  try {
    /** @type {{cells: {cell_type: string, source: string | string[]}[]}} */
    const { cells } = JSON.parse(text);
    const code = cells.filter(({ cell_type }) => cell_type === "code");
    return code.map(({ source }) => [source].flat().join("").trim()).filter(Boolean);
  } catch {
    throw new Error("What came is no program, and no notebook with cells of code.");
  }
}

/** @param {unknown} cells @returns {string[]} */
function checked(cells) {
  if (!Array.isArray(cells) || !cells.every((cell) => typeof cell === "string"))
    throw new Error("What came is no program.");
  if (cells.length === 0 || cells.every((cell) => cell.trim() === ""))
    throw new Error("The program that came is empty.");
  const size = cells.reduce((sum, cell) => sum + cell.length, 0);
  if (size > MOST_CHARACTERS || cells.length > MOST_CELLS) throw new TooLargeError();
  return cells;
}

class TooLargeError extends Error {
  constructor() {
    super(
      `The program that came is too long: up to ${MOST_CHARACTERS.toLocaleString("en")} characters in ${MOST_CELLS} cells are taken.`,
    );
  }
}

/** @param {Uint8Array<ArrayBuffer>} bytes @param {CompressionStream | DecompressionStream} change */
function through(bytes, change) {
  return new Blob([bytes]).stream().pipeThrough(change);
}

/** Read a stream that may hold more than it should. @param {ReadableStream<Uint8Array>} stream @param {number} most */
async function bytesOf(stream, most) {
  /** @type {Uint8Array[]} */
  const parts = [];
  let size = 0;
  const reader = stream.getReader();
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    const part = /** @type {Uint8Array} */ (value);
    size += part.length;
    if (size > most) {
      reader.cancel().catch(() => {});
      throw new TooLargeError();
    }
    parts.push(part);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
