/** Whether a scrolling box is at its end. */

/** Distance from the end that counts as there, in CSS pixels. */
const NEAR = 24;

/** Forces layout. @param {Element} box */
export function isAtEnd({ scrollHeight, scrollTop, clientHeight }) {
  return scrollHeight - scrollTop - clientHeight <= NEAR;
}
