/**
 * <fr-numbers>: a dialog with the numbers of every epoch as a table, to copy, and their curves as a
 * picture to save. Fetched when first opened.
 *
 * @import {Run, State} from "../../../page/state.js"
 */
import { html, nothing } from "lit";
import { copyRefused, copyText } from "../../../text/clipboard.js";
import { loss, percent } from "../../../text/format.js";
import { epochTable, runCsv } from "../../../text/run-csv.js";
import { savePicture } from "../../chart/save-picture.js";
import * as icons from "../../shared/icons.js";
import { View } from "../../shared/view.js";
import "./histograms.js";
import { layerGauges } from "./layer-gauges.js";
import { curvesPicture } from "./pictures.js";

/** Epochs on a page of the table. */
const PAGE = 25;

class FrNumbers extends View {
  constructor() {
    super();
    this.page = 0;
    this.said = "";
    this.opened = false;
  }

  /** @param {State} state */
  view({ run }) {
    if (!run) return nothing;
    const { keys, rows } = epochTable(run.history);
    const first = this.page * PAGE;
    const pages = Math.ceil(rows.length / PAGE);
    return html`<dialog class="go-on numbers" aria-labelledby="numbers-title" @close=${this.onClose}>
      <header class="inspect-head">
        <h3 id="numbers-title">Numbers of every epoch</h3>
        <button class="icon-button" aria-label="Close" @click=${this.close}>${icons.cross}</button>
      </header>
      <div class="numbers-box" tabindex="0" role="region" aria-labelledby="numbers-title">
        <table>
          <thead><tr><th scope="col">epoch</th>${keys.map((key) => html`<th scope="col" class="to-right" translate="no">${key}</th>`)}</tr></thead>
          <tbody>${rows.slice(first, first + PAGE).map(
            (row, i) => html`<tr>
              <th scope="row">${first + i + 1}${run.seams.includes(first + i) ? html` <span class="muted">went on</span>` : nothing}</th>
              ${row.map((value, k) => html`<td class="to-right num">${keys[k].endsWith("loss") ? loss(value) : percent(value)}</td>`)}
            </tr>`,
          )}</tbody>
        </table>
      </div>
      ${pages > 1 ? this.pager(pages) : nothing}
      ${layerGauges(run)}
      ${this.opened ? html`<fr-histograms .state=${this.state}></fr-histograms>` : nothing}
      <div class="numbers-tools">
        <button class="button small" @click=${() => this.copy(run)}>Copy numbers</button>
        <button class="button small" @click=${() => savePicture("curves", curvesPicture(run), "svg")}>Save picture (SVG)</button>
        <button class="button small" @click=${() => savePicture("curves", curvesPicture(run), "png")}>Save picture (PNG)</button>
        <span class="field-help" role="status">${this.said}</span>
      </div>
    </dialog>`;
  }

  /** @param {number} pages */
  pager(pages) {
    /** @param {number} by */
    const turn = (by) => () => {
      this.page += by;
      this.requestUpdate();
    };
    return html`<div class="numbers-tools">
      <button class="icon-button" aria-label="Earlier epochs" ?disabled=${this.page === 0} @click=${turn(-1)}>${icons.previous}</button>
      <span class="num">${this.page + 1} of ${pages}</span>
      <button class="icon-button" aria-label="Later epochs" ?disabled=${this.page === pages - 1} @click=${turn(1)}>${icons.next}</button>
    </div>`;
  }

  async open() {
    this.page = 0;
    this.said = "";
    this.opened = true;
    this.requestUpdate();
    await this.updateComplete;
    /** @type {HTMLDialogElement} */ (this.querySelector("dialog")).showModal();
  }

  close() {
    /** @type {HTMLDialogElement} */ (this.querySelector("dialog")).close();
  }

  /** Nothing is counted for a dialog that is closed. */
  onClose() {
    this.opened = false;
    this.requestUpdate();
  }

  /** @param {Run} run */
  async copy({ history }) {
    this.said = (await copyText(runCsv(history))) ? "Copied" : copyRefused();
    this.requestUpdate();
  }
}

customElements.define("fr-numbers", FrNumbers);
