/**
 * The recipe on the page's side: fragment to recipe and back, and the judgement of single values.
 * What is allowed stands in py/fittingroom/app/recipe.json, the one table that Python reads too.
 * Nothing here throws on a learner's input: what cannot be used is replaced and reported.
 *
 * @import {Field, Issue} from "./validate.js"
 * @import {Recipe} from "../protocol.js"
 *
 * @typedef {{run: boolean, match: string | null, embed: boolean, theme: "auto" | "light" | "dark",
 *   view: "lab" | "code" | "lessons" | "embed", lesson: number, hide: string[], lock: string[], lang: "en"}} PageOptions
 */

import table from "../../py/fittingroom/app/recipe.json";
import { formatNumber } from "./numbers.js";
import { quote, validate, writeValue } from "./validate.js";

/** @type {Field[]} */
const RECIPE_FIELDS = /** @type {any[]} */ (table.fields);
/** @type {Field[]} */
const PAGE_FIELDS = /** @type {any[]} */ (table.page).map((row) =>
  row.or_fields
    ? { ...row, choices: [...row.choices, ...RECIPE_FIELDS.map(({ key }) => key)] }
    : row,
);
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const STOP = /^\s*(\w+)\s*([<>])\s*(\S+)\s*$/;

/** @param {string} key @returns {Field} */
export function field(key) {
  const found = RECIPE_FIELDS.find((row) => row.key === key);
  if (!found) throw new Error(`recipe.json has no field ${key}`);
  return found;
}

/** The limits of a number field, given the other settings. @param {string} key @param {Recipe} recipe */
export function limits(key, recipe) {
  const row = field(key);
  const max = dependentValue(row.max_by, recipe) ?? row.max;
  return { min: /** @type {number} */ (row.min), max: /** @type {number} */ (max) };
}

/** What a field is when nothing is chosen, given the others. @param {string} key @param {Recipe} recipe */
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
 * `recipe` with one field changed, and everything else put right that hangs on it.
 * @param {Recipe} recipe @param {string} key @param {any} value
 * @returns {{recipe: Recipe, issues: Issue[]}}
 */
export function change(recipe, key, value) {
  const validated = validate(field(key), value);
  /** @type {Issue[]} */
  const issues = validated.message ? [{ key, message: validated.message }] : [];
  return reconcile({ ...recipe, [key]: validated.value }, issues);
}

/** Whether a link fixes a setting. @param {string[]} lock @param {string} key */
export function isLocked(lock, key) {
  return lock.includes(key) || lock.includes("all");
}

/**
 * What a page that locks some settings makes of `next`: those stay as they are in `recipe`, and
 * where the others cannot be had with them, everything does.
 * @param {Recipe} recipe @param {string[]} lock @param {{recipe: Recipe, issues: Issue[]}} next
 * @returns {{recipe: Recipe, issues: Issue[]}}
 */
export function keepLocked(recipe, lock, next) {
  const keys = RECIPE_FIELDS.map(({ key }) => /** @type {keyof Recipe} */ (key));
  const held = keys.filter((key) => isLocked(lock, key));
  const kept = held.map((key) => [key, recipe[key]]);
  const validated = reconcile({ ...next.recipe, ...Object.fromEntries(kept) }, []);
  const moved = held.find((key) => validated.recipe[key] !== recipe[key]);
  if (!moved) return { recipe: validated.recipe, issues: [...next.issues, ...validated.issues] };
  const { label } = field(moved);
  const changed = keys.find((key) => next.recipe[key] !== recipe[key] && !held.includes(key));
  const message = `This does not go with ${label}, which is fixed for this lesson, so nothing was changed.`;
  return { recipe, issues: [{ key: changed ?? moved, message }] };
}

/**
 * Reads a URL fragment (with or without its "#"). Unknown keys are ignored.
 * @param {string} fragment
 * @returns {{recipe: Recipe, page: PageOptions, issues: Issue[]}}
 */
