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
import { readTag, seedOf, shortHash } from "./identity.js";

export const VERSION = 1;
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
/** A code is never longer. */
const LONGEST = 2000;
const TRIES = 100_000;
const CODE = /^FR(\d{1,3})\.([\w-]+)\.([0-9a-f]{8})$/;
/** What may be a code, whatever stands around it. */
const CANDIDATE = /\bFR\d{1,3}\.[\w-]+(?:\.[\w-]+)*/g;
const FIELDS = 8;
const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

/** A code that cannot be read; the message says why. */
export class CodeError extends Error {}

/** @param {Handed} handed */
export function writeCode({ task, recipe, pupil, data, build, fingerprint, measures, tries, tag }) {
  const numbers = CODED.map((name) => {
    const value = measures[name] ?? null;
    return value === null ? "" : String(Number(value.toPrecision(DIGITS)));
  });
  const settings = withoutVersion(formatFragment(recipe, { pupil }));
  const fields = [task, settings, data, build, fingerprint, numbers.join(","), tries, tag];
  const text = fields.join("\t");
  return `FR${VERSION}.${toBase64(text)}.${shortHash(text)}`;
}

/**
 * Read a code strictly: exactly what `writeCode` writes is taken.
 * @param {string} code @returns {Handed}
 */
export function readCode(code) {
  if (code.length > LONGEST) throw new CodeError("This is too long for a code.");
  const [, version, body, check] = CODE.exec(code) ?? [];
  if (!version) throw new CodeError("A part of the code is missing. Copy all of it.");
  if (Number(version) !== VERSION)
    throw new CodeError(`This code is of version ${version}; this page reads version ${VERSION}.`);
  const text = fromBase64(body);
  if (text === null || shortHash(text) !== check)
    throw new CodeError("A character of the code was changed or lost. Copy it anew.");
  const handed = readFields(text.split("\t"));
  if (!handed || writeCode(handed) !== code)
    throw new CodeError("This code was not written by this page.");
  return handed;
}

/** Return what may be codes in a text, in order. @param {string} text */
export function findCodes(text) {
  return text.match(CANDIDATE) ?? [];
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

/** @param {string} text */
function toBase64(text) {
  const bytes = new TextEncoder().encode(text);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {string} coded @returns {string | null} */
function fromBase64(coded) {
  try {
    const binary = atob(coded.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
