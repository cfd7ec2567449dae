/**
 * The cards below the drawing: why the network answers as it does, and what the chosen unit does.
 *
 * @import {State} from "../../../page/state.js"
 * @typedef {{choose: (layer: number, unit: number) => void, close: () => void,
 *   closeWhy: () => void}} Acts
 */
import { html, nothing } from "lit";
import { unitCard } from "./unit.js";
import { votesCard } from "./votes.js";

/** @param {State} state @param {string[]} names @param {Acts} acts */
export function cards(state, names, acts) {
  const { trace, votes, card } = state.inside;
  return html`<div class="ways">
    ${card ? unitCard(state, names, acts) : nothing}
    ${trace && votes ? votesCard(trace, votes, names, acts) : nothing}
  </div>`;
}
