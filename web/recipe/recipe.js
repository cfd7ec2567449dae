/**
 * Reads a recipe and the page's options from a URL fragment, writes them back, and changes single
 * fields. Input is never refused: what cannot be used is replaced, and an issue says so.
 *
 * @import {Field, Issue} from "./validate.js"
 * @import {Recipe} from "../protocol.js"
 *
 * The keys of a task as a link has them, unread: task.js reads them, where there are any. Hints stand
 * in one text, with | between them. And those of a list of runs, for run-list.js.
 * @typedef {Partial<Record<"ask" | "goal" | "hint" | "tries" | "predict", string>>} TaskTexts
 * @typedef {Partial<Record<"vary" | "seeds" | "draws", string>>} ListTexts
 *
 * @typedef {{run: boolean, match: string | null, embed: boolean, theme: "auto" | "light" | "dark",
 *   route: "lab" | "code" | "lessons" | "embed" | "teach", lesson: number, step: number | null,
 *   experiment: number | null, hide: string[], draw: boolean, lock: string[], lang: "en",
 *   task: TaskTexts | null, list: ListTexts | null, pupil: boolean}} PageOptions
 * `draw`: the pad is open at once, in a frame too. `step`: of the lesson, shown with what it builds
 * on. `experiment`: shown alone. `pupil`: the seed
 * is made of the pupil's tag.
 */

import table from "../../py/fittingroom/app/recipe.json";
import { nearKey } from "./near-keys.js";
import { formatNumber } from "./numbers.js";
import { readTypedNumber } from "./typed-number.js";
import { quote, validate, writeValue } from "./validate.js";

/** @type {Field[]} */
const RECIPE_FIELDS = /** @type {any[]} */ (table.fields);
/** @type {Field[]} */
const PAGE_FIELDS = /** @type {any[]} */ (table.page).map((row) =>
  row.or_fields
    ? { ...row, choices: [...row.choices, ...RECIPE_FIELDS.map(({ key }) => key)] }
    : row,
);
/** Keys of a task. */
const TASK_KEYS = /** @type {(keyof TaskTexts)[]} */ (table.task.map(({ key }) => key));
/** Keys of a list of runs. */
const LIST_KEYS = /** @type {(keyof ListTexts)[]} */ (table.list.map(({ key }) => key));
/** As a seed: it is made of the pupil's tag. */
const PUPIL = "pupil";
const KEYS = [
  "v",
  ...[...RECIPE_FIELDS, ...PAGE_FIELDS].map(({ key }) => key),
  ...TASK_KEYS,
  ...LIST_KEYS,
];
const NO_LESSON = { lesson: undefined, step: undefined, experiment: undefined };
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const STOP = /^\s*(\w+)\s*([<>])\s*(\S+)\s*$/;
/** Between the units of two layers; links have commas. */
const LAYER_MARKS = /\s*[,;|]\s*/;

/** @param {string} key @returns {Field} */
export function field(key) {
  const found = RECIPE_FIELDS.find((row) => row.key === key);
  if (!found) throw new Error(`recipe.json has no field ${key}`);
  return found;
}

/** Return a field's row with the choices and the least that the other settings leave. @param {string} key @param {Partial<Recipe>} recipe @returns {Field} */
export function fieldIn(key, recipe) {
  const row = field(key);
  const choices = dependentValue(row.choices_by, recipe) ?? row.choices;
  const usual = choices && !choices.includes(row.default) ? choices[0] : row.default;
  return { ...row, choices, default: usual, min: dependentValue(row.min_by, recipe) ?? row.min };
}

/** Return the limits of a number field, given the other settings. @param {string} key @param {Recipe} recipe */
export function limits(key, recipe) {
  const { min, max, max_by } = fieldIn(key, recipe);
  const most = dependentValue(max_by, recipe) ?? max;
  return { min: /** @type {number} */ (min), max: /** @type {number} */ (most) };
}

/** Return a field's default, given the other settings. @param {string} key @param {Recipe} recipe */
export function defaultValue(key, recipe) {
  const row = field(key);
  return structuredClone(dependentValue(row.default_by, recipe) ?? row.default);
}