export function parseFragment(fragment) {
  const given = new URLSearchParams(fragment.replace(/^#/, "").replace(/\+/g, "%2B"));
  /** @type {Issue[]} */
  const issues = [];
  const version = given.get("v");
  if (version !== null && version !== String(table.version)) {
    const message = `This link is of version ${quote(version)}; this page reads version ${table.version}. What it understands is set.`;
    issues.push({ key: "v", message });
  }
  /** @param {Field[]} rows */
  const read = (rows) =>
    Object.fromEntries(
      rows.map((row) => {
        const text = given.get(row.key);
        if (text === null) return [row.key, structuredClone(row.default)];
        const { value, message } = validate(row, parseText(row, text));
        if (message) issues.push({ key: row.key, message });
        return [row.key, value];
      }),
    );
  const recipe = /** @type {any} */ (read(RECIPE_FIELDS));
  const page = /** @type {any} */ (read(PAGE_FIELDS));
  return { page, ...reconcile(recipe, issues) };
}

/**
 * What a link says of `recipe` and `page`, as keys and texts in the table's order. What a link is
 * about is always spelled out; the other fields only where they differ from their default.
 * @param {Recipe} recipe @param {Partial<PageOptions>} [page] @returns {[key: string, text: string][]}
 */
export function recipeEntries(recipe, page = {}) {
  /** @type {Record<string, any>} */
  const values = { ...recipe, ...page };
  return [...RECIPE_FIELDS, ...PAGE_FIELDS].flatMap((row) => {
    const value = values[row.key];
    const isDefault = !row.always && JSON.stringify(value) === JSON.stringify(row.default);
    return value === undefined || isDefault ? [] : [[row.key, writeValue(row, value)]];
  });
}

/** The fragment that says the same. @param {Recipe} recipe @param {Partial<PageOptions>} [page] @returns {string} */
export function formatFragment(recipe, page) {
  const parts = recipeEntries(recipe, page).map(([key, text]) => `${key}=${encode(text)}`);
  return [`v=${table.version}`, ...parts].join("&");
}

/** The fragment of the page as it is; a link that starts by itself is not handed on as one. @param {Recipe} recipe @param {Partial<PageOptions>} page */
export function formatPage(recipe, page) {
  const lesson = page.view === "lessons" ? page.lesson : undefined;
  return formatFragment(recipe, { ...page, run: undefined, lesson });
}

/** @param {Record<string, Record<string, number>> | undefined} rule @param {Recipe} recipe */
function dependentValue(rule, recipe) {
  for (const [other, values] of Object.entries(rule ?? {})) {
    return values[String(recipe[/** @type {keyof Recipe} */ (other)])];
  }
  return undefined;
}

/**
 * Rules that tie two fields together.
 * @param {Recipe} recipe @param {Issue[]} issues
 * @returns {{recipe: Recipe, issues: Issue[]}}
 */
function reconcile(recipe, issues) {
  const next = { ...recipe };
  const { max } = limits("samples", next);
  if (next.samples > max) {
    const message = `There are ${formatNumber(max)} pictures of these ${next.classes} kinds, so it uses ${formatNumber(max)}.`;
    issues.push({ key: "samples", message });
    next.samples = max;
  }
  if (next.stop?.metric.startsWith("val_") && next.split === 0) {
    const message = `Without a validation split there is no ${next.stop.metric}, so it trains all its epochs.`;
    issues.push({ key: "stop", message });
    next.stop = null;
  }
  return { recipe: next, issues };
}

/** A setting as a link writes it; what makes no sense comes back as it is, for `change` to validate. @param {string} key @param {string} text */
export function parseValue(key, text) {
  return parseText(field(key), text);
}

/**
 * Text of a URL to a value; what makes no sense comes back as it is and is validated later.
 * @param {Field} row @param {string} text
 */
function parseText(row, text) {
  switch (row.type) {
    case "int":
    case "float":
      return parseNumber(text);
    case "choice":
      return typeof row.choices?.[0] === "number" ? parseNumber(text) : text;
    case "bool":
      return text === "1" ? true : text === "0" ? false : text;
    case "layers":
      return text === "" ? [] : text.split(",").map(parseLayer);
    case "names":
      return text === "" ? [] : text.split(",");
    case "stop": {
      const [, metric, op, value] = STOP.exec(text) ?? [];
      return metric ? { metric, op, value: parseNumber(value) } : text;
    }
    default:
      return text;
  }
}

/** @param {string} text */
function parseNumber(text) {
  return NUMBER.test(text.trim()) ? Number(text) : text;
}

/** @param {string} text */
function parseLayer(text) {
  const [units, activation = null] = text.split(":");
  return { units: parseNumber(units), activation };
}

/** @param {string} text */
function encode(text) {
  return encodeURIComponent(text).replaceAll("%2C", ",").replaceAll("%3A", ":");
}
