/** Where the axes of a chart of epochs begin, and what they mark. */
import { percent } from "../../text/format.js";

/** Return a mark of an axis of shares, with a decimal only where it has one: 95 %, 97.5 %. @param {number} share */
export function shareMark(share) {
  return percent(share, Number.isInteger(Number((100 * share).toFixed(1))) ? 0 : 1);
}

/** Return whole epochs to mark, the first and the last among them. @param {number} epochs */
export function epochMarks(epochs) {
  const step = [1, 2, 5, 10, 20, 25, 50, 100, 200].find((n) => epochs / n <= 10) ?? 500;
  const inner = [];
  for (let at = step; at < epochs; at += step) if (at > 1 && epochs - at > step / 2) inner.push(at);
  return epochs === 1 ? [1] : [1, ...inner, epochs];
}

/**
 * Return where an axis of shares begins: at zero, or at the tenth below them all where less than half
 * of it would be used.
 * @param {(number | null)[]} shares
 */
export function lowEnd(shares) {
  const known = shares.filter((share) => share !== null && Number.isFinite(share));
  const least = Math.min(...known.map(Number));
  if (known.length === 0 || least < 0.5) return 0;
  return Math.min(9, Math.floor(least * 10 + 1e-9)) / 10;
}

/** Return the numbers 1, 2 and 5 times a power of ten between two. @param {number} min @param {number} max */
export function logMarks(min, max) {
  const marks = [];
  for (let power = Math.floor(Math.log10(min)); 10 ** power <= max; power++) {
    for (const n of [1, 2, 5]) {
      const mark = Number((n * 10 ** power).toPrecision(12));
      if (mark >= min && mark <= max) marks.push(mark);
    }
  }
  return marks;
}

/** Return about five even marks of an axis. @param {number} min @param {number} max */
export function evenMarks(min, max) {
  const rough = (max - min) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((n) => n * power >= rough) ?? 10) * power;
  const count = Math.floor((max - min) / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => Number((min + i * step).toPrecision(12)));
}
