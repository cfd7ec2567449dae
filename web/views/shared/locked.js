/**
 * A setting that the link locks: its value, read-only, and a note.
 *
 * @import {Recipe} from "../../protocol.js"
 * @import {State} from "../../page/state.js"
 */
import { html, nothing } from "lit";
import { plainNumber } from "../../recipe/numbers.js";
import { defaultValue, isLocked } from "../../recipe/recipe.js";
import { count } from "../../text/format.js";
import { moreInWords } from "../../text/recipe-summary.js";
import * as icons from "./icons.js";

/** Display names of choices, where they differ from the value. @type {Record<string, string>} */
export const NAMES = {
  adam: "Adam",
  sgd: "SGD",
  wasm: "SIMD (wasm)",
  numpy: "NumPy",
  fashion: "Fashion-MNIST",
  digits: "Digits",
  own: "Your own",
};

/** Whether a setting is not to be changed: the link locks it, or the pupil's name makes it. @param {State} state @param {string} key */
export function isFixed(state, key) {
  return isLocked(state.lock, key) || isMade(state, key);
}

/** Whether the pupil's name makes a setting. @param {State} state @param {string} key */
function isMade({ link }, key) {
  return key === "seed" && link.pupil;
}

/** @param {string} key @param {State} [state] */
export function lockedNote(key, state) {
  const why = state && isMade(state, key) ? "Made of your name" : "Fixed for this lesson";
  return html`<p class="locked-note" id="${key}-locked">${icons.locked} ${why}</p>`;
}

/** @param {State} state @param {string} key @param {string} describedby */
export function lockedValue(state, key, describedby) {
  const unnamed = isMade(state, key) && !state.task?.tag;
  return lockedInput({ id: key, text: unnamed ? "–" : inWords(state.recipe, key), describedby });
}

/** @param {{id: string, text: string, label?: string, describedby: string}} o */
export function lockedInput({ id, text, label, describedby }) {
  return html`<input class="locked-value" id=${id} readonly size=${Math.max(4, text.length)} .value=${text} aria-label=${label ?? nothing} aria-describedby=${describedby} />`;
}

/** Return the value of a setting as it is read. @param {Recipe} recipe @param {string} key */
export function inWords(recipe, key) {
  const { stop } = recipe;
  const value = recipe[/** @type {keyof Recipe} */ (key)];
  if (key === "stop")
    return stop ? `${stop.metric} ${stop.op} ${plainNumber(stop.value)}` : "never";
  if (key === "more")
    return recipe.more.map(({ epochs, lr }) => moreInWords(epochs, lr)).join(", ") || "no";
  if (key === "classes") return `${recipe.classes} classes`;
  if (key === "samples") return count(recipe.samples);
  if (key === "lr") return plainNumber(recipe.lr ?? defaultValue("lr", recipe));
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? plainNumber(value) : (NAMES[String(value)] ?? String(value));
}
