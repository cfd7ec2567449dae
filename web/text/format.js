/** Numbers as the learner reads them: in English, with a constant number of digits so that nothing jumps. */

import { formatNumber } from "../recipe/numbers.js";

const NARROW_SPACE = "\u202f";

/** @param {number} n */
export function count(n) {
  return formatNumber(Math.round(n));
}

/** "1 picture", "600 pictures". @param {number} n @param {string} one @param {string} [many] */
export function pluralize(n, one, many = `${one}s`) {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** @param {number | null | undefined} fraction */
export function percent(fraction, digits = 1) {
  if (fraction === undefined || fraction === null || !Number.isFinite(fraction)) return "–";
  return `${(fraction * 100).toFixed(digits)}${NARROW_SPACE}%`;
}

/** @param {number | null | undefined} n Null stands for a number that is not finite. */
export function loss(n) {
  if (n === undefined) return "–";
  return n !== null && Number.isFinite(n) ? n.toFixed(3) : "not a number";
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return bytes < 1e5 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** "3.1 of 26.4 MB". @param {{loaded: number, total: number}} progress */
export function bytesProgress({ loaded, total }) {
  return `${(Math.min(loaded, total) / 1e6).toFixed(1)} of ${megabytes(total)}`;
}

/** @param {number} seconds */
export function duration(seconds) {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

/** "about 20 s", for what is only to be expected. @param {number} seconds */
export function aboutTime(seconds) {
  if (seconds < 1) return "less than a second";
  if (seconds < 90) return `about ${count(seconds)} s`;
  return `about ${pluralize(Math.round(seconds / 60), "minute")}`;
}

/** @param {number} seconds Infinite while that is unknown. */
export function timeLeft(seconds) {
  if (!Number.isFinite(seconds)) return "time left: …";
  if (seconds < 1) return "under a second left";
  const left = Math.ceil(seconds);
  if (left < 60) return `${left} s left`;
  return `${Math.floor(left / 60)} min ${left % 60} s left`;
}

/** Format a pixel: 0 to 255, or divided by 255 if `normalize`. @param {number} byte @param {boolean} normalize */
export function pixel(byte, normalize) {
  if (!normalize) return String(byte);
  if (byte === 0 || byte === 255) return byte === 0 ? "0" : "1";
  // Only white itself is 1: two digits must not round up to it.
  return `.${String(Math.min(99, Math.round(byte / 2.55))).padStart(2, "0")}`;
}

/** "[1 0 0]", as NumPy prints it. @param {number[]} row */
export function oneHot(row) {
  return `[${row.join(" ")}]`;
}

/** Return words of a link in which no line breaks between a number and its percent sign. @param {string} text */
export function unbroken(text) {
  return text.replaceAll(/(\d) %/g, `$1${NARROW_SPACE}%`);
}
