/**
 * What is out of date once the settings change: results, and the failure of a Fit that they caused.
 *
 * @import {Recipe} from "../protocol.js"
 * @import {State} from "./state.js"
 */
import { sameRecipe } from "../recipe/recipe.js";
import { isRunning } from "./state.js";

/** Faults that settings have caused, or the set they speak of. */
const OF_SETTINGS = ["recipe-invalid", "loss-nan"];

/** Return whether the settings have changed since the run whose results are on screen. @param {State} state */
export function stale(state) {
  const { run, recipe } = state;
  if (!run || isRunning(state) || !hasResults(run)) return false;
  return !sameRecipe(recipe, run.recipe);
}

/** Return what goes when `recipe` takes the place of the settings. @param {State} state @param {Recipe} recipe @returns {Partial<State>} */
export function afterChange(state, recipe) {
  return sameRecipe(state.recipe, recipe) ? {} : withoutRefusal(state);
}

/**
 * Return what goes with the message of such a fault: a run that has nothing to show, and the failure.
 * @param {State} state @returns {Partial<State>}
 */
export function withoutRefusal({ fault, phase, run }) {
  if (!fault || !OF_SETTINGS.includes(fault.code)) return {};
  if (phase !== "failed") return { fault: null };
  const shown = run && hasResults(run) ? run : null;
  return { fault: null, run: shown, phase: shown ? "done" : "ready" };
}

/** Whether there is anything to see of a run: an epoch, or what a file brought. @param {NonNullable<State["run"]>} run */
function hasResults({ history, opened }) {
  return Boolean(history.loss?.length || opened);
}
