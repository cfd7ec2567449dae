/**
 * A list of runs: one setting varied, repeated with several seeds. Reads it from a link and from what
 * is typed, writes it back, and returns the recipes of its runs. What cannot be used is left out, and
 * an issue says so.
 *
 * @import {HiddenLayer, Recipe} from "../protocol.js"
 * @import {ListTexts} from "./recipe.js"
 * @import {Field, Issue} from "./validate.js"
 *
 * What is varied: a setting of the recipe, or "units", those of every hidden layer.
 * @typedef {{key: string, values: unknown[]}} Vary
 * `draws`: with each seed goes another draw of pictures.
 * @typedef {{vary: Vary | null, seeds: number, draws: boolean}} RunList
 *
 * One run: which value it has, counted from 0, and which seed.
 * @typedef {{recipe: Recipe, value: number, seed: number}} PlannedRun
 */

import table from "../../py/fittingroom/app/recipe.json";
import { formatNumber } from "./numbers.js";
import { change, field, limits, parseValue } from "./recipe.js";
import { readTypedNumber } from "./typed-number.js";
import { quote, validate, writeValue } from "./validate.js";

const [VARY, SEEDS] = /** @type {any[]} */ (table.list);
const UNITS = "units";
/** How a network without hidden layers is shown and typed. */
const NO_LAYERS = "none";
/** The settings that can be varied, by their keys. @type {string[]} */
export const VARIED = VARY.fields;
export const MOST_SEEDS = /** @type {number} */ (SEEDS.max);
export const MOST_RUNS = /** @type {number} */ (SEEDS.max_runs);
/** A digit after a leading zero: part of a larger number. */
const PART = /^0\d/;

/** Return the row of what is varied. @param {string} key @returns {Field} */
function rowOf(key) {
  if (key !== UNITS) return field(key);
  const { min, max } = field("layers");
  return { key, name: key, type: "int", min, max, default: null, label: "Units" };
}

/** @param {string} key */
export function labelOf(key) {
  return rowOf(key).label ?? key;
}

/** Return a value as a link has it, and as it is shown. @param {string} key @param {unknown} value */
export function valueText(key, value) {
  return key === "layers" && Array.isArray(value) && value.length === 0
    ? NO_LAYERS
    : writeValue(rowOf(key), value);
}

/**
 * Read the texts of a link.
 * @param {ListTexts} texts @param {Recipe} recipe @returns {{list: RunList, issues: Issue[]}}
 */
export function readList({ vary, seeds, draws }, recipe) {
  const counted = readSeeds(seeds);
  const read = vary === undefined ? NOTHING : readVary(vary, recipe);
  return {
    list: { vary: read.vary, seeds: counted.seeds, draws: draws === "1" },
    issues: [...read.issues, ...counted.issues],
  };
}

/** Inverse of `readList`; null where nothing is varied or repeated. @param {RunList} list @returns {ListTexts | null} */
export function writeList({ vary, seeds, draws }) {
  const mark = vary?.key === "layers" ? "|" : ",";
  const texts = {
    ...(vary && {
      vary: `${vary.key}:${vary.values.map((v) => writeValue(rowOf(vary.key), v)).join(mark)}`,
    }),
    ...(seeds > 1 && { seeds: String(seeds) }),
    ...(seeds > 1 && draws && { draws: "1" }),
  };
  return Object.keys(texts).length > 0 ? texts : null;
}

/** @type {{vary: Vary | null, issues: Issue[]}} */
const NOTHING = { vary: null, issues: [] };

/** @param {string} text As a link has it. @param {Recipe} recipe */
function readVary(text, recipe) {
  const at = text.indexOf(":");
  const name = text.slice(0, Math.max(0, at));
  const key = VARIED.find((known) => known === name || rowOf(known).name === name);
  if (!key) {
    const message = `Vary one thing: ${quote(text)} is left out; write a setting and its values, such as units:4,16,64. Settings: ${VARIED.join(", ")}.`;
    return { vary: null, issues: [{ key: "vary", message }] };
  }
  const values = text.slice(at + 1);
  return read(key, values === "" ? [] : values.split(key === "layers" ? "|" : /[|,]/), recipe);
}

/**
 * Read what is typed into the one field of values: numbers in any writing, with commas, semicolons or
 * spaces between them.
 * @param {string} key @param {string} text @param {Recipe} recipe
 */
export function readTyped(key, text, recipe) {
  return read(key, pieces(key, text.trim(), recipe), recipe);
}

/** @param {string} key @param {string} text @param {Recipe} recipe @returns {string[]} */
function pieces(key, text, recipe) {
  if (text === "") return [];
  if (key === "layers") return text.split(/\s*[;|]\s*/);
  const { type } = rowOf(key);
  if (type !== "int" && type !== "float") return text.split(/[\s,;|]+/).filter(Boolean);
  if (/[;|]/.test(text)) return text.split(/\s*[;|]\s*/).filter(Boolean);
  const parts = text.split(/,?\s+/).filter(Boolean);
  return parts.flatMap((part) => inCommas(key, part, parts.length === 1, recipe));
}

/**
 * Return the numbers of a text with commas: 4,16,64 are three, and 6,000 among others is one.
 * @param {string} key @param {string} text @param {boolean} alone @param {Recipe} recipe
 */
