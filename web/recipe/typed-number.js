/**
 * Numbers as people type and paste them: with the digits, the separators and the spaces of their
 * language. A text is read where it can be one number only in a field of its kind.
 *
 * What a text was read as, or why it was not.
 * @typedef {{number: number} | {why: "unreadable" | "fraction" | "large"}} Reading
 */
import { quote } from "./validate.js";

const DIGIT = /\p{Nd}/u;
/** ½, ⅔, ...: NFKC writes them as digits around U+2044. */
const VULGAR = /[¼-¾⅐-⅞↉]/g;
/** Signs of other scripts, and those that word processors put in, by the plain sign they stand for. */
const SIGNS = Object.entries({
  "-": /[−‒–﹣]/g,
  ".": /[٫。․]/g,
  ",": /[،、﹐]/g,
  "'": /[’‘ʼ′´`٬]/g,
  " ": /\s+/g,
  "/": /[⁄∕]/g,
});
/** Thousands, one separator throughout; with commas also the Indian way, 1,00,000. */
const GROUPED =
  /^(?:[1-9]\d{0,2}(?:(?:\.\d{3})+|(?: \d{3})+|(?:'\d{3})+|(?:_\d{3})+|(?:,\d{3})+)|[1-9]\d?(?:,\d{2})+,\d{3})$/;
const PLAIN = /^\d+$/;
const DECIMAL = /^(.*)([.,])(\d*)$/;
const EXPONENT = /^([^e]+)e([+-]?\d+)$/i;
const FRACTION = /^(?:(\d+) )?(\d+)\/(\d+)$/;

/**
 * Read a typed number. In a field of whole numbers 1.000 and 60,000 are thousands; in others their
 * point or comma is the decimal one, and 20 % is 0.2.
 * @param {string} text @param {{whole: boolean}} field
 * @returns {Reading}
 */
export function readTypedNumber(text, { whole }) {
  const [, sign, magnitude, percent] = /** @type {RegExpExecArray} */ (
    /^([+-]?) ?(.*?)( ?%)?$/.exec(plain(text))
  );
  const read = readMagnitude(magnitude, whole);
  if (read === null || (percent && whole)) return { why: "unreadable" };
  const number = percent ? read / 100 : read;
  if (!Number.isFinite(number)) return { why: "large" };
  if (whole && !Number.isInteger(number)) return { why: "fraction" };
  return { number: sign === "-" ? -number : number };
}

/**
 * Say why a typed text was not taken, and what the field keeps.
 * @param {string} text @param {"unreadable" | "fraction" | "large"} why
 * @param {{whole: boolean, kept: string}} field
 */
export function refusal(text, why, { whole, kept }) {
  const given = quote(text);
  const stays = kept === "" ? "nothing changes" : `it stays at ${kept}`;
  switch (why) {
    case "fraction":
      return `Only whole numbers go here, and ${given} is none, so ${stays}.`;
    case "large":
      return `${given} is too large a number, so ${stays}.`;
    default:
      return `${given} cannot be read as a number, so ${stays}. Write it like ${whole ? "20" : "0.05"}.`;
  }
}

/** Return a text with ASCII digits and signs, and without marks that cannot be seen. @param {string} text */
function plain(text) {
  let now = text.replace(VULGAR, (sign) => ` ${sign.normalize("NFKC")}`);
  now = now.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  now = now.replace(/\p{Cf}/gu, "").replace(/\p{Nd}/gu, digit);
  for (const [ascii, pattern] of SIGNS) now = now.replace(pattern, ascii);
  return now.trim();
}

/** Return a decimal digit of any script as ASCII: Unicode keeps the ten of a script in a row. @param {string} sign */
function digit(sign) {
  const code = /** @type {number} */ (sign.codePointAt(0));
  if (code < 0x80) return sign;
  let before = 0;
  while (DIGIT.test(String.fromCodePoint(code - before - 1))) before++;
  return String(before % 10);
}

/** @param {string} text @param {boolean} whole @returns {number | null} */
function readMagnitude(text, whole) {
  const fraction = FRACTION.exec(text);
  if (fraction) {
    const [, units = "0", above, below] = fraction;
    return Number(below) === 0 ? null : Number(units) + Number(above) / Number(below);
  }
  const [, mantissa, exponent] = EXPONENT.exec(text) ?? [];
  const read = mantissa === undefined ? written(text, whole) : written(mantissa, false);
  return read === null ? null : Number(exponent === undefined ? read : `${read}e${exponent}`);
}

/** Return digits and separators as JavaScript writes them, or null. @param {string} text @param {boolean} whole */
function written(text, whole) {
  if (PLAIN.test(text)) return text;
  const grouped = GROUPED.test(text) ? text.replace(/\D/g, "") : null;
  const decimal = writtenDecimal(text);
  return whole ? (grouped ?? decimal) : (decimal ?? grouped);
}

/** @param {string} text */
function writtenDecimal(text) {
  const [, units, mark, decimals] = DECIMAL.exec(text) ?? [];
  if (mark === undefined || (units === "" && decimals === "")) return null;
  const readable = units === "" || PLAIN.test(units) || GROUPED.test(units);
  // The point of 1.000.5 cannot be both.
  if (!readable || units.includes(mark)) return null;
  return `${units.replace(/\D/g, "") || "0"}.${decimals || "0"}`;
}
