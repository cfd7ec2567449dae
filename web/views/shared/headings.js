/**
 * The heads of steps and results. In a frame there is less room: there a panel folds to its head.
 *
 * @import {State} from "../../page/state.js"
 */
import { html } from "lit";
import { dispatch } from "../../page/actions.js";
import * as icons from "./icons.js";

/** The class of a panel's section. @param {State} state @param {string} panel As `hide` names it. */
export function fold({ embed, folds }, panel) {
  return embed && folds.includes(panel) ? "folded" : "";
}

/** Head of a numbered step; without `state` it never folds. @param {State | null} state @param {string} panel @param {string} word @param {any} subtitle */
export function stepHead(state, panel, word, subtitle) {
  return html`<div class="step-head">
    <span class="step-number" aria-hidden="true"></span>
    <h2 id="step-${panel}">${title(state, panel, word)}</h2>
    <p class="subtitle">${subtitle}</p>
  </div>`;
}

/** Head of a result. @param {State | null} state @param {string} panel @param {string} word @param {any} subtitle */
export function panelHead(state, panel, word, subtitle) {
  return html`<div class="panel-head">
    <h2 id="${panel}-head">${title(state, panel, word)}</h2>
    <p class="subtitle">${subtitle}</p>
  </div>`;
}

/** @param {State | null} state @param {string} panel @param {string} word */
function title(state, panel, word) {
  if (!state?.embed) return word;
  /** @param {MouseEvent} event */
  const press = ({ target }) => {
    if (target) dispatch(target, { type: "fold", panel });
  };
  return html`<button class="fold" aria-expanded=${!state.folds.includes(panel)} @click=${press}>${word} ${icons.chevron}</button>`;
}
