/**
 * Whether a box that fills from below is read at its end: then it is followed.
 */

/** So close to its end, in CSS pixels. */
const NEAR = 24;

/** @param {Element} box It has to be laid out to be asked. */
export function isAtEnd({ scrollHeight, scrollTop, clientHeight }) {
  return scrollHeight - scrollTop - clientHeight <= NEAR;
}