/** @returns {Recipe} */
export function defaultRecipe() {
  return /** @type {any} */ (
    Object.fromEntries(RECIPE_FIELDS.map((row) => [row.key, structuredClone(row.default)]))
  );
}

/**
 * Return `recipe` with one field changed, and the fields that depend on it adjusted.
 * @param {Recipe} recipe @param {string} key @param {any} value
 * @returns {{recipe: Recipe, issues: Issue[]}}
 */
export function change(recipe, key, value) {
  const validated = validate(fieldIn(key, recipe), value);
  /** @type {Issue[]} */
  const issues = validated.message ? [{ key, message: validated.message }] : [];
  return reconcile({ ...recipe, [key]: validated.value }, issues);
}

/** Return how many epochs a recipe trains, if none is left out. @param {Recipe} recipe */
export function allEpochs({ epochs, more }) {
  return more.reduce((sum, time) => sum + time.epochs, epochs);
}

/** Return the learning rate that a recipe ends with. @param {Recipe} recipe @returns {number} */
export function lastRate(recipe) {
  const latest = recipe.more.findLast(({ lr }) => lr !== null);
  return latest?.lr ?? recipe.lr ?? defaultValue("lr", recipe);
}

/** Return whether a link locks a setting. @param {string[]} lock @param {string} key */
export function isLocked(lock, key) {
  return lock.includes(key) || lock.includes("all");
}

/**
 * Return `next` with the locked settings as they are in `recipe`; `recipe` itself where the others
 * are not possible with them.
 * @param {Recipe} recipe @param {string[]} lock @param {{recipe: Recipe, issues: Issue[]}} next
 * @returns {{recipe: Recipe, issues: Issue[]}}
 */
export function keepLocked(recipe, lock, next) {
  const keys = RECIPE_FIELDS.map(({ key }) => /** @type {keyof Recipe} */ (key));
  const locked = keys.filter((key) => isLocked(lock, key));
  const kept = locked.map((key) => [key, recipe[key]]);
  const reconciled = reconcile({ ...next.recipe, ...Object.fromEntries(kept) }, []);
  const moved = locked.find((key) => reconciled.recipe[key] !== recipe[key]);
  if (!moved) return { recipe: reconciled.recipe, issues: [...next.issues, ...reconciled.issues] };
  const { label } = field(moved);
  const changed = keys.find((key) => next.recipe[key] !== recipe[key] && !locked.includes(key));
  const message = `This does not go with ${label}, which is fixed for this lesson, so nothing was changed.`;
  return { recipe, issues: [{ key: changed ?? moved, message }] };
}

/**
 * Parse a URL fragment (with or without its "#"). Unknown keys are ignored; one that is nearly known is
 * said.
 * @param {string} fragment
 * @returns {{recipe: Recipe, page: PageOptions, issues: Issue[]}}
 */
