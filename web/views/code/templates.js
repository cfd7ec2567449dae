/**
 * Templates of the Code view: the ownership line, the toolbar, a cell with its buttons.
 *
 * @import {CodeCell, Notebook} from "./notebook.js"
 */
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { STOP_MEANS } from "../cells/run-cell.js";
import * as icons from "../shared/icons.js";
import { isOwn, settingsChanged } from "./notebook.js";
import { NOTEBOOK } from "./runner.js";

/** The subset of the pictures that small recipes use. */
const SUBSET_FILE = "fashion.npz";
const NOT_KEPT =
  "This browser has no room to keep it: save it as a file before you leave the page.";

/**
 * @param {Notebook} notebook
 * @param {{isKept: boolean, returnToSettings: () => void, restoreOwn: () => void}} view
 *   `isKept`: whether the program outlasts the page.
 */
export function ownership(notebook, { isKept, returnToSettings, restoreOwn }) {
  if (isOwn(notebook)) {
    const moved = settingsChanged(notebook)
      ? "The settings say something else by now; your program stays as it is."
      : "The settings no longer change it.";
    return html`<p class="notebook-ownership" data-owner="learner">
      <span><strong>The program is yours now.</strong> ${moved} ${isKept ? nothing : NOT_KEPT}</span>
      <button class="button small" @click=${returnToSettings}>Follow the settings again</button>
      ${notebook.stash.length > 0 ? html`<button class="button small quiet" @click=${restoreOwn}>Your other program</button>` : nothing}
    </p>`;
  }
  return html`<p class="notebook-ownership" data-owner="settings">
    <span>It follows the settings. Change a line, and the program is yours.</span>
    ${notebook.stash.length > 0 ? html`<button class="button small" @click=${restoreOwn}>Bring back your own program</button>` : nothing}
  </p>`;
}

/**
 * @param {{running: boolean, isBusy: boolean, runAll: () => void, stop: (event: MouseEvent) => void,
 *   restart: () => void, clear: () => void, copy: () => void}} actions
 *   `running`: the whole program; `isBusy`: a cell by itself as well, which Stop and Restart end.
 */
export function toolbar({ running, isBusy, runAll, stop, restart, clear, copy }) {
  return html`<div class="notebook-tools" role="group" aria-label="The whole program">
    <button class="button small ${isBusy ? "notebook-stop" : "notebook-run primary"}" title=${isBusy ? STOP_MEANS : "From the start, with fresh variables"} @click=${isBusy ? stop : runAll}>
      ${isBusy ? html`${icons.stop} Stop` : html`${icons.play} Run all`}
    </button>
    <button class="button small" title="Forget all variables" ?disabled=${running} @click=${restart}>Restart</button>
    <button class="button small" ?disabled=${running} @click=${clear}><span>Clear<span class="wide-only"> outputs</span></span></button>
    <button class="button small" @click=${copy}>Copy</button>
  </div>`;
}

/**
 * @param {CodeCell} cell @param {number[]} marks @param {{first: boolean, last: boolean}} place
 * @param {{move: (key: number, by: -1 | 1) => void, add: (key: number) => void, delete: (key: number) => void}} actions
 */
export function codeCell({ key, name, source, edited }, marks, { first, last }, actions) {
  return html`<div class="code-cell" data-key=${key}>
    <div class="code-cell-head">
      <h3>${name}</h3>
      <div class="code-cell-tools" role="group" aria-label="Place of ${name}">
        ${tool(`Move ${name} up`, icons.up, first, () => actions.move(key, -1))}
        ${tool(`Move ${name} down`, icons.down, last, () => actions.move(key, 1))}
        ${tool(`Add a cell below ${name}`, icons.plus, false, () => actions.add(key))}
        ${tool(`Delete ${name}`, icons.cross, false, () => actions.delete(key))}
      </div>
    </div>
    <fr-cell .name=${name} .source=${source} .edited=${live(edited)} .marks=${marks} .notebook=${NOTEBOOK}></fr-cell>
  </div>`;
}

/** @param {string} name @param {any} icon @param {boolean} disabled @param {() => void} press */
function tool(name, icon, disabled, press) {
  return html`<button class="icon-button bare" aria-label=${name} title=${name} ?disabled=${disabled} @click=${press}>${icon}</button>`;
}

/** Return the notice after copying; the subset is a file that no other Keras has. @param {string} text */
export function copyNotice(text) {
  if (!text.includes(SUBSET_FILE)) return "Copied. It runs in any Keras.";
  return html`Copied. It runs in any Keras, with <a href="data/${SUBSET_FILE}" download>${SUBSET_FILE}</a> beside it.`;
}
