/**
 * The headings of steps and results. In a frame, panels fold to their headings.
 *
 * @import {State} from "../../page/state.js"
 */
import { html } from "lit";
import { dispatch } from "../../page/actions.js";
import * as icons from "./icons.js";

/** Return the class of a panel's section. @param {State} state @param {string} panel As `hide` names it. */
export function foldClass({ embed, folds }, panel) {
  return embed && folds.includes(panel) ? "folded" : "";
}

/**
 * The heading of a numbered step; without `state` it does not fold.
 * @param {State | null} state @param {string} panel @param {string} text @param {any} subtitle
 */
export function stepHeading(state, panel, text, subtitle) {
  return html`<div class="step-head">
    <span class="step-number" aria-hidden="true"></span>
    <h2 id="step-${panel}">${title(state, panel, text)}</h2>
    <p class="subtitle">${subtitle}</p>
  </div>`;
}

/**
 * The heading of a result.
 * @param {State | null} state @param {string} panel @param {string} text @param {any} subtitle
 */
export function panelHeading(state, panel, text, subtitle) {
  return html`<div class="panel-head">
    <h2 id="${panel}-head">${title(state, panel, text)}</h2>
    <p class="subtitle">${subtitle}</p>
  </div>`;
}

/** @param {State | null} state @param {string} panel @param {string} text */
function title(state, panel, text) {
  if (!state?.embed) return text;
  /** @param {MouseEvent} event */
  const press = ({ target }) => {
    if (target) dispatch(target, { type: "fold", panel });
  };
  return html`<button class="fold" aria-expanded=${!state.folds.includes(panel)} @click=${press}>${text} ${icons.chevron}</button>`;
}
