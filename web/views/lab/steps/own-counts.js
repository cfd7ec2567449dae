/**
 * What is true of the learner's own set, in words, where the settings keep numbers of another: those
 * of a link, the least that can be trained on, or what a set had before the page was loaded again.
 *
 * @import {State} from "../../../page/state.js"
 */
import { field, limits } from "../../../recipe/recipe.js";
import { pluralize } from "../../../text/format.js";

/** Say what is set, for the heading of Load. @param {Pick<State, "recipe" | "own">} state */
export function ownSummary({ recipe, own }) {
  if (!own) return "your own set";
  const { classes, split, kept } = own;
  const there = classes.reduce((sum, { pictures }) => sum + pictures.length, 0);
  const kinds = `${pluralize(classes.length, "class", "classes")} of your own`;
  if (classes.length === 0) return "your own set, which is empty";
  if (there === 0) return `${kinds}, no picture yet`;
  const used = split ? Math.min(recipe.samples, split.train) : there;
  return `${pluralize(used, "picture")}, ${kinds}${kept ? "" : ", not kept"}`;
}

/**
 * Say why the number of pictures cannot be chosen: there are not even the fewest that are trained on;
 * "" where it can be, or Python has not counted them.
 * @param {Pick<State, "recipe" | "own">} state
 */
export function tooFew({ recipe, own }) {
  if (recipe.data !== "own" || !own?.split) return "";
  const { min } = limits("samples", recipe);
  const { train } = own.split;
  if (train >= min) return "";
  const now = train === 0 ? "There is no picture to train on yet" : `There are ${train} so far`;
  return `${train === 1 ? "There is 1 so far" : now}; it takes ${min} to train, and about 20 of each class to learn something.`;
}

/**
 * Say that the settings are of a set that is not here; "" where they are not.
 * @param {Pick<State, "recipe" | "own">} state
 */
export function setMissing({ recipe, own }) {
  if (!own?.missing || own.classes.length > 0) return "";
  const pictures = pluralize(recipe.samples, "picture");
  const classes = pluralize(recipe.classes, "class", "classes");
  return `These settings are of a set with ${pictures} to train on, in ${classes}, which is not here. A set that is not kept in this browser is gone when its page is closed or loaded again, and a link carries no pictures. Open the file that it was saved as, or make it anew.`;
}

/**
 * Say what is missing before Fit can train on the learner's own set; "" where nothing is. Other data
 * sets are whole.
 * @param {Pick<State, "recipe" | "own">} state
 */
export function lacking({ recipe, own }) {
  if (recipe.data !== "own" || !own) return "";
  const { classes, split } = own;
  const [least] = field("classes").choices_by?.data?.own ?? [];
  if (classes.length < least) {
    const now = classes.length === 0 ? "none yet" : pluralize(classes.length, "class", "classes");
    return `Fit needs ${pluralize(least, "class", "classes")} of your own at the least, and there ${classes.length === 1 ? "is" : "are"} ${now}: add them under Load.`;
  }
  const empty = classes.find(({ pictures }) => pictures.length === 0);
  if (empty)
    return `The class ${empty.name} has no picture yet: add some under Load, or delete it.`;
  if (!split) return "";
  const { min } = limits("samples", recipe);
  if (split.train < min)
    return `Fit needs ${pluralize(min, "picture")} to train on, and there ${split.train === 1 ? "is" : "are"} ${split.train}: add more under Load.`;
  return split.test === 0 ? "No picture is left to test with: a class needs two at the least." : "";
}
