/**
 * A recipe in few words, for a row of a table.
 *
 * @import {Recipe} from "../protocol.js"
 */

import { plainNumber } from "../recipe/numbers.js";
import { defaultRecipe } from "../recipe/recipe.js";
import { count, pluralize } from "./format.js";

/** "600 pictures, 3 classes, 10·10 relu". @param {Recipe} recipe */
export function shortSummary(recipe) {
  const what = { digits: "digit", own: "own picture" }[recipe.data] ?? "picture";
  const pictures = pluralize(recipe.samples, what);
  const after = recipe.skip > 0 ? ` after ${count(recipe.skip)}` : "";
  return `${pictures}${after}, ${recipe.classes} classes, ${layers(recipe)}`;
}

/** "10 epochs, batch 10, SGD 0.1". @param {Recipe} recipe */
export function trainingDetails(recipe) {
  const usual = defaultRecipe();
  return [
    pluralize(recipe.epochs, "epoch"),
    `batch ${count(recipe.batch)}`,
    recipe.optimizer !== usual.optimizer && recipe.optimizer.toUpperCase(),
    recipe.lr !== null && `learning rate ${plainNumber(recipe.lr)}`,
    recipe.split !== usual.split && `split ${plainNumber(recipe.split)}`,
    !recipe.normalize && "not normalised",
    recipe.stop &&
      `stop at ${recipe.stop.metric} ${recipe.stop.op} ${plainNumber(recipe.stop.value)}`,
    ...recipe.more.map(({ epochs, lr }) => `then ${moreInWords(epochs, lr)}`),
    recipe.backend !== usual.backend && `backend ${recipe.backend}`,
    recipe.seed !== usual.seed && `seed ${recipe.seed}`,
  ]
    .filter(Boolean)
    .join(", ");
}

/** "5 more epochs at 0.0001". @param {number} epochs @param {number | null} lr */
export function moreInWords(epochs, lr) {
  const rate = lr === null ? "" : ` at ${plainNumber(lr)}`;
  return `${pluralize(epochs, "more epoch")}${rate}`;
}

/** "128·64 relu", with a layer's own activation beside it. @param {Recipe} recipe */
function layers({ layers: hidden, activation }) {
  if (hidden.length === 0) return "no hidden layer";
  const own = hidden.some((layer) => layer.activation && layer.activation !== activation);
  if (!own) return `${hidden.map((layer) => layer.units).join("·")} ${activation}`;
  return hidden.map((layer) => `${layer.units} ${layer.activation ?? activation}`).join("·");
}
