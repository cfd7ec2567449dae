/** The keyboard shortcuts of a cell. */
import { html } from "lit";
import { KEYS } from "./editor.js";

export const cellHint = html`<p class="cell-hint"><kbd translate="no">${KEYS.run}</kbd> runs a cell, <kbd translate="no">${KEYS.indent}</kbd> and <kbd translate="no">${KEYS.outdent}</kbd> indent, <kbd translate="no">Tab</kbd> moves on.</p>`;
