/** What teachers paste: lines with codes in them, of which the rest says whose they are. */
import { plainText } from "../recipe/task.js";

const LONGEST_FROM = 80;

/** What mail programs put into a long word: line breaks, also those of quoted-printable, quotation marks, signs that are not seen. */
const GAP = "\\s>=\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufeff";
const SIGNS = new RegExp(`[${GAP}]+`, "g");
/** A code in its whole form, with such gaps anywhere. It ends with the last digit of its check sum. */
const WRAPPED = (() => {
  const gap = `[${GAP}]*`;
  const digits = `(?:${gap}[0-9a-f]){8}`;
  const head = ["F", "R", "L?", "\\d", "\\d?", "\\d?", "\\."].join(gap);
  return new RegExp(`\\b${head}[\\w${GAP}-]+\\.${digits}(?![\\w-])`, "g");
})();

/**
 * Return the lines of a text, with the codes that mail has wrapped in one piece. A code is read as strictly
 * as ever: what is no code without its gaps is left as it is.
 * @param {string} text
 */
export function linesOf(text) {
  return text.replace(WRAPPED, (code) => code.replace(SIGNS, "")).split(/\r?\n/);
}

/** Return what stands beside a code in its line, such as the other cells of a form's row. @param {string} code @param {string} line */
export function besideOf(code, line) {
  return plainText(line.replace(code, "").slice(0, 1000))
    .replaceAll(/["\s,;\t]+/g, " ")
    .replace(/^[\s>]+/, "")
    .trim()
    .slice(0, LONGEST_FROM);
}

/** Return where an unreadable code without a name stands. @param {number} i Among all, from 0. @param {string} from */
export function placeOf(i, from) {
  return from ? [] : [`number ${i + 1} of the codes pasted`];
}
