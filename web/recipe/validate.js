/**
 * Validates one value against its row of the recipe's table.
 *
 * @import {HiddenLayer, MoreEpochs} from "../protocol.js"
 *
 * One row of py/fittingroom/app/recipe.json. `later`: files that were written before it was there mean its
 * default.
 * @typedef {{
 *   key: string, name: string, type: string, default: any, label?: string, help?: string,
 *   min?: number, max?: number, choices?: any[], presets?: number[], metrics?: string[],
 *   max_layers?: number, max_times?: number, rates?: [number, number], activations?: string[],
 *   always?: boolean, later?: boolean, or_fields?: boolean,
 *   choices_by?: Record<string, Record<string, any[]>>,
 *   min_by?: Record<string, Record<string, number>>,
 *   max_by?: Record<string, Record<string, number>>,
 *   default_by?: Record<string, Record<string, number>>,
 *   ranges?: Record<string, [number, number]>,
 * }} Field
 *
 * A setting that could not be used as given; the message says what is used instead. `input`: the field
 * whose text could not be read, by its id; `chosen`: it was given in the page, not by a link.
 * @typedef {{key: string, message: string, input?: string, chosen?: boolean}} Issue
 *
 * The value to use, and a message for the learner where it is not the one given.
 * @typedef {{value: any, message: string | null}} Validation
 */

import { formatNumber } from "./numbers.js";

/** As the page spells it, and as the setting is named. */
const BRITISH = "normalise";
const AS_NAMED = "normalize";

/** @param {Field} row @param {any} value @returns {Validation} */
export function validate(row, value) {
  if (value === null && row.default === null) return valid(null);
  switch (row.type) {
    case "int":
    case "float":
      return validateNumber(row, value);
    case "choice":
      if (row.choices?.includes(value)) return valid(value);
      return fallback(row, value, `choose from ${row.choices?.join(", ")}`);
    case "bool":
      return typeof value === "boolean" ? valid(value) : fallback(row, value, "write 1 or 0");
    case "layers":
      return validateLayers(row, value);
    case "stop":
      return validateStop(row, value);
    case "more":
      return validateMore(row, value);
    case "names":
      return validateNames(row, value);
    default:
      return /^[0-9a-f]{12}$/i.test(value)
        ? valid(String(value).toLowerCase())
        : fallback(row, value, "a fingerprint has 12 hexadecimal digits");
  }
}

/** @param {Field} row @param {any} value @returns {Validation} */
function validateNumber(row, value) {
  const { min = 0, max = 0 } = row;
  if (typeof value !== "number" || !Number.isFinite(value)) {
    return fallback(row, value, `write a number from ${formatNumber(min)} to ${formatNumber(max)}`);
  }
  const whole = row.type === "int" ? Math.round(value) : value;
  const used = clamp(whole, min, max);
  if (used === value) return valid(used);
  const message = `${labelOf(row)} goes from ${formatNumber(min)} to ${formatNumber(max)}${row.type === "int" ? ", in whole numbers" : ""}. You gave ${formatNumber(value)}; it uses ${formatNumber(used)}.`;
  return { value: used, message };
}

/** @param {Field} row @param {any} value @returns {Validation} */
function validateLayers(row, value) {
  if (!Array.isArray(value)) return fallback(row, value, "write their units, such as 128,64");
  const kept = value.slice(0, row.max_layers);
  const messages = [];
  if (kept.length < value.length) {
    messages.push(`At most ${row.max_layers} hidden layers fit here; the others are left out.`);
  }
  const activations = row.activations ?? [];
  /** @type {HiddenLayer[]} */
  const layers = [];
  for (const [i, { units, activation }] of kept.entries()) {
    const one = { ...row, type: "int", label: `Hidden layer ${i + 1}`, default: 10 };
    const validated = validateNumber(one, units);
    if (validated.message) messages.push(validated.message);
    const known = activation === null || activations.includes(activation);
    if (!known) {
      messages.push(
        `${one.label} has no activation ${quote(activation)}; choose from ${activations.join(", ")}.`,
      );
    }
    layers.push({ units: validated.value, activation: known ? activation : null });
  }
  return { value: layers, message: messages.join(" ") || null };
}