function inCommas(key, text, alone, recipe) {
  const several = text.split(",").filter(Boolean);
  /** @param {string} part */
  const good = (part) => !PART.test(part) && "value" in readOne(key, part, recipe);
  const one = "value" in readOne(key, text, recipe);
  if (several.length < 2 || (one && !(alone && several.every(good)))) return [text];
  return several;
}

/** @param {string} key @param {string[]} texts @param {Recipe} recipe @returns {{vary: Vary | null, issues: Issue[]}} */
function read(key, texts, recipe) {
  const most = VARY.max_items;
  /** @type {unknown[]} */
  const values = [];
  /** @type {string[]} */
  const said = [];
  for (const text of texts) {
    const one = readOne(key, text, recipe);
    if ("why" in one) said.push(`${quote(text)} is left out: ${one.why}.`);
    else if (!values.some((value) => JSON.stringify(value) === JSON.stringify(one.value)))
      values.push(one.value);
  }
  if (values.length > most) said.push(`At most ${most} values fit here; the others are left out.`);
  const vary = values.length > 0 ? { key, values: values.slice(0, most) } : null;
  if (!vary && said.length === 0) said.push("write its values, with commas between them.");
  const message = `${labelOf(key)}: ${said.join(" ")}`;
  return { vary, issues: said.length > 0 ? [{ key: "vary", message }] : [] };
}

/** @param {string} key @param {string} text @param {Recipe} recipe @returns {{value: unknown} | {why: string}} */
function readOne(key, text, recipe) {
  const row = rowOf(key);
  if (row.type === "int" || row.type === "float") {
    const { min = 0, max = 0 } = key === UNITS ? row : limits(key, recipe);
    const reading = readTypedNumber(text, { whole: row.type === "int" });
    if ("number" in reading && reading.number >= min && reading.number <= max)
      return { value: reading.number };
    const whole = row.type === "int" ? "whole numbers" : "numbers";
    return { why: `it takes ${whole} from ${formatNumber(min)} to ${formatNumber(max)}` };
  }
  const bare = text.trim().replaceAll(/\s/g, "").toLowerCase();
  const parsed = parseValue(key, key === "layers" && bare === NO_LAYERS ? "" : bare);
  const { value, message } = validate(row, parsed);
  if (!message) return { value };
  if (row.type === "layers") return { why: "write units, such as 16 or 128,64" };
  return { why: `choose from ${(row.choices ?? ["1", "0"]).join(", ")}` };
}

/** Read how many seeds. @param {string | undefined} text @returns {{seeds: number, issues: Issue[]}} */
export function readSeeds(text) {
  if (text === undefined) return { seeds: SEEDS.default, issues: [] };
  const reading = readTypedNumber(text, { whole: true });
  const seeds = "number" in reading ? reading.number : Number.NaN;
  if (seeds >= SEEDS.min && seeds <= SEEDS.max) return { seeds, issues: [] };
  const message = `Seeds: ${quote(text)} is left out; write a whole number from ${SEEDS.min} to ${SEEDS.max}.`;
  return { seeds: SEEDS.default, issues: [{ key: "seeds", message }] };
}

/**
 * Return the runs of a list: every value with every seed, which follow the recipe's own.
 * @param {RunList} list @param {Recipe} recipe @returns {PlannedRun[]}
 */
export function plan({ vary, seeds, draws }, recipe) {
  const varied = vary ? vary.values.map((value) => withValue(recipe, vary.key, value)) : [recipe];
  const { max = 0 } = field("seed");
  return varied.flatMap((one, value) =>
    Array.from({ length: seeds }, (_, seed) => ({
      recipe: {
        ...one,
        seed: (recipe.seed + seed) % (max + 1),
        ...(draws && { skip: drawn(one, seed) }),
      },
      value,
      seed,
    })),
  );
}

/**
 * Return how many pictures a draw passes over: those of the draws before, as far as there are enough;
 * of an own set the seed itself draws.
 * @param {Recipe} recipe @param {number} draw Counted from 0.
 */
function drawn(recipe, draw) {
  const room = limits("samples", recipe).max - recipe.samples;
  return recipe.data === "own" ? 0 : (recipe.skip + draw * recipe.samples) % (room + 1);
}

/**
 * Return how many draws of a list share no picture, or null where all of its seeds do.
 * @param {RunList} list @param {Recipe} recipe @returns {{draws: number, samples: number, all: boolean} | null} `all`: there are no other pictures.
 */
export function separateDraws(list, recipe) {
  const { seeds, draws } = list;
  if (!draws || recipe.data === "own") return null;
  const first = plan({ ...list, seeds: 1 }, recipe).map((run) => run.recipe);
  const { samples, skip, ...rest } = first.reduce((one, other) =>
    other.samples > one.samples ? other : one,
  );
  const { max } = limits("samples", { ...rest, samples, skip });
  const separate = 1 + Math.max(0, Math.floor((max - samples - skip) / samples));
  return separate < seeds ? { draws: separate, samples, all: samples === max } : null;
}

/** @param {Recipe} recipe @param {string} key @param {unknown} value */
function withValue(recipe, key, value) {
  if (key !== UNITS) return change(recipe, key, value).recipe;
  const units = Number(value);
  /** @type {HiddenLayer[]} */
  const layers = recipe.layers.map(({ activation }) => ({ units, activation }));
  return { ...recipe, layers: layers.length > 0 ? layers : [{ units, activation: null }] };
}
