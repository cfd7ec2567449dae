/**
 * Checks codes against what their recipes come to when they are trained again. Knows no browser: the
 * page and `build.py replay` share it.
 *
 * @import {Recipe} from "../protocol.js"
 * @import {Task} from "../recipe/task.js"
 * @import {Handed} from "./code.js"
 * @import {Measures} from "./measures.js"
 *
 * The site that replays, and what a run of it has come to.
 * @typedef {{data: string, build: string}} Site
 * @typedef {{fingerprint: string | null, measures: Measures}} Replayed
 * A teacher's task: what its link says.
 * @typedef {{task: Task, hash: string, recipe: Recipe, lock: string[]}} Asked
 *
 * "matches": the run comes out bit for bit and the code says what it came to. "differs": it does not.
 * "unreplayable": it was made with other pictures, or by another build whose numbers differ.
 * "missing": the row of a table in which no code stands.
 * @typedef {"waiting" | "matches" | "differs" | "unreplayable" | "unreadable" | "missing"} Verdict
 * `from`: what stood beside the code, such as the other cells of a form’s row. `met` counts the `goals` of the
 * task; both are null where it is not known. `title`: that of a ready task.
 * @typedef {{code: string, from: string, handed: Handed | null, verdict: Verdict, why: string,
 *   measures: Measures, met: number | null, goals: number | null, title: string, notes: string[]}} Row
 */

import { differences, isLocked, parseFragment } from "../recipe/recipe.js";
import { readTask } from "../recipe/task.js";
import { CODED, CodeError, findCodes, readCode } from "./code.js";
import { taskHash } from "./identity.js";
import { inWords, judge, UNREPEATABLE } from "./measures.js";
import { fragmentOf, READY_TASKS } from "./ready-tasks.js";
import { entriesOf, linesOf, NO_CODE, placeOf } from "./rows.js";

/** Codes with more do not fit a class. */
export const MOST_CODES = 2000;
/** A text of more characters is none of codes. */
const LONGEST_TEXT = 5_000_000;
/** How far numbers of five digits may lie apart. */
const ROUNDING = 1e-4;

/** Return the rows of a text that holds codes: one below the other, or a form's CSV. @param {string} text @returns {Row[]} */
export function readRows(text) {
  const lines = linesOf(text.slice(0, LONGEST_TEXT));
  const found = entriesOf(lines, findCodes);
  const rows = found.slice(0, MOST_CODES).map(({ code, from }) => readRow(code, from));
  return rows.map((row, i) => ({
    ...row,
    notes: row.handed ? repeated(row, rows.slice(0, i)) : placeOf(i, row),
  }));
}

/** Read a task's link, or its fragment alone; null where it holds no task. @param {string} link @returns {Asked | null} */
export function readAsked(link) {
  const { page, recipe } = parseFragment(link.slice(link.indexOf("#") + 1).trim());
  if (!page.task) return null;
  const { task } = readTask(page.task);
  const { lock, pupil } = page;
  return { task, hash: taskHash(task, { pupil, lock, recipe }), recipe, lock };
}

/**
 * Return a row with its verdict. Without a link, goals are those of the ready task that the code is of.
 * @param {Row} row @param {Replayed} replayed @param {Site} site @param {Asked | null} link
 * @returns {Row}
 */
export function checkRow(row, replayed, site, link) {
  const { handed } = row;
  if (!handed) return row;
  const { verdict, why } = compare(handed, replayed, site);
  const asked = link ?? readyTask(handed.task)?.asked ?? null;
  const notes = [...row.notes];
  if (verdict === "matches" && handed.build !== site.build) notes.push("made by another build");
  if (asked) notes.push(...deviations(handed, asked));
  // Only what has been trained again counts; a clock's word does not repeat.
  const measures = { ...replayed.measures, seconds: handed.measures.seconds };
  const shown = verdict === "matches" ? measures : handed.measures;
  const judged = asked && verdict === "matches" ? judge(asked.task.goals, measures) : [];
  // A task may have none, such as to find the best.
  const goals = asked?.task.goals.length || null;
  const met = goals ? judged.filter((goal) => goal.met).length : null;
  return { ...row, verdict, why, notes, measures: shown, met, goals };
}

