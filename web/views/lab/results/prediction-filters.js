/**
 * Which test pictures Predict shows, in words: its levels of confidence, and a filter that leaves none.
 *
 * @import {ConfidenceLevel} from "../../../protocol.js"
 * @import {PredictionFilter} from "../../../page/state.js"
 */
import { count, percent } from "../../../text/format.js";

/** The levels to choose from, each with how many pictures the other filters leave it. @param {ConfidenceLevel[]} levels */
export function confidences(levels) {
  const all = levels.reduce((sum, { total }) => sum + total, 0);
  const each = levels.map((level) => {
    const name = level.name === "between" ? "" : `${level.name}: `;
    return { value: level.name, text: `${name}${range(level)} (${count(level.total)})` };
  });
  return [{ value: "", text: `however sure (${count(all)})` }, ...each];
}

/** "90 % or more". @param {ConfidenceLevel} level */
function range({ name, least, below }) {
  if (name === "sure") return `${percent(least, 0)} or more`;
  return name === "unsure"
    ? `under ${percent(below, 0)}`
    : `${percent(least, 0)} to ${percent(below, 0)}`;
}

/**
 * Why no picture is left. @param {PredictionFilter} filter @param {ConfidenceLevel[]} levels
 * @param {string[]} names Of the classes.
 */
export function noneLeft({ which, truth, predicted, confidence }, levels, names) {
  const level = levels.find(({ name }) => name === confidence);
  const is = [];
  if (which !== "all") is.push(which);
  if (predicted !== undefined) is.push(`taken for ${names[predicted]}`);
  if (level) is.push(`answered with ${range(level)}`);
  const of = truth === undefined ? "" : ` of ${names[truth]}`;
  if (is.length === 0) return `There is no test picture${of}.`;
  if (which === "wrong" && is.length === 1 && !of) return "It got every test picture right.";
  return `No test picture${of} is ${is.join(" and ")}.`;
}
