/**
 * The headings of steps and results. In a frame, and in a narrow page, panels fold to their headings.
 *
 * @import {State} from "../../page/state.js"
 */
import { html, nothing } from "lit";
import { dispatch } from "../../page/actions.js";
import { canFold } from "../../page/state.js";
import * as icons from "./icons.js";

/** Results that go on from the steps. */
const NUMBERED = ["evaluate", "predict"];

/** Return the class of a panel's section. @param {State} state @param {string} panel As `hide` names it. */
export function foldClass(state, panel) {
  return canFold(state) && state.folds.includes(panel) ? "folded" : "";
}

/**
 * The heading of a numbered step; without `state` it does not fold.
 * @param {State | null} state @param {string} panel @param {string} text @param {any} subtitle
 */
export function stepHeading(state, panel, text, subtitle) {
  return html`<div class="step-head">
    ${number()}
    <h2 id="step-${panel}">${title(state, panel, text)}</h2>
    <p class="subtitle">${subtitle}</p>
    ${state && canFold(state) && !state.embed ? change(state, panel) : nothing}
  </div>`;
}

/**
 * The heading of a result.
 * @param {State | null} state @param {string} panel @param {string} text @param {any} subtitle
 */
export function panelHeading(state, panel, text, subtitle) {
  return html`<div class="panel-head">
    ${NUMBERED.includes(panel) ? number() : nothing}
    <h2 id="${panel}-head">${title(state, panel, text)}</h2>
    <p class="subtitle">${subtitle}</p>
  </div>`;
}

/** The style sheet counts, since a link may hide steps. */
function number() {
  return html`<span class="step-number" aria-hidden="true"></span>`;
}

/** @param {State | null} state @param {string} panel @param {string} text */
function title(state, panel, text) {
  return state?.embed ? fold(state, panel, text, nothing) : text;
}

/** The page's own Fit is the only button of that name, so here the heading is none. @param {State} state @param {string} panel */
function change(state, panel) {
  return fold(state, panel, state.folds.includes(panel) ? "Change" : "Fold", `step-${panel}`);
}

/** @param {State} state @param {string} panel @param {string} text @param {string | typeof nothing} about */
function fold({ folds }, panel, text, about) {
  /** @param {MouseEvent} event */
  const press = ({ target }) => {
    if (target) dispatch(target, { type: "fold", panel });
  };
  return html`<button class="fold" aria-expanded=${!folds.includes(panel)} aria-describedby=${about} @click=${press}><span>${text}</span> ${icons.chevron}</button>`;
}
