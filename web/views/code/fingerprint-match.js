/**
 * Whether the program, run as it stands, came to the same as Fit: their Histories are compared by their
 * fingerprints. Looks at results only, runs nothing.
 *
 * A cell that ended well, and its text then.
 * @typedef {{name: string, source: string}} CellRun
 * What a run of the whole program came to.
 * @typedef {{recipe: Recipe, fingerprint: string}} ProgramRun
 * @import {Recipe} from "../../protocol.js"
 * @import {State} from "../../page/state.js"
 */
import { html, nothing } from "lit";
import * as icons from "../shared/icons.js";
import { STEPS } from "./notebook.js";

/** What Fit goes by to the end of the recipe, and so its program does. */
const WHOLE = ["completed", "early-stopping", "nan"];
/** The cells that one training takes, without a step between them. */
const AT_ONCE = ["Define", "Compile", "Fit"];

/**
 * Is what has just ended a training of this program from its start? @param {CellRun[]} recent All that ran
 * in this Python, the latest last. @param {string[]} program
 */
export function isFullRun(recent, program) {
  const asIs = (/** @type {CellRun | undefined} */ ran) =>
    ran?.source === program[STEPS.indexOf(ran?.name ?? "")];
  const latest = recent.slice(-AT_ONCE.length);
  const load = recent.findLast(({ name }) => name === "Load");
  return (
    latest.length === AT_ONCE.length &&
    latest.every((ran, i) => ran.name === AT_ONCE[i] && asIs(ran)) &&
    load !== undefined &&
    asIs(load)
  );
}

/** @param {ProgramRun | null} outcome @param {State} state */
export function fingerprintMatch(outcome, state) {
  if (!outcome || !sameRecipe(outcome.recipe, state.recipe)) return nothing;
  const fit = fitOf(state);
  const mark = html`<span class="num">${outcome.fingerprint}</span>`;
  if (!fit) {
    return html`<span data-match="open">Its History is ${mark}. Press Fit, and see that it comes to the same.</span>`;
  }
  return fit.fingerprint === outcome.fingerprint
    ? html`<span data-match="matches">${icons.tick} Matches Fit, bit for bit: both Histories are ${mark}.</span>`
    : html`<span data-match="differs">Its History, ${mark}, differs from Fit’s, <span class="num">${fit.fingerprint}</span>.</span>`;
}

/** The latest run of these settings that went its whole way. @param {State} state */
function fitOf({ run, finished, recipe }) {
  return [run, ...finished].find(
    (each) =>
      each?.fingerprint && WHOLE.includes(each.reason ?? "") && sameRecipe(each.recipe, recipe),
  );
}

/** @param {Recipe} one @param {Recipe} other */
function sameRecipe(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
