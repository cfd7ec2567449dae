/**
 * Reads a task from the texts of a link, and writes it back. Like the recipe it is never refused: what
 * cannot be used is left out, and an issue says so. Fetched with the first task.
 *
 * @import {TaskTexts} from "./recipe.js"
 * @import {Field, Issue} from "./validate.js"
 *
 * A condition on what a run, or its settings, come to.
 * @typedef {{measure: string, op: "<" | ">" | "<=" | ">=", value: number}} Goal
 * All texts are plain ones. `tries`: how many runs count, null for any number. `predict`: what will come
 * out is to be written down first.
 * @typedef {{ask: string, goals: Goal[], hints: string[], tries: number | null, predict: boolean}} Task
 */

import table from "../../py/fittingroom/app/recipe.json";
import { formatNumber, plainNumber } from "./numbers.js";
import { readTypedNumber } from "./typed-number.js";
import { quote, validate } from "./validate.js";

/** @type {(Field & {max_items?: number, max_length?: number})[]} */
const ROWS = /** @type {any[]} */ (table.task);
const GOAL = /^\s*([a-z_]+)\s*(<=|>=|[<>≤≥])\s*(.+?)\s*$/;
/** What stands between conditions; a comma before a digit belongs to a number such as 0,85 or 50,000. */
const BETWEEN = /[;；\n]|[,，](?!\s*\p{Nd})/u;
/** @type {Record<string, Goal["op"]>} */
const OPS = { "<": "<", ">": ">", "<=": "<=", ">=": ">=", "≤": "<=", "≥": ">=" };
/** What turns the direction of the text around it, and what cannot be seen. */
const UNSEEN = /(?!\n)\p{Cc}|[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** Measures of which more than half a unit is never wanted: they are shown as percentages. */
export const FRACTIONS = ["accuracy", "val_accuracy", "test_accuracy", "gap"];

/** Measures that are counted: 5.000 of them are five thousand. */
const COUNTED = ["params", "epochs", "samples", "layers", "units"];

/** @param {"ask" | "goal" | "hint" | "tries" | "predict"} key */
function row(key) {
  return /** @type {typeof ROWS[number]} */ (ROWS.find((each) => each.key === key));
}

/** Return the measures that a goal may have. */
export function measures() {
  return Object.keys(row("goal").ranges ?? {});
}

/** @param {TaskTexts} texts @returns {{task: Task, issues: Issue[]}} */
export function readTask(texts) {
  /** @type {Issue[]} */
  const issues = [];
  /** @param {string} key @param {string} message */
  const say = (key, message) => issues.push({ key, message });
  const task = {
    ask: readText(row("ask"), texts.ask ?? "", say),
    goals: readGoals(texts.goal ?? "", say),
    hints: readHints(texts.hint ?? "", say),
    tries: readTries(texts.tries, say),
    predict: readPredict(texts.predict, say),
  };
  return { task, issues };
}

/** Inverse of `readTask`, of a task without issues. @param {Task} task @returns {TaskTexts} */
export function writeTask({ ask, goals, hints, tries, predict }) {
  return {
    ...(ask && { ask }),
    ...(goals.length > 0 && { goal: goals.map(writeGoal).join(",") }),
    ...(hints.length > 0 && { hint: hints.join("|") }),
    ...(tries !== null && { tries: String(tries) }),
    ...(predict && { predict: "1" }),
  };
}

/** Return a condition as a link writes it. @param {Goal} goal */
export function writeGoal({ measure, op, value }) {
  return `${measure}${op}${plainNumber(value)}`;
}

/** Return foreign text without what turns or hides others. @param {string} text */
export function plainText(text) {
  return text.replaceAll(/\r\n?/g, "\n").replaceAll(UNSEEN, "").trim();
}

/** @param {typeof ROWS[number]} row @param {string} given @param {(key: string, message: string) => void} say */
function readText({ key, label, max_length: max = 0 }, given, say) {
  // Ten times what is kept: the rest of a megabyte need not be looked at.
  const signs = [...plainText(given.slice(0, 10 * max))];
  if (signs.length > max || given.length > 10 * max)
    say(key, `${label}: only the first ${max} characters are shown.`);
  return signs.slice(0, max).join("");
}

/** @param {string} given @param {(key: string, message: string) => void} say */
function readGoals(given, say) {
  const { max_items: max = 0, label } = row("goal");
  const parts = given
    .slice(0, 4000)
    .split(BETWEEN)
    .filter((part) => part.trim());
  if (parts.length > max) say("goal", `${label}: only the first ${max} conditions count.`);
  return parts.slice(0, max).flatMap((part) => {
    const goal = readGoal(part);
    if (typeof goal !== "string") return [goal];
    say("goal", `${label}: ${quote(part.trim())} is left out; ${goal}.`);
    return [];
  });
}

/** Return a condition, or why it is none. @param {string} part @returns {Goal | string} */
function readGoal(part) {
  const { ranges = {} } = row("goal");
  const [, measure, op, text] = GOAL.exec(part) ?? [];
  if (!measure) return "write a condition such as test_accuracy>0.85";
  if (!Object.hasOwn(ranges, measure)) return `choose from ${Object.keys(ranges).join(", ")}`;
  const counted = readTypedNumber(text, { whole: COUNTED.includes(measure) });
  const reading = "number" in counted ? counted : readTypedNumber(text, { whole: false });
  if (!("number" in reading)) return "after the sign stands a number, such as 0.85";
  const [min, max] = ranges[measure];
  const { number } = reading;
  if (number >= min && number <= max) return { measure, op: OPS[op], value: number };
  return `${measure} goes from ${formatNumber(min)} to ${formatNumber(max)}`;
}

/** @param {string} given @param {(key: string, message: string) => void} say */
function readHints(given, say) {
  const { max_items: max = 0, label } = row("hint");
  const parts = given
    .slice(0, 100_000)
    .split("|")
    .filter((part) => plainText(part));
  if (parts.length > max) say("hint", `${label}: only the first ${max} are kept.`);
  return parts.slice(0, max).map((part) => readText(row("hint"), part, say));
}

/** @param {string | undefined} given @param {(key: string, message: string) => void} say */
function readTries(given, say) {
  if (given === undefined) return null;
  const reading = readTypedNumber(given.slice(0, 100), { whole: true });
  const { value, message } = validate(row("tries"), "number" in reading ? reading.number : given);
  if (message) say("tries", message);
  return /** @type {number | null} */ (value);
}

/** @param {string | undefined} given @param {(key: string, message: string) => void} say */
function readPredict(given, say) {
  if (given === undefined || given === "0") return false;
  if (given !== "1") say("predict", `Predict first: ${quote(given)} is left out; write 1 or 0.`);
  return given === "1";
}
