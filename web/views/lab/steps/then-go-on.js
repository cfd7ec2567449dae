/**
 * The further epochs of a recipe, each to be taken out again; nothing where there are none. They are
 * added beside the curves, once a run has ended.
 *
 * @import {Recipe} from "../../../protocol.js"
 * @import {State} from "../../../page/state.js"
 */
import { html, nothing } from "lit";
import { isRunning } from "../../../page/state.js";
import { moreInWords } from "../../../text/recipe-summary.js";
import { problemOf, setting } from "../../shared/controls.js";
import * as icons from "../../shared/icons.js";

/** @param {State} state @param {(more: Recipe["more"]) => void} report */
export function thenGoOn(state, report) {
  const { more } = state.recipe;
  if (more.length === 0) return problemOf(state, "more");
  const list = html`<ol class="then-go-on" id="more">${more.map(({ epochs, lr }, i) => {
    const words = moreInWords(epochs, lr);
    return html`<li><span class="num">${words}</span> ${
      isRunning(state)
        ? nothing
        : html`<button class="icon-button" aria-label="Without ${words}" @click=${() => report(more.toSpliced(i, 1))}>${icons.cross}</button>`
    }</li>`;
  })}</ol>`;
  return setting(state, "more", list, { group: true, stacked: true });
}
