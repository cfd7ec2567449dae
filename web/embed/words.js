/**
 * What the attributes say, and a run's result, in a learner's words. Judges nothing: that is the
 * page's task, and whatever it would replace is told here as what it replaces it by, or as given.
 *
 * @typedef {Record<string, string>} Said Texts of attributes, by their name.
 */
import { count, pluralize } from "../text/format.js";

/** Quotes that an editor makes of straight ones, which HTML takes for a part of the text. */
const CURLY = /^[\u2018-\u201f\xab\xbb]+|[\u2018-\u201f\xab\xbb]+$/g;

/** Of a task, what a poster has room for, in characters. */
const LONGEST_TASK = 120;

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

/** The hidden layers as they are given. @param {Said} given */
function hidden(given) {
  const text = given.layers ?? /** @type {string} */ (__ATTRIBUTES__.layers[1]);
  return text ? text.split(",").slice(0, 8) : [];
}

/** Units of the hidden layers. @param {Said} given @returns {number[]} */
export function layers(given) {
  return hidden(given).map((layer) => Math.min(1024, Number(layer.replace(/\D/g, ""))) || 10);
}

/**
 * A number that is written in a way of one's own, as 1.000 is, as it is given: how it is read is the
 * page's task. @param {string} text
 */
const ownWay = (text) => (/^(?=.*\p{Nd})(?=.*[^\d+-])[^a-z<>]{1,12}$/iu.test(text) ? text : "");

/** "600 pictures". @param {Said} given @param {string} key @param {string} noun */
function several(given, key, noun) {
  const own = ownWay(given[key] ?? "");
  return own ? `${own} ${noun}s` : pluralize(number(given, key), noun);
}

/** What opens, in words. @param {Said} given */
export function inWords(given) {
  if (given.view === "lessons") return lessonInWords(given);
  const what = given.view === "code" ? `As a program: ${network(given)}` : network(given);
  return asks(given) ? `${taskInWords(given)} ${what}` : what;
}

/** Whether there is a task. It is read before anything is trained, since a run is a try. @param {Said} given */
export function asks(given) {
  return __TASK_KEYS__.some((key) => given[key]) || given.seed === "pupil";
}

/** The beginning of a task, as a sentence. @param {Said} given */
function taskInWords({ ask = "" }) {
  if (ask.length > LONGEST_TASK) return `Task: ${ask.slice(0, LONGEST_TASK)} …`;
  return ask ? `Task: ${ask.replace(/\w$/, "$&.")}` : "A task.";
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
  const title = __LESSONS__[number - 1];
  return `Lesson ${number}${step}: ${title}${title.endsWith("?") ? "" : "."}`;
}

/** "600 pictures of 3 kinds of clothes, ...". @param {Said} given */
function network(given) {
  const units = layers(given).map(
    (units, i) => ownWay(hidden(given)[i].split(":")[0]) || count(units),
  );
  const between =
    units.length === 0
      ? "no hidden layer"
      : `${units.length === 1 ? "a hidden layer" : "hidden layers"} of ${list(units)} units`;
  const pictures = several(given, "samples", "picture");
  const epochs = several(given, "epochs", "epoch");
  const kinds = number(given, "classes");
  const what = { digits: "ten digits", own: `${kinds} classes of one’s own` }[given.data ?? ""];
  return `${pictures} of ${what ?? `${kinds} kinds of clothes`}, ${between}, ${epochs}.`;
}

/** Whether what units learn from clothes says something of it. @param {Said} given */
export function ofClothes({ data = "fashion" }) {
  return data !== "digits" && data !== "own";
}

/** "What training added to 5 of the units, after 10 epochs of 600 pictures." @param {number} units */
export function learnedInWords(units) {
  const [epochs, pictures] = [several({}, "epochs", "epoch"), several({}, "samples", "picture")];
  return `What training added to ${units} of the units, after ${epochs} of ${pictures}.`;
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
