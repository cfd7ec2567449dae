/** The keyboard shortcuts of a cell. */
import { html } from "lit";
import { KEYS } from "./editor.js";

export const cellHint = html`<p class="cell-hint"><kbd>${KEYS.run}</kbd> runs a cell, <kbd>${KEYS.indent}</kbd> and <kbd>${KEYS.outdent}</kbd> indent, <kbd>Tab</kbd> moves on.</p>`;