/** @param {Field} row @param {any} value @returns {Validation} */
function validateMore(row, value) {
  if (!Array.isArray(value)) return fallback(row, value, "write epochs, such as 5 or 5@0.0001");
  const kept = value.slice(0, row.max_times);
  const messages = [];
  if (kept.length < value.length) {
    messages.push(`It can go on at most ${row.max_times} times; the others are left out.`);
  }
  const label = labelOf(row);
  const [min, max] = row.rates ?? [0, 0];
  /** @type {MoreEpochs[]} */
  const more = [];
  for (const { epochs, lr } of kept) {
    const counted = validateNumber({ ...row, type: "int", default: 5 }, epochs);
    const rate = { ...row, type: "float", label: `${label}: its learning rate`, min, max };
    const rated = lr === null ? valid(null) : validateNumber({ ...rate, default: null }, lr);
    messages.push(...[counted.message, rated.message].filter((text) => text !== null));
    more.push({ epochs: counted.value, lr: rated.value });
  }
  return { value: more, message: messages.join(" ") || null };
}

/** @param {Field} row @param {any} value @returns {Validation} */
function validateStop(row, value) {
  const { metric, op, value: number } = value ?? {};
  const known = row.metrics?.includes(metric) && (op === "<" || op === ">");
  const given = metric === undefined ? value : `${metric}${op}${number}`;
  if (!known || typeof number !== "number") {
    return fallback(row, given, `write a condition such as loss<0.4 (${row.metrics?.join(", ")})`);
  }
  const [min, max] = row.ranges?.[metric] ?? [0, 0];
  if (number >= min && number <= max) return valid({ metric, op, value: number });
  return fallback(row, given, `${metric} goes from ${min} to ${formatNumber(max)}`);
}

/**
 * Validate a list of the row's choices; each is kept once, in the row's order.
 * @param {Field} row @param {any} value
 * @returns {Validation}
 */
function validateNames(row, value) {
  const given = Array.isArray(value) ? value : [value];
  const choices = row.choices ?? [];
  const spelled = given.map((name) => (name === BRITISH ? AS_NAMED : name));
  const known = choices.filter((name) => spelled.includes(name));
  const unknown = spelled.filter((name) => !choices.includes(name));
  if (unknown.length === 0) return valid(known);
  const message = `${labelOf(row)}: there is no ${quote(unknown.join(", "))}; choose from ${choices.join(", ")}.`;
  return { value: known, message };
}

/** @param {number} n @param {number} min @param {number} max */
function clamp(n, min, max) {
  return Math.min(max, Math.max(min, n));
}

/** @param {any} value @returns {Validation} */
function valid(value) {
  return { value, message: null };
}

/** @param {Field} row @param {any} given @param {string} way @returns {Validation} */
function fallback(row, given, way) {
  const value = structuredClone(row.default);
  const own = row.default_by ? "Keras’s own" : "none";
  const used = value === null ? own : writeValue(row, value) || "none";
  const message = `${labelOf(row)}: ${quote(given)} cannot be used; ${way}. It uses ${used}.`;
  return { value, message };
}

/** @param {Field} row */
function labelOf(row) {
  return row.label ?? row.key;
}

/** Return foreign text, quoted and short enough to show. @param {any} given */
export function quote(given) {
  const text = typeof given === "object" ? JSON.stringify(given) : String(given);
  return `“${text.length > 24 ? `${text.slice(0, 24)}…` : text}”`;
}

/** Return a value as the URL writes it. @param {Field} row @param {any} value @returns {string} */
export function writeValue(row, value) {
  if (row.type === "bool") return value ? "1" : "0";
  if (row.type === "stop") return `${value.metric}${value.op}${value.value}`;
  if (row.type === "more") {
    /** @type {MoreEpochs[]} */
    const more = value;
    return more.map(({ epochs, lr }) => (lr === null ? `${epochs}` : `${epochs}@${lr}`)).join(",");
  }
  if (row.type === "layers") {
    /** @type {HiddenLayer[]} */
    const layers = value;
    return layers
      .map((l) => (l.activation ? `${l.units}:${l.activation}` : `${l.units}`))
      .join(",");
  }
  return String(value);
}