export function parseFragment(fragment) {
  const given = new URLSearchParams(
    fragment.replace(/^#/, "").replace(/&amp;/g, "&").replace(/\+/g, "%2B"),
  );
  /** @type {Issue[]} */
  const issues = [];
  const version = given.get("v");
  if (version !== null && version !== String(table.version)) {
    const message = `This link is of version ${quote(version)}; this page reads version ${table.version}. What it understands is set.`;
    issues.push({ key: "v", message });
  }
  /** @type {any} */
  const recipe = {};
  /** @param {Field} row */
  const read = (row) => {
    const texts = given.getAll(row.key);
    if (texts.length === 0 || (row.key === "seed" && texts[0] === PUPIL))
      return structuredClone(row.default);
    const text = row.type === "more" ? texts.join(",") : texts[0];
    const { value, message } = validate(row, parseText(row, text));
    if (message) issues.push({ key: row.key, message });
    return value;
  };
  // What data there are comes first: other fields depend on it.
  for (const { key } of RECIPE_FIELDS) recipe[key] = read(fieldIn(key, recipe));
  /** @type {any} */
  const page = Object.fromEntries(PAGE_FIELDS.map((row) => [row.name, read(row)]));
  page.pupil = given.get("seed") === PUPIL;
  const task = TASK_KEYS.map((key) => [key, given.getAll(key).join("|")]).filter(
    ([, text]) => text,
  );
  const list = LIST_KEYS.flatMap((key) => given.getAll(key).map((text) => [key, text]));
  page.list = list.length > 0 ? Object.fromEntries(list) : null;
  for (const key of LIST_KEYS) {
    const out = given.getAll(key).slice(0, -1).map(quote).join(" and ");
    const message = `This link has ${key} more than once, and a list varies one thing: ${out} is left out.`;
    if (out) issues.push({ key, message });
  }
  for (const key of new Set(given.keys())) {
    const near = nearKey(key, KEYS);
    const message = `A link has no ${quote(key)}, so it is left out. Did you mean ${near}?`;
    if (near) issues.push({ key, message });
  }
  page.task = page.pupil || task.length > 0 ? Object.fromEntries(task) : null;
  return { page, ...reconcile(recipe, issues) };
}

/**
 * Return the keys and texts of a link to `recipe` and `page`, in the table's order. Fields marked
 * `always` are written out, the others only where they differ from their default. Without a recipe,
 * those of `page` alone.
 * @param {Recipe | null} recipe @param {Partial<PageOptions>} [page]
 * @returns {[key: string, text: string][]}
 */
export function recipeEntries(recipe, page = {}) {
  const { task, list, pupil } = page;
  /** @param {Field} row @param {any} value @returns {[string, string][]} */
  const entry = (row, value) => {
    if (pupil && row.key === "seed") return [[row.key, PUPIL]];
    const isDefault = !row.always && JSON.stringify(value) === JSON.stringify(row.default);
    return value === undefined || isDefault ? [] : [[row.key, writeValue(row, value)]];
  };
  return [
    ...RECIPE_FIELDS.flatMap((row) => entry(row, recipe?.[/** @type {keyof Recipe} */ (row.key)])),
    ...PAGE_FIELDS.flatMap((row) => entry(row, page[/** @type {keyof PageOptions} */ (row.name)])),
    ...texts(LIST_KEYS, list),
    ...texts(TASK_KEYS, task),
  ];
}

/**
 * Return the keys that have a text, with it.
 * @template {string} K @param {K[]} keys @param {Partial<Record<K, string>> | null} [given]
 * @returns {[string, string][]}
 */
function texts(keys, given) {
  return keys.flatMap((key) => {
    const text = given?.[key];
    return text ? [[key, text]] : [];
  });
}

/** Inverse of `parseFragment`. @param {Recipe | null} recipe @param {Partial<PageOptions>} [page] @returns {string} */
export function formatFragment(recipe, page) {
  const parts = recipeEntries(recipe, page).map(([key, text]) => `${key}=${encode(text)}`);
  return [`v=${table.version}`, ...parts].join("&");
}

/**
 * Return the fragment of the page as it is, without `run`: a shared link does not start by itself.
 * @param {Recipe} recipe @param {Partial<PageOptions>} page
 */
export function formatPage(recipe, page) {
  const lessons = page.route === "lessons" ? {} : NO_LESSON;
  return formatFragment(recipe, { ...page, run: undefined, ...lessons });
}

/**
 * Return the fingerprint that a link to `recipe` carries: none where it belongs to other settings.
 * @param {Recipe} recipe @param {{match: string | null, matchRecipe: Recipe | null}} expected
 */
export function matchFor(recipe, { match, matchRecipe }) {
  return matchRecipe && sameRecipe(recipe, matchRecipe) ? match : null;
}

/** @param {Recipe} one @param {Recipe} other */
export function sameRecipe(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether two recipes train on the same pictures; those of an own set are split by the seed. @param {Recipe} one @param {Recipe} other */
export function samePictures(one, other) {
  /** @param {Recipe} recipe */
  const pictures = ({ data, classes, samples, skip, seed }) =>
    JSON.stringify([data, classes, samples, skip, data === "own" && seed]);
  return pictures(one) === pictures(other);
}

/** Return the labels of the settings that differ. @param {Recipe} one @param {Recipe} other */
export function differences(one, other) {
  const differing = RECIPE_FIELDS.filter(({ key: text }) => {
    const key = /** @type {keyof Recipe} */ (text);
    return JSON.stringify(one[key]) !== JSON.stringify(other[key]);
  });
  return differing.map(({ key, label }) => label ?? key);
}

/** Return the keys of the settings that are not the same in all recipes. @param {Recipe[]} recipes */
export function differingKeys(recipes) {
  const keys = RECIPE_FIELDS.map(({ key }) => /** @type {keyof Recipe} */ (key));
  return keys.filter((key) => new Set(recipes.map((one) => JSON.stringify(one[key]))).size > 1);
}

/**
 * Return the first value that a rule has for the other settings.
 * @template T @param {Record<string, Record<string, T>> | undefined} rule @param {Partial<Recipe>} recipe
 */
function dependentValue(rule, recipe) {
  return Object.entries(rule ?? {})
    .map(([other, values]) => values[String(recipe[/** @type {keyof Recipe} */ (other)])])
    .find((value) => value !== undefined);
}

/**
 * Apply the rules that tie two fields together.
 * @param {Recipe} recipe @param {Issue[]} issues
 * @returns {{recipe: Recipe, issues: Issue[]}}
 */
function reconcile(recipe, issues) {
  const next = { ...recipe };
  const { choices, default: usual } = fieldIn("classes", next);
  if (!choices?.includes(next.classes)) next.classes = usual;
  const { min, max } = limits("samples", next);
  const used = Math.min(max, Math.max(min, next.samples));
  if (next.samples !== used) {
    const of = next.data === "fashion" ? `of these ${next.classes} kinds` : "in this data set";
    const message = `There are ${formatNumber(max)} pictures ${of}, so it uses ${formatNumber(used)}.`;
    // What was said of another limit, that of all data sets, would contradict it.
    const others = issues.filter(({ key }) => key !== "samples");
    issues.splice(0, issues.length, ...others, { key: "samples", message });
    next.samples = used;
  }
  const room = next.data === "own" ? 0 : max - next.samples;
  if (next.skip > room) {
    const message = `With ${formatNumber(next.samples)} pictures at most ${formatNumber(room)} can be passed over, so it does that.`;
    issues.push({ key: "skip", message });
    next.skip = room;
  }
  if (next.stop?.metric.startsWith("val_") && next.split === 0) {
    const message = `Without a validation split there is no ${next.stop.metric}, so it trains all its epochs.`;
    issues.push({ key: "stop", message });
    next.stop = null;
  }
  return { recipe: next, issues };
}

/**
 * Parse a setting as a link writes it. Text of another form is returned as it is, for `change` to
 * validate.
 * @param {string} key @param {string} text
 */
export function parseValue(key, text) {
  return parseText(field(key), text);
}

/** @param {Field} row @param {string} text */
function parseText(row, text) {
  switch (row.type) {
    case "int":
    case "float":
      return parseNumber(text, row.type === "int");
    case "choice":
      return typeof row.choices?.[0] === "number" ? parseNumber(text, true) : text;
    case "bool":
      return text === "1" ? true : text === "0" ? false : text;
    case "layers":
      return text === "" ? [] : text.split(LAYER_MARKS).map(parseLayer);
    case "more":
      return text === "" ? [] : text.split(",").map(parseMore);
    case "names":
      return text === "" ? [] : text.split(",");
    case "stop": {
      const [, metric, op, value] = STOP.exec(text) ?? [];
      return metric ? { metric, op, value: parseNumber(value, false) } : text;
    }
    default:
      return text;
  }
}

/**
 * Return the number that a text is, as in a typed field; else the text. Where a whole number is asked
 * for, 1.5 stays what it is: `validate` says what is used.
 * @param {string} text @param {boolean} whole
 */
function parseNumber(text, whole) {
  const reading = readTypedNumber(text, { whole });
  if ("number" in reading) return reading.number;
  return NUMBER.test(text.trim()) ? Number(text) : text;
}

/** @param {string} text */
function parseLayer(text) {
  const [units, activation = null] = text.split(":");
  return { units: parseNumber(units, true), activation };
}

/** @param {string} text "5" or "5@0.0001" */
function parseMore(text) {
  const [epochs, rate] = text.split("@");
  const lr = rate === undefined ? null : parseNumber(rate, false);
  return { epochs: parseNumber(epochs, true), lr };
}

/** @param {string} text */
function encode(text) {
  return encodeURIComponent(text)
    .replaceAll("%2C", ",")
    .replaceAll("%3A", ":")
    .replaceAll("%40", "@");
}
