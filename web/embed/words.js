/**
 * What the attributes say, and a run's result, in a learner's words. Judges nothing: that is the
 * page's task, and whatever it would replace is told here as what it replaces it by, or as given.
 *
 * @typedef {Record<string, string>} Said Texts of attributes, by their name.
 */
import { count, pluralize } from "../text/format.js";

/** Quotes that an editor makes of straight ones, which HTML takes for a part of the text. */
const CURLY = /^[\u2018-\u201f\xab\xbb]+|[\u2018-\u201f\xab\xbb]+$/g;

/** The attributes that are there, without curly quotes around them. @param {Element} element @returns {Said} */
export function said(element) {
  /** @type {Said} */
  const given = {};
  for (const key of Object.keys(__ATTRIBUTES__)) {
    const text = element.getAttribute(key);
    if (text !== null) given[key] = text.replaceAll(CURLY, "");
  }
  return given;
}

/** What an editor has done to the tag, or nothing. @param {Element} element */
export function curlyQuotes(element) {
  for (const { name, value } of element.attributes)
    if (Object.hasOwn(__ATTRIBUTES__, name) && value.search(CURLY) >= 0)
      return `An editor has made straight quotes curly: ${name}=${value}. Write "straight" ones.`;
  return "";
}

/** A number among them, or the usual one. @param {Said} given @param {string} key */
export function number(given, key) {
  const usual = Number(__ATTRIBUTES__[key][1]);
  return (given[key] && Math.round(Math.abs(Number(given[key])))) || usual;
}

/** Units of the hidden layers. @param {Said} given @returns {number[]} */
export function layers(given) {
  const text = given.layers ?? /** @type {string} */ (__ATTRIBUTES__.layers[1]);
  const units = text.split(",").slice(0, 8);
  return text ? units.map((layer) => Math.min(1024, Number.parseInt(layer, 10)) || 10) : [];
}

/** What opens, in words. @param {Said} given */
export function inWords(given) {
  if (given.view === "lessons") return lessonInWords(given);
  return given.view === "code" ? `As a program: ${network(given)}` : network(given);
}

/** Whether it trains when it is started; code and lessons wait for their reader. @param {Said} given */
export function trains({ view = "lab" }) {
  return view !== "code" && view !== "lessons";
}

/** "Lesson 2: Line by line." @param {Said} given */
function lessonInWords(given) {
  if (given.experiment) return `Experiment ${given.experiment} of the lessons.`;
  const number = __LESSONS__[Number(given.lesson) - 1] ? Number(given.lesson) : 1;
  const step = given.step ? `, step ${given.step}` : "";
  return `Lesson ${number}${step}: ${__LESSONS__[number - 1]}.`;
}

/** "600 pictures of 3 kinds of clothes, ...". @param {Said} given */
function network(given) {
  const hidden = layers(given);
  const between =
    hidden.length === 0
      ? "no hidden layer"
      : `${hidden.length === 1 ? "a hidden layer" : "hidden layers"} of ${list(hidden.map(count))} units`;
  const pictures = pluralize(number(given, "samples"), "picture");
  const epochs = pluralize(number(given, "epochs"), "epoch");
  const kinds = number(given, "classes");
  const what = { digits: "ten digits", own: `${kinds} classes of one’s own` }[given.data ?? ""];
  return `${pictures} of ${what ?? `${kinds} kinds of clothes`}, ${between}, ${epochs}.`;
}

/** @param {{history: Record<string, number[]>, evaluation: {accuracy: number}}} done */
export function result({ history, evaluation }) {
  const epochs = pluralize(history.loss?.length ?? 0, "epoch");
  return `${(evaluation.accuracy * 100).toFixed(1)} % of the test pictures were right after ${epochs}.`;
}

/** @param {string[]} words */
function list(words) {
  return words.length < 2 ? words[0] : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
