/**
 * <fr-cell>: Python to change and to run, with what it says below. Its name stands in tracebacks; cells
 * of the same notebook share their variables. Tells "fr-cell-end" {status, error} after each run.
 *
 * @import {CellEnd} from "../cells.js"
 * @import {CellOutput} from "../protocol.js"
 */
import { html, LitElement, nothing } from "lit";
import "./cell-editor.js";
import { duration } from "./format.js";
import * as icons from "./icons.js";
import "./outputs.js";
import { runCell, stopCell } from "./run-cell.js";

/** @type {Record<CellEnd["status"], string>} */
const ENDINGS = {
  ok: "",
  error: "ended with an error",
  lost: "stopped; all variables are lost",
  refused: "did not run",
};

class FrCell extends LitElement {
  static properties = {
    source: { attribute: false },
    name: { attribute: false },
    notebook: { attribute: false },
  };

  constructor() {
    super();
    this.source = "";
    this.name = "Cell";
    this.notebook = "code";
    /** What the learner made of it; null as long as it is as it came. @type {string | null} */
    this.edited = null;
    /** @type {"" | "waiting" | "running"} */
    this.activity = "";
    /** @type {CellEnd | null} */
    this.end = null;
  }

  createRenderRoot() {
    return this;
  }

  render() {
    const busy = this.activity !== "";
    return html`<div class="cell" data-status=${this.activity || (this.end?.status ?? "fresh")} role="group" aria-label=${this.name}>
      ${busy ? this.button("Stop", icons.stop, (event) => stopCell(this, event)) : this.button("Run", icons.play, () => this.run())}
      <fr-cell-editor .label=${`Code of ${this.name}`} .value=${this.text} @fr-edit=${this.edit} @fr-run=${this.run}></fr-cell-editor>
      <p class="cell-status" role="status">${this.status()}${this.edited === null ? nothing : html`<button class="link" @click=${this.putBack}>Put back</button>`}</p>
      <fr-outputs></fr-outputs>
    </div>`;
  }

  get text() {
    return this.edited ?? this.source;
  }

  /** @param {string} word @param {any} icon @param {(event: MouseEvent) => void} press */
  button(word, icon, press) {
    return html`<button class="cell-run" aria-label="${word} ${this.name}" title=${word === "Run" ? "Run (Shift+Enter)" : word} ?disabled=${this.activity === "waiting"} @click=${press}>${icon}</button>`;
  }

  status() {
    if (this.activity === "waiting") return "waits for its turn";
    if (this.activity === "running") return "runs";
    if (!this.end) return "";
    const { status, seconds, fault } = this.end;
    if (status === "ok")
      return html`<span>${icons.tick} done${seconds < 0.1 ? nothing : html` in <span class="num">${duration(seconds)}</span>`}</span>`;
    return fault && status === "refused" ? `${fault.message} ${fault.hint}` : ENDINGS[status];
  }

  /** @param {CustomEvent<{text: string}>} event */
  edit({ detail: { text } }) {
    this.edited = text === this.source ? null : text;
    this.requestUpdate();
  }

  putBack() {
    this.edited = null;
    this.requestUpdate();
    /** @type {HTMLElement | null} */ (this.querySelector("fr-cell-editor"))?.focus();
  }

  /** Runs it; resolves when it has ended. @returns {Promise<CellEnd | null>} null where it runs already */
  async run() {
    if (this.activity) return null;
    this.activity = "waiting";
    this.requestUpdate();
    const outputs = /** @type {any} */ (this.querySelector("fr-outputs"));
    /** @type {{name: string, message: string} | null} */
    let error = null;
    const end = await runCell(this, {
      cell: this.name,
      source: this.text,
      notebook: this.notebook,
      begun: () => {
        outputs.clear();
        this.activity = "running";
        this.requestUpdate();
      },
      hear: (/** @type {CellOutput} */ output) => {
        if (output.kind === "error") error = output;
        outputs.add(output);
      },
    });
    this.activity = "";
    this.end = end;
    this.requestUpdate();
    const detail = { status: end.status, error };
    this.dispatchEvent(new CustomEvent("fr-cell-end", { bubbles: true, detail }));
    return end;
  }
}

customElements.define("fr-cell", FrCell);
