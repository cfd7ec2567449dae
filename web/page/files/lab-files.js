/**
 * The lab as a file: settings and the results of its runs, as versioned JSON; and what a file that is
 * opened amounts to. Read strictly: what is not of this form is refused in words.
 *
 * @import {Evaluation, History, Recipe, RunEndReason} from "../../protocol.js"
 * @import {Action} from "../actions.js"
 * @import {Run, State} from "../state.js"
 *
 * @typedef {{action: Extract<Action, {type: "open-model" | "open-lab"}>} | {refused: string}} Opened
 */

import { change, defaultRecipe, fieldIn } from "../../recipe/recipe.js";
import { validate } from "../../recipe/validate.js";
import { RUNS_FORMAT } from "../runs/runs-file.js";
import { newRun } from "../state.js";

/** The largest file that is opened. */
export const MOST_BYTES = 64 * 2 ** 20;
const MOST_JSON = 4 * 2 ** 20;
const FORMAT = "fitting-room-lab";
const VERSION = 1;
const MOST_RUNS = 20;
const MOST_EPOCHS = 1000;
const KEYS = ["loss", "accuracy", "val_loss", "val_accuracy"];
const REASONS = ["completed", "stopped", "early-stopping", "nan", "killed"];

/** Return the lab as text. @param {State} state */
export function labFile({ recipe, run, finished }) {
  const runs = (run?.reason && run.history.loss ? [run, ...finished] : finished).map(
    ({ recipe, history, evaluation, reason, seconds, fingerprint }) => {
      return { recipe, history, evaluation, reason, seconds, fingerprint };
    },
  );
  return `${JSON.stringify({ format: FORMAT, version: VERSION, recipe, runs }, null, 1)}\n`;
}

/** Return what a file amounts to. @param {File} file @returns {Promise<Opened>} */
export async function openLabFile(file) {
  const { name, size } = file;
  const isModel = name.endsWith(".keras");
  if (/\.(ipynb|py)$/.test(name))
    return { refused: `${name} is a program: Code opens it, by Open a file below the cells.` };
  if (!isModel && !name.endsWith(".json"))
    return { refused: `${name} is neither a lab (.json) nor a Keras model (.keras).` };
  const most = isModel ? MOST_BYTES : MOST_JSON;
  if (size > most) return { refused: `${name} is larger than ${most / 2 ** 20} MB.` };
  if (isModel) {
    const content = new Uint8Array(await file.arrayBuffer());
    return { action: { type: "open-model", name, content } };
  }
  try {
    return { action: { type: "open-lab", ...readLab(await file.text()) } };
  } catch (error) {
    const why = error instanceof Refusal ? error.message : "it is no JSON that can be read.";
    return { refused: `${name} was not opened: ${why}` };
  }
}

class Refusal extends Error {}

/** Return the settings and runs of a lab's file, or throw. @param {string} text */
export function readLab(text) {
  const { format, version, recipe, runs } = objectOf(JSON.parse(text), "the file");
  if (format === RUNS_FORMAT)
    throw new Refusal(
      "it holds runs alone. Open it in Compare, which is there once a run has ended.",
    );
  if (format !== FORMAT) throw new Refusal("it is not a lab that was saved here.");
  if (version !== VERSION)
    throw new Refusal(`it is of version ${JSON.stringify(version)}; this page reads ${VERSION}.`);
  if (!Array.isArray(runs) || runs.length > MOST_RUNS + 1)
    throw new Refusal(`runs is a list of at most ${MOST_RUNS + 1}.`);
  return { recipe: readRecipe(recipe), runs: runs.map((run, i) => readRun(run, -1 - i)) };
}

/** @param {unknown} given @returns {Recipe} */
function readRecipe(given) {
  const values = objectOf(given, "recipe");
  const recipe = defaultRecipe();
  const keys = /** @type {(keyof Recipe)[]} */ (Object.keys(recipe));
  for (const key of keys) {
    // What came later, earlier labs do not say.
    if (fieldIn(key, recipe).later && !Object.hasOwn(values, key)) continue;
    if (!Object.hasOwn(values, key)) throw new Refusal(`its settings lack ${key}.`);
    if (key === "layers" && Array.isArray(values.layers))
      for (const layer of values.layers) objectOf(layer, "a layer");
    const { value, message } = validate(fieldIn(key, recipe), values[key]);
    if (message) throw new Refusal(message);
    Object.assign(recipe, { [key]: value });
  }
  const { issues } = change(recipe, "seed", recipe.seed);
  if (issues.length > 0) throw new Refusal(issues[0].message);
  return recipe;
}

/** @param {unknown} given @param {number} run_id @returns {Run} */
function readRun(given, run_id) {
  const {
    recipe: settings,
    history,
    evaluation,
    reason,
    seconds,
    fingerprint,
  } = objectOf(given, "a run");
  const recipe = readRecipe(settings);
  if (!REASONS.includes(String(reason))) throw new Refusal("a run’s reason is not known.");
  if (fingerprint !== null && !/^[0-9a-f]{12}$/.test(String(fingerprint)))
    throw new Refusal("a fingerprint has 12 hexadecimal digits.");
  return {
    ...newRun(run_id, recipe),
    history: readHistory(history),
    evaluation: evaluation === null ? null : readEvaluation(evaluation, recipe.classes),
    reason: /** @type {RunEndReason} */ (reason),
    seconds: number(seconds, "seconds"),
    fingerprint: fingerprint === null ? null : String(fingerprint),
  };
}

/** @param {unknown} given @returns {History} */
function readHistory(given) {
  const values = objectOf(given, "a history");
  /** @type {History} */
  const history = {};
  for (const [key, list] of Object.entries(values)) {
    if (!KEYS.includes(key)) throw new Refusal("a history has a key that is not known.");
    if (!Array.isArray(list) || list.length > MOST_EPOCHS)
      throw new Refusal(`${key} is a list of at most ${MOST_EPOCHS} numbers.`);
    // What is no number has none in JSON.
    history[key] = list.map((value) => (value === null ? Number.NaN : number(value, key)));
  }
  const lengths = new Set(Object.values(history).map(({ length }) => length));
  if (!history.loss?.length || lengths.size !== 1)
    throw new Refusal("a history has a loss, and as many of each number.");
  return history;
}

/** @param {unknown} given @param {number} classes @returns {Evaluation} */
function readEvaluation(given, classes) {
  const { loss, accuracy, samples, correct, confusion, seconds } = objectOf(given, "an evaluation");
  const square =
    Array.isArray(confusion) &&
    confusion.length === classes &&
    confusion.every((row) => Array.isArray(row) && row.length === classes);
  if (!square) throw new Refusal(`a confusion matrix has ${classes} rows and columns.`);
  return {
    loss: loss === null ? Number.NaN : number(loss, "loss"),
    accuracy: number(accuracy, "accuracy"),
    samples: number(samples, "samples"),
    correct: number(correct, "correct"),
    confusion: confusion.map((row) => row.map((/** @type {unknown} */ n) => number(n, "a cell"))),
    seconds: number(seconds, "seconds"),
  };
}

/** @param {unknown} value @param {string} what */
function number(value, what) {
  if (typeof value !== "number" || !Number.isFinite(value))
    throw new Refusal(
      `${what} is a number. Received: ${String(JSON.stringify(value)).slice(0, 40)}`,
    );
  return value;
}

/** @param {unknown} value @param {string} what @returns {Record<string, unknown>} */
function objectOf(value, what) {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Refusal(`${what} is an object of names and values.`);
  return /** @type {Record<string, unknown>} */ (value);
}
