/**
 * The code of a lesson that is handed in: what was answered, tried and run of it. `FRL1.`, then the
 * fields as JSON in base64url, then a check sum. The README describes it.
 *
 * What was done of one part, by its id. `choice` was picked last, `wrong` are choices that were checked
 * before it; `shown`: the answer is there; `tried`: it was run or answered; `changed`: the program is not
 * the lesson's any more; `text`: an answer in own words; `result`: what a run came to.
 * @typedef {{choice?: number, wrong?: number[], shown?: true, tried?: true, changed?: true,
 *   text?: string, result?: string}} PartDone
 * `steps` are those that are done, counted from 1.
 * @typedef {{lesson: number, build: string, tag: string, steps: number[],
 *   parts: [id: string, done: PartDone][]}} HandedLesson
 */
import { plainText } from "../recipe/task.js";
import { CodeError, findEnvelopes, readEnvelope, writeEnvelope } from "./envelope.js";
import { readTag } from "./identity.js";

const ENVELOPE = { kind: "FRL", version: 1, longest: 200_000 };
/** The most characters of an answer, and of a result. */
const TEXT_LENGTH = 1000;
const RESULT_LENGTH = 60;
/** More parts, steps, choices or lessons there are not. */
const MOST_PARTS = 200;
const MOST = 99;
const ID = /^(?:cell|question|experiment)-[0-9a-z]{1,8}$/;
const BUILD = /^[0-9a-f]{12}$/;

/** @param {HandedLesson} handed */
export function writeLessonCode({ lesson, build, tag, steps, parts }) {
  const done = parts.map(([id, part]) => [id, ordered(part)]);
  return writeEnvelope(ENVELOPE, JSON.stringify([lesson, build, readTag(tag), steps, done]));
}

/** Read a code strictly: exactly what `writeLessonCode` writes is taken. @param {string} code @returns {HandedLesson} */
export function readLessonCode(code) {
  const handed = readFields(readEnvelope(ENVELOPE, code));
  if (!handed || writeLessonCode(handed) !== code)
    throw new CodeError("This code was not written by this page.");
  return handed;
}

/** Return what may be codes of lessons in a text, in order. @param {string} text */
export function findLessonCodes(text) {
  return findEnvelopes(ENVELOPE.kind, text);
}

/** @param {PartDone} part @returns {PartDone} */
function ordered({ choice, wrong, shown, tried, changed, text, result }) {
  const words = cut(text ?? "", TEXT_LENGTH);
  const came = cut(result ?? "", RESULT_LENGTH);
  return {
    ...(choice !== undefined && { choice }),
    ...(wrong && wrong.length > 0 && { wrong }),
    ...(shown && { shown }),
    ...(tried && { tried }),
    ...(changed && { changed }),
    ...(words && { text: words }),
    ...(came && { result: came }),
  };
}

/** @param {string} text @param {number} length */
function cut(text, length) {
  const signs = [...plainText(text.slice(0, 10 * length))];
  return signs.slice(0, length).join("").trim();
}

/** @param {string} text @returns {HandedLesson | null} */
function readFields(text) {
  const fields = parse(text);
  if (!Array.isArray(fields) || fields.length !== 5) return null;
  const [lesson, build, tag, steps, parts] = fields;
  if (!isCount(lesson) || lesson < 1 || typeof build !== "string" || !BUILD.test(build))
    return null;
  if (typeof tag !== "string" || !isCounts(steps) || !Array.isArray(parts)) return null;
  if (parts.length > MOST_PARTS || !parts.every(isPart)) return null;
  const ids = new Set(parts.map(([id]) => id));
  return ids.size === parts.length ? { lesson, build, tag, steps, parts } : null;
}

/** @param {string} text @returns {unknown} */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {unknown} part @returns {part is [id: string, done: PartDone]} */
function isPart(part) {
  if (!Array.isArray(part) || part.length !== 2) return false;
  const [id, done] = part;
  if (typeof id !== "string" || !ID.test(id) || typeof done !== "object" || !done) return false;
  const { choice, wrong, shown, tried, changed, text, result } = done;
  const flags = [shown, tried, changed].every((flag) => flag === undefined || flag === true);
  const words = [text, result].every((each) => each === undefined || typeof each === "string");
  const counts =
    (choice === undefined || isCount(choice)) && (wrong === undefined || isCounts(wrong));
  return flags && words && counts;
}

/** @param {unknown} value @returns {value is number} */
function isCount(value) {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MOST;
}

/** @param {unknown} value @returns {value is number[]} */
function isCounts(value) {
  return Array.isArray(value) && value.length <= MOST && value.every(isCount);
}
