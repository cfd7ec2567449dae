/**
 * Runs as they are kept and written to a file: versioned JSON, read strictly.
 *
 * @import {History, Recipe, Tested} from "../../protocol.js"
 * @import {Run} from "../state.js"
 *
 * `made` is when, in ISO 8601; `hidden`: not drawn. `tested`: how many test pictures of its own, and how
 * many right; `compared`: the same of those that all runs are compared by.
 * @typedef {{id: string, made: string, name: string, note: string, hidden: boolean, recipe: Recipe,
 *   history: History, seams: number[], seconds: number, fingerprint: string | null,
 *   tested: Tested | null, compared: Tested | null}} KeptRun
 */
import { allEpochs, defaultRecipe, fieldIn } from "../../recipe/recipe.js";
import { validate } from "../../recipe/validate.js";

export const RUNS_FORMAT = "fitting-room-runs";
const VERSION = 1;
const KEYS = ["loss", "accuracy", "val_loss", "val_accuracy"];
/** Limits of a file: more than any of this comes from elsewhere. */
const [MOST_BYTES, MOST_RUNS, MOST_EPOCHS] = [20_000_000, 500, 1000];
/** Letters of a name, and of a note. */
export const MOST_LETTERS = 500;

const TOO_LARGE = "The file is larger than files of runs ever are.";

/** What is wrong with a file, in the learner's words. */
export class RunsFileError extends Error {}

/** Return what is kept of a run; null where it has nothing to show. @param {Run} run @param {string} id @param {string} made @returns {KeptRun | null} */
export function keptRun(run, id, made) {
  const { recipe, history, seams, seconds, fingerprint, evaluation } = run;
  const whole = Object.values(history).every((values) => values.every(Number.isFinite));
  // What began with a file's weights does not come from its settings alone.
  if (!history.loss?.length || !whole || run.opened) return null;
  const { samples, correct, loss } = evaluation ?? {};
  const tested =
    samples === undefined || !Number.isFinite(loss) ? null : { samples, correct, loss };
  const results = { history, seams, seconds, fingerprint, tested, compared: run.tested };
  return /** @type {KeptRun} */ ({
    ...{ id, made, name: "", note: "", hidden: false, recipe },
    ...results,
  });
}

/** Whether a run has trained all that its recipe says. @param {KeptRun} run */
export function isWhole({ recipe, history }) {
  const epochs = history.loss.length;
  const { stop } = recipe;
  if (!stop || epochs === allEpochs(recipe)) return epochs === allEpochs(recipe);
  const value = history[stop.metric]?.[epochs - allEpochs({ ...recipe, epochs: 0 }) - 1];
  return stop.op === "<" ? value < stop.value : value > stop.value;
}

/** Return the content of a file. @param {KeptRun[]} runs */
export function writeRuns(runs) {
  return `${JSON.stringify({ format: RUNS_FORMAT, version: VERSION, runs }, null, 1)}\n`;
}

/**
 * Return the text of a file of runs.
 * @param {File} file
 * @throws {RunsFileError} if it is none by its size, or cannot be read.
 */
export async function textOf(file) {
  if (file.size > MOST_BYTES) refuse(TOO_LARGE);
  return file.text().catch(() => refuse(`${file.name} cannot be read any more: choose it again.`));
}

/**
 * Return the runs of a file.
 * @param {string} text @returns {KeptRun[]}
 * @throws {RunsFileError} if it holds anything else.
 */
export function readRuns(text) {
  if (text.length > MOST_BYTES) refuse(TOO_LARGE);
  const content = parsed(text);
  if (content?.format !== RUNS_FORMAT) refuse("This is no file of runs from Fitting Room.");
  if (content.version !== VERSION)
    refuse(
      `The file is of version ${JSON.stringify(content.version)}; this page reads ${VERSION}.`,
    );
  if (!Array.isArray(content.runs) || content.runs.length > MOST_RUNS)
    refuse(`The file should hold a list of at most ${MOST_RUNS} runs.`);
  return content.runs.map(readRun);
}

/** Whether a run is one that this page can show: what lies in a browser, any page of its host can change. @param {unknown} given */
export function isReadable(given) {
  try {
    readRun(given, 0);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} text @returns {any} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return refuse("The file cannot be read as JSON: it may be cut off.");
  }
}

/** @param {any} given @param {number} i @returns {KeptRun} */
function readRun(given, i) {
  /** @param {boolean} good @param {string} what */
  const check = (good, what) => good || refuse(`Run ${i + 1} of the file has no proper ${what}.`);
  const run = given ?? {};
  const { id, made, name, note, hidden, seconds, fingerprint, seams, tested } = run;
  check(/^[0-9a-f]{32}$/.test(id), "id");
  check(typeof made === "string" && !Number.isNaN(Date.parse(made)), "date");
  for (const [words, what] of [
    [name, "name"],
    [note, "note"],
  ])
    check(typeof words === "string" && words.length <= MOST_LETTERS, what);
  check(typeof hidden === "boolean", "hidden");
  check(isCount(seconds, 1e7), "time");
  check(fingerprint === null || /^[0-9a-f]{12}$/.test(fingerprint), "fingerprint");
  const recipe = readRecipe(run.recipe);
  check(recipe !== null, "settings");
  const history = readHistory(run.history);
  check(history !== null, "history");
  const epochs = history?.loss.length ?? 0;
  check(Array.isArray(seams) && seams.every((at) => isCount(at, epochs)), "seams");
  const own = readTest(tested);
  // Files of the first days have none.
  const compared = readTest(run.compared ?? null);
  check(own !== undefined && compared !== undefined, "test result");
  return /** @type {KeptRun} */ ({
    ...{ id, made, name, note, hidden, recipe, history, seams, seconds, fingerprint },
    ...{ tested: own, compared },
  });
}

/** Return a test's result, or undefined. @param {any} given @returns {Tested | null | undefined} */
function readTest(given) {
  if (given === null) return null;
  const { samples, correct, loss } = given ?? {};
  const good = isCount(samples, 1e5) && samples > 0 && isCount(correct, samples);
  return good && isCount(loss, 1e9) ? { samples, correct, loss } : undefined;
}

/** @param {any} given @returns {Recipe | null} */
function readRecipe(given) {
  /** @type {Record<string, any>} */
  const recipe = {};
  for (const key of Object.keys(defaultRecipe())) {
    try {
      const row = fieldIn(key, recipe);
      // What came later, earlier runs do not say.
      const there = row.later ? (given[key] ?? row.default) : given[key];
      const { value, message } = validate(row, there);
      if (message) return null;
      recipe[key] = value;
    } catch {
      return null;
    }
  }
  return /** @type {Recipe} */ (recipe);
}

/** @param {any} given @returns {History | null} */
function readHistory(given) {
  /** @type {History} */
  const history = {};
  for (const key of KEYS) {
    const values = given?.[key];
    if (values === undefined) continue;
    const good = Array.isArray(values) && values.every((value) => isCount(value, Number.MAX_VALUE));
    if (!good || values.length !== given.loss?.length) return null;
    history[key] = values;
  }
  const epochs = history.loss?.length ?? 0;
  return epochs > 0 && epochs <= MOST_EPOCHS ? history : null;
}

/** Whether it is a number from 0 to `most`. @param {unknown} value @param {number} most */
function isCount(value, most) {
  return typeof value === "number" && value >= 0 && value <= most;
}

/** @param {string} why @returns {never} */
function refuse(why) {
  throw new RunsFileError(`${why} Nothing was taken from it.`);
}