/** Return a row whose pictures are not those of this site, which needs no training. @param {Row} row @param {Site} site */
export function withoutReplay(row, site) {
  return row.handed && row.handed.data !== site.data
    ? checkRow(row, { fingerprint: null, measures: {} }, site, null)
    : null;
}

/** @param {Handed} handed @param {Replayed} replayed @param {Site} site @returns {{verdict: Verdict, why: string}} */
function compare(handed, { fingerprint, measures }, site) {
  if (handed.data !== site.data)
    return { verdict: "unreplayable", why: "Made with other pictures than this site has." };
  const same = fingerprint === handed.fingerprint;
  if (!same && handed.build !== site.build)
    return { verdict: "unreplayable", why: "Made by another build, whose numbers may differ." };
  if (!same) return { verdict: "differs", why: "These settings come to something else." };
  const wrong = CODED.find((name) => !agree(name, handed.measures, measures));
  if (wrong)
    return { verdict: "differs", why: `Its ${inWords(wrong)} is not what the run comes to.` };
  return { verdict: "matches", why: "" };
}

/** @param {string} name @param {Measures} told @param {Measures} found */
function agree(name, told, found) {
  if (UNREPEATABLE.includes(name)) return true;
  const [a, b] = [told[name] ?? null, found[name] ?? null];
  if (a === null || b === null) return a === b;
  return Math.abs(a - b) <= ROUNDING * Math.max(1e-6, Math.abs(b));
}

/** @param {Handed} handed @param {Asked} asked */
function deviations(handed, { hash, recipe, lock }) {
  if (handed.task !== hash) return ["another task"];
  const { recipe: own, pupil } = handed;
  const keys = /** @type {(keyof Recipe)[]} */ (Object.keys(recipe));
  const locked = keys.filter((key) => isLocked(lock, key) && !(pupil && key === "seed"));
  const fixed = Object.fromEntries(locked.map((key) => [key, recipe[key]]));
  const changed = differences(own, { ...own, ...fixed });
  return changed.length > 0 ? [`changed what the task locks: ${changed.join(", ")}`] : [];
}

/** @param {string} code @param {string} from @returns {Row} */
function readRow(code, from) {
  const unknown = { measures: {}, met: null, goals: null, title: "", notes: [] };
  const row = { code, from, ...unknown };
  if (code === "") return { ...row, handed: null, verdict: "missing", why: NO_CODE };
  try {
    const handed = readCode(code);
    const title = readyTask(handed.task)?.title ?? "";
    return { ...row, handed, title, measures: handed.measures, verdict: "waiting", why: "" };
  } catch (error) {
    if (!(error instanceof CodeError)) throw error;
    return { ...row, handed: null, verdict: "unreadable", why: error.message };
  }
}

/** Say what a row repeats of those before it. @param {Row} row @param {Row[]} before */
function repeated({ code, handed }, before) {
  if (!handed) return [];
  if (before.some((other) => other.code === code)) return ["handed in twice"];
  const same = before.find(
    (other) =>
      other.handed?.fingerprint === handed.fingerprint &&
      other.handed.tag !== handed.tag &&
      handed.pupil,
  );
  const notes = same ? [`the very run of ${same.handed?.tag || "another one"}`] : [];
  const { tag, task } = handed;
  const again = tag && before.some(({ handed: his }) => his?.tag === tag && his.task === task);
  return again ? [...notes, "a second code under this name"] : notes;
}

/** @type {Map<string, {asked: Asked, title: string}> | null} */
let readyTasks = null;

/** Return the ready task that a code is of, if it is of one. @param {string} hash */
function readyTask(hash) {
  readyTasks ??= new Map(
    READY_TASKS.flatMap((task) => {
      const asked = readAsked(fragmentOf(task));
      return asked ? [[asked.hash, { asked, title: task.title }]] : [];
    }),
  );
  return readyTasks.get(hash) ?? null;
}
