/**
 * What a run and its settings come to, by the names that goals have, and whether goals are met by it.
 *
 * @import {Evaluation, History, Recipe} from "../protocol.js"
 * @import {Goal} from "../recipe/task.js"
 *
 * A measure that is not there yet, or not a number, is null.
 * @typedef {Record<string, number | null>} Measures
 * @typedef {{history: History, evaluation: Evaluation | null, seconds: number}} Results
 */

import { FRACTIONS, writeGoal } from "../recipe/task.js";
import { count, percent } from "../text/format.js";

/** What only a clock knows: it comes out differently each time. */
export const UNREPEATABLE = ["seconds"];

/** Measures in words. @type {Record<string, string>} */
const WORDS = {
  accuracy: "training accuracy",
  val_accuracy: "validation accuracy",
  test_accuracy: "test accuracy",
  loss: "training loss",
  val_loss: "validation loss",
  test_loss: "test loss",
  params: "numbers in the network",
  epochs: "epochs",
  samples: "pictures",
  layers: "hidden layers",
  units: "hidden units",
  seconds: "seconds of training",
  gap: "training minus validation accuracy",
};
/** @type {Record<Goal["op"], string>} */
const OPS = { ">": "above", "<": "below", ">=": "at least", "<=": "at most" };

/** @param {string} measure */
export function inWords(measure) {
  return WORDS[measure] ?? measure;
}

/**
 * Return the measures of settings, and of their run where it has got so far.
 * @param {Recipe} recipe @param {number | null} params How many numbers the network learns.
 * @param {Results | null} results @returns {Measures}
 */
export function measure(recipe, params, results) {
  const settings = {
    params,
    samples: recipe.samples,
    layers: recipe.layers.length,
    units: recipe.layers.reduce((sum, { units }) => sum + units, 0),
    epochs: recipe.epochs,
  };
  if (!results) return settings;
  const { history, evaluation, seconds } = results;
  const last = (/** @type {string} */ key) => finite(history[key]?.at(-1));
  const [accuracy, test_accuracy] = [last("accuracy"), finite(evaluation?.accuracy)];
  const val_accuracy = last("val_accuracy");
  return {
    ...settings,
    accuracy,
    val_accuracy,
    test_accuracy,
    loss: last("loss"),
    val_loss: last("val_loss"),
    test_loss: finite(evaluation?.loss),
    epochs: history.loss?.length ?? 0,
    seconds: finite(seconds),
    gap: accuracy === null || val_accuracy === null ? null : accuracy - val_accuracy,
  };
}

/** @param {Goal} goal @param {Measures} measures */
export function isMet({ measure, op, value }, measures) {
  const now = measures[measure] ?? null;
  if (now === null) return false;
  if (op === "<") return now < value;
  if (op === ">") return now > value;
  return op === "<=" ? now <= value : now >= value;
}

/** Return each goal with its value now. @param {Goal[]} goals @param {Measures} measures */
export function judge(goals, measures) {
  return goals.map((goal) => ({
    text: writeGoal(goal),
    met: isMet(goal, measures),
    value: measures[goal.measure] ?? null,
  }));
}

/** "test accuracy above 85 %". @param {Goal} goal */
export function goalInWords({ measure, op, value }) {
  return `${inWords(measure)} ${OPS[op]} ${written(measure, value)}`;
}

/** Return a measure's value as it is shown. @param {string} measure @param {number | null} value */
export function written(measure, value) {
  if (value === null) return "–";
  if (FRACTIONS.includes(measure)) return percent(value).replace(/\.0(?=\D)/, "");
  if (measure === "seconds") return `${value.toFixed(1)} s`;
  return Number.isInteger(value) ? count(value) : value.toFixed(3);
}

/** @param {number | null | undefined} value */
function finite(value) {
  return value !== null && value !== undefined && Number.isFinite(value) ? value : null;
}
