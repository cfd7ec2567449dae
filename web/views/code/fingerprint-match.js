/**
 * Compares a run of the program with Fit, by the fingerprints of their Histories.
 *
 * A cell that was run, with its text then; without name if it failed.
 * @typedef {{name: string, source: string}} CellRun
 * The result of running the whole program.
 * @typedef {{recipe: Recipe, fingerprint: string}} ProgramRun
 * @import {Recipe} from "../../protocol.js"
 * @import {State} from "../../page/state.js"
 */
import { html, nothing } from "lit";
import { sameRecipe } from "../../recipe/recipe.js";
import * as icons from "../shared/icons.js";
import { STEPS } from "./notebook.js";

/** Ends of a run that the program reaches as well. */
const WHOLE = ["completed", "early-stopping", "nan"];
/** The cells of one training, to be run without another in between. */
const CONSECUTIVE = ["Define", "Compile", "Fit"];

/**
 * Return whether the latest cells were a training of the whole unedited program.
 * @param {CellRun[]} recent All cells run with these variables, the latest last.
 * @param {string[]} program
 */
export function isFullRun(recent, program) {
  const unedited = (/** @type {CellRun | undefined} */ ran) =>
    ran?.source === program[STEPS.indexOf(ran?.name ?? "")];
  const latest = recent.slice(-CONSECUTIVE.length);
  const load = recent.findLast(({ name }) => name === "Load");
  return (
    latest.length === CONSECUTIVE.length &&
    latest.every((ran, i) => ran.name === CONSECUTIVE[i] && unedited(ran)) &&
    load !== undefined &&
    unedited(load)
  );
}

/** @param {ProgramRun | null} outcome @param {State} state */
export function fingerprintMatch(outcome, state) {
  if (!outcome || !sameRecipe(outcome.recipe, state.recipe)) return nothing;
  const fit = fitOf(state);
  const mark = html`<span class="num">${outcome.fingerprint}</span>`;
  if (!fit) {
    return html`<span data-match="open">Press Fit next: the Lab comes to the very same numbers (fingerprint ${mark}).</span>`;
  }
  return fit.fingerprint === outcome.fingerprint
    ? html`<span data-match="matches">${icons.tick} The same as Fit, to the last digit: both learned exactly the same (fingerprint ${mark}).</span>`
    : html`<span data-match="differs">Not the same as Fit: the fingerprint here is ${mark}, there <span class="num">${fit.fingerprint}</span>.</span>`;
}

/** Return the latest complete run of these settings. @param {State} state */
function fitOf({ run, finished, recipe }) {
  return [run, ...finished].find(
    (each) =>
      each?.fingerprint && WHOLE.includes(each.reason ?? "") && sameRecipe(each.recipe, recipe),
  );
}
