/**
 * Names a part of a lesson by what it asks or holds, so that what is kept of it stays with it when
 * the lesson grows, and does not come up under something else.
 *
 * @import {Cell, Experiment, Part, Question} from "./index.js"
 */

/** @param {Cell | Question | Experiment} part */
export function partId(part) {
  if ("code" in part) return `cell-${hash(part.code)}`;
  if ("experiment" in part) return `experiment-${hash(questionText(part.guess))}`;
  return `question-${hash(questionText(part))}`;
}

/** Whether something can be tried in a part. @param {Part} part @returns {part is Cell | Question | Experiment} */
export function isTriable(part) {
  return !("say" in part || "lab" in part);
}

/** @param {Question} question */
function questionText({ ask, choices = [] }) {
  return [ask, ...choices].join("\n");
}

/** FNV-1a, 32 bits. @param {string} text */
function hash(text) {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  return (sum >>> 0).toString(36);
}
