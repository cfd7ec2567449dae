/**
 * <fr-cell>: Python to edit and run, its output below. The cell's name appears in tracebacks; cells of
 * the same notebook share variables. Emits "fr-cell-edit" {text, way}, where `way` is "back" to the
 * original or to "mine" by a button, and, before each run, "fr-cell-begin", after it "fr-cell-end" {status,
 * error, fingerprint, source}.
 *
 * @import {CellEnd} from "../../client/cells.js"
 * @import {CellOutput} from "../../protocol.js"
 */
import { html, LitElement, nothing } from "lit";
import "./editor.js";
import { duration } from "../../text/format.js";
import * as icons from "../shared/icons.js";
import { missingName } from "./missing-name.js";
import "./outputs.js";
import { runCell, STOP_MEANS, stopCell } from "./run-cell.js";

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
    edited: { attribute: false },
    aside: { attribute: false },
    marks: { attribute: false },
  };

  constructor() {
    super();
    this.source = "";
    this.name = "Cell";
    this.notebook = "code";
    /** The learner's text; null while it is `source`. @type {string | null} */
    this.edited = null;
    /** A text of the learner that was put aside, to bring back. @type {string | null} */
    this.aside = null;
    /** Lines to highlight, counted from 1. @type {number[]} */
    this.marks = [];
    /** The text of the last run. */
    this.ran = "";
    /** The line of `ran` that raised an error; 0 for none. */
    this.fault = 0;
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
      <fr-cell-editor translate="no" .label=${`Code of ${this.name}`} .value=${this.text} .marks=${this.marks} .fault=${this.ran === this.text ? this.fault : 0} @fr-edit=${this.edit} @fr-run=${this.run}></fr-cell-editor>
      <p class="cell-status" role="status">${this.status()}${this.ways()}</p>
      <fr-outputs translate="no"></fr-outputs>
    </div>`;
  }

  /** The ways from the learner's text to the original, and to a text that was put aside. */
  ways() {
    const own = this.edited !== null;
    const mine = own ? "My other text" : "Bring back mine";
    return html`${own ? html`<button class="link" @click=${this.reset}>Put back</button>` : nothing}${this.aside === null ? nothing : html`<button class="link" @click=${this.bringBack}>${mine}</button>`}`;
  }

  get text() {
    return this.edited ?? this.source;
  }

  /** @param {string} word @param {any} icon @param {(event: MouseEvent) => void} press */
  button(word, icon, press) {
    return html`<button class="cell-run" aria-label="${word} ${this.name}" title=${word === "Run" ? "Run (Shift+Enter)" : STOP_MEANS} ?disabled=${this.activity === "waiting"} @click=${press}>${icon}</button>`;
  }

  status() {
    if (this.activity === "waiting") return "waits for its turn";
    if (this.activity === "running")
      return html`runs<span class="stop-means"> · ${STOP_MEANS}</span>`;
    if (!this.end) return "";
    const { status, seconds, fault } = this.end;
    if (status !== "refused" && this.ran !== this.text) return "changed since it ran";
    if (status === "ok")
      return html`<span>${icons.tick} done${seconds < 0.1 ? nothing : html` in <span class="num">${duration(seconds)}</span>`}</span>`;
    return fault && status === "refused" ? `${fault.message} ${fault.hint}` : ENDINGS[status];
  }

  /** @param {CustomEvent<{text: string}>} event */
  edit({ detail: { text } }) {
    this.edited = text === this.source ? null : text;
    this.emit("fr-cell-edit", { text });
  }

  reset() {
    this.aside = this.edited;
    this.edited = null;
    this.emit("fr-cell-edit", { text: this.source, way: "back" });
    this.focus();
  }

  bringBack() {
    [this.edited, this.aside] = [this.aside, this.edited];
    this.emit("fr-cell-edit", { text: this.text, way: "mine" });
    this.focus();
  }

  focus() {
    /** @type {HTMLElement | null} */ (this.querySelector("fr-cell-editor"))?.focus();
  }

  /** Drop the status after the variables are lost, unless it says so itself. Outputs stay. */
  resetStatus() {
    if (this.end?.status !== "lost") this.end = null;
    this.requestUpdate();
  }

  clear() {
    if (this.activity) return;
    this.fault = 0;
    this.outputs.clear();
    this.resetStatus();
  }

  get outputs() {
    return /** @type {any} */ (this.querySelector("fr-outputs"));
  }

  /** The other cells of this notebook on the page. @returns {FrCell[]} */
  others() {
    const cells = /** @type {FrCell[]} */ ([...document.querySelectorAll("fr-cell")]);
    return cells.filter((cell) => cell !== this && cell.notebook === this.notebook);
  }

  /** @param {string} type @param {object} detail */
  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));
  }

  /** Run the cell. @returns {Promise<CellEnd | null>} null if it is running already. */
  async run() {
    if (this.activity) return null;
    this.activity = "waiting";
    this.requestUpdate();
    this.emit("fr-cell-begin", {});
    const source = this.text;
    /** @type {{name: string, message: string} | null} */
    let error = null;
    const end = await runCell(this, {
      cell: this.name,
      source,
      notebook: this.notebook,
      onBegin: () => {
        this.outputs.clear();
        this.activity = "running";
        this.ran = source;
        this.fault = 0;
        this.requestUpdate();
      },
      onOutput: (/** @type {CellOutput} */ output) => {
        if (output.kind === "error") {
          error = output;
          this.fault = lineOf(this.name, output.traceback);
        }
        this.outputs.add(output);
        const text = output.kind === "error" && missingName(output, this.others());
        if (text) this.outputs.add({ kind: "note", text });
      },
    });
    this.activity = "";
    this.end = end;
    // What came last is there together with the status.
    this.outputs.requestUpdate();
    this.requestUpdate();
    const { status, fingerprint } = end;
    this.emit("fr-cell-end", { status, error, fingerprint, source });
    return end;
  }
}

/**
 * Return the last line of the cell in a traceback, counted from 1; 0 if there is none.
 * @param {string} name @param {string} traceback
 */
function lineOf(name, traceback) {
  const at = `File "${name}", line `;
  const found = traceback.split(at).slice(1).at(-1);
  return found ? Number.parseInt(found, 10) : 0;
}

customElements.define("fr-cell", FrCell);
