/**
 * The code of a finished task, as text that survives mail, forms and spreadsheets:
 * `FR1.` + the fields below, tab-separated, in base64url + `.` + check sum. The README describes it.
 *
 * `task`, `data`, `build`: what was asked, of which pictures, by which page. `measures`: what the pupil's
 * page has shown. `seed=pupil` in the recipe stands for the seed made of tag and task.
 * @typedef {{task: string, recipe: Recipe, pupil: boolean, data: string, build: string,
 *   fingerprint: string, measures: Measures, tries: number, tag: string}} Handed
 *
 * @import {Recipe} from "../protocol.js"
 * @import {Measures} from "./measures.js"
 */

import { formatFragment, parseFragment } from "../recipe/recipe.js";
import { CodeError, findEnvelopes, readEnvelope, writeEnvelope } from "./envelope.js";
import { readTag, seedOf } from "./identity.js";

export { CodeError };

/** A code is never longer than this. */
const ENVELOPE = { kind: "FR", version: 1, longest: 2000 };
/** Measures that a code holds, in this order. */
export const CODED = [
  "test_accuracy",
  "test_loss",
  "accuracy",
  "loss",
  "val_accuracy",
  "val_loss",
  "seconds",
];
const DIGITS = 5;
const TRIES = 100_000;
const FIELDS = 8;
const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

/** @param {Handed} handed */
export function writeCode({ task, recipe, pupil, data, build, fingerprint, measures, tries, tag }) {
  const numbers = CODED.map((name) => {
    const value = measures[name] ?? null;
    return value === null ? "" : String(Number(value.toPrecision(DIGITS)));
  });
  const settings = withoutVersion(formatFragment(recipe, { pupil }));
  const fields = [task, settings, data, build, fingerprint, numbers.join(","), tries, tag];
  return writeEnvelope(ENVELOPE, fields.join("\t"));
}

/**
 * Read a code strictly: exactly what `writeCode` writes is taken.
 * @param {string} code @returns {Handed}
 */
export function readCode(code) {
  const text = readEnvelope(ENVELOPE, code);
  const handed = readFields(text.split("\t"));
  if (!handed || writeCode(handed) !== code)
    throw new CodeError("This code was not written by this page.");
  return handed;
}

/** Return what may be codes in a text, in order. @param {string} text */
export function findCodes(text) {
  return findEnvelopes(ENVELOPE.kind, text);
}

/** @param {string[]} fields @returns {Handed | null} */
function readFields(fields) {
  if (fields.length !== FIELDS) return null;
  const [task, settings, data, build, fingerprint, numbers, tries, tag] = fields;
  const hex = [task, data, build, fingerprint].every((each) => /^[0-9a-f]{8,12}$/.test(each));
  const count = Number(tries);
  const counted = Number.isInteger(count) && count >= 1 && count <= TRIES;
  const values = numbers.split(",");
  const numeric = values.every((value) => value === "" || NUMBER.test(value));
  if (!hex || !counted || !numeric || values.length !== CODED.length || tag !== readTag(tag))
    return null;
  const { recipe, page, issues } = parseFragment(settings);
  if (issues.length > 0 || (page.pupil && tag === "")) return null;
  const { pupil } = page;
  return {
    task,
    // The text as it was written says nothing of the seed, which tag and task make.
    recipe: pupil ? { ...recipe, seed: seedOf(tag, task) } : recipe,
    pupil,
    data,
    build,
    fingerprint,
    measures: Object.fromEntries(CODED.map((name, i) => [name, numberOrNull(values[i])])),
    tries: count,
    tag,
  };
}

/** @param {string} text */
function numberOrNull(text) {
  return text === "" ? null : Number(text);
}

/** @param {string} fragment */
function withoutVersion(fragment) {
  return fragment.replace(/^v=\d+&?/, "");
}
