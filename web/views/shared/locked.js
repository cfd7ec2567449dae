/**
 * A setting that the link locks: its value, read-only, and a note.
 *
 * @import {Recipe} from "../../protocol.js"
 * @import {State} from "../../page/state.js"
 */
import { html, nothing } from "lit";
import { plainNumber } from "../../recipe/numbers.js";
import { defaultValue } from "../../recipe/recipe.js";
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

/** @param {string} key */
export function lockedNote(key) {
  return html`<p class="locked-note" id="${key}-locked">${icons.locked} Fixed for this lesson</p>`;
}

/** @param {State} state @param {string} key @param {string} describedby */
export function lockedValue({ recipe }, key, describedby) {
  return lockedInput({ id: key, text: inWords(recipe, key), describedby });
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
