/** What teachers paste: lines with codes in them, of which the rest says whose they are. */
import { plainText } from "../recipe/task.js";

const LONGEST_FROM = 80;
/** Of a line, what is looked at for that, in characters. */
const LOOKED_AT = 4000;
/** Lines that a cell of a table goes on for, at the most. */
const MOST_LINES = 60;
const SEPARATORS = ",;\t";
/** What may follow a closing mark; another is one in a text. */
const ENDS = /^[,;\t]?$/;

/** What mail programs put into a long word: line breaks, also those of quoted-printable, quotation marks, signs that are not seen. */
const GAP = "\\s>=\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufeff";
const SIGNS = new RegExp(`[${GAP}]+`, "g");
/** A code in its whole form, with such gaps anywhere. It ends with the last digit of its check sum. */
const WRAPPED = (() => {
  const gap = `[${GAP}]*`;
  const digits = `(?:${gap}[0-9a-f]){8}`;
  // Each gap belongs to the sign before it: a line of blanks is read in one way only.
  const head = ["F", "R", "(?:L", ")?\\d", "(?:\\d", "){0,2}\\."].join(gap);
  return new RegExp(`\\b${head}[\\w${GAP}-]+\\.${digits}(?![\\w-])`, "g");
})();
/** Codes of any kind, also broken ones. */
const CODES = /\bFRL?\d{1,3}\.[\w.-]+/g;

/**
 * Return the lines of a text, and the rows of a table whose cells go over several lines, with the codes that
 * mail has wrapped in one piece. A code is read as strictly as ever: what is no code without its gaps is
 * left as it is.
 * @param {string} text
 */
export function linesOf(text) {
  const whole = text.replace(WRAPPED, (code) => code.replace(SIGNS, ""));
  return joined(whole.split(/\r\n?|\n/));
}

/** Return codes with what stands beside them in their line, such as the other cells of a form's row. @param {string[]} codes @param {string} line */
export function besideAll(codes, line) {
  const from = codes.length > 0 ? besideOf(line) : "";
  return codes.map((code) => ({ code, from }));
}

/** @param {string} line */
function besideOf(line) {
  return plainText(line.slice(0, LOOKED_AT).replace(CODES, " ").replaceAll("\t", " "))
    .replaceAll(/["\s,;]+/g, " ")
    .replace(/^[\s>]+/, "")
    .trim()
    .slice(0, LONGEST_FROM)
    .trim();
}

/** Return where an unreadable code without a name stands. @param {number} i Among all, from 0. @param {string} from */
export function placeOf(i, from) {
  return from ? [] : [`number ${i + 1} of the codes pasted`];
}

/** Join lines between which a quoted cell goes on. @param {string[]} lines */
function joined(lines) {
  const rows = [];
  for (let first = 0; first < lines.length; ) {
    const last = endOf(lines, first);
    rows.push(lines.slice(first, last + 1).join(" "));
    first = last + 1;
  }
  return rows;
}

/** Return the line where the row ends that begins at `first`: that one, where no quotation mark closes a cell. @param {string[]} lines @param {number} first */
function endOf(lines, first) {
  let open = leavesOpen(lines[first], false);
  let last = first;
  while (open && last + 1 < lines.length && last - first < MOST_LINES)
    open = leavesOpen(lines[++last], true);
  return open ? first : last;
}

/** Return whether a quoted cell goes on after a line. @param {string} line @param {boolean} open Whether one does before it. */
function leavesOpen(line, open) {
  let inside = open;
  for (let at = line.indexOf('"'); at !== -1; at = line.indexOf('"', at + 1)) {
    if (!inside) inside = at === 0 || SEPARATORS.includes(line[at - 1]);
    else if (line[at + 1] === '"') at++;
    else inside = !ENDS.test(line[at + 1] ?? "");
  }
  return inside;
}
