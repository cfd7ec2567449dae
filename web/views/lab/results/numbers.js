/**
 * <fr-numbers>: a dialog with the numbers of every epoch as a table, to copy, and their curves as a
 * picture to save. Fetched when first opened.
 *
 * @import {Run, State} from "../../../page/state.js"
 */
import { html, nothing } from "lit";
import { copyRefused, copyText } from "../../../text/clipboard.js";
import { curvesSvg } from "../../../text/curves-svg.js";
import { loss, percent } from "../../../text/format.js";
import { shortSummary, trainingDetails } from "../../../text/recipe-summary.js";
import { epochTable, runCsv } from "../../../text/run-csv.js";
import { epochMarks, evenMarks, lowEnd } from "../../shared/chart-axes.js";
import * as icons from "../../shared/icons.js";
import { View } from "../../shared/view.js";
import "./histograms.js";
import { layerGauges } from "./layer-gauges.js";

/** Epochs on a page of the table. */
const PAGE = 25;
/** Pixels of the saved picture for one of the drawing. */
const SCALE = 2;

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
        <button class="button small" @click=${() => this.save(run, "svg")}>Save picture (SVG)</button>
        <button class="button small" @click=${() => this.save(run, "png")}>Save picture (PNG)</button>
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

  /** @param {Run} run @param {"svg" | "png"} kind */
  async save(run, kind) {
    const svg = new Blob([picture(run)], { type: "image/svg+xml" });
    const blob = kind === "svg" ? svg : await rasterized(svg);
    const link = document.createElement("a");
    link.download = `fitting-room-curves.${kind}`;
    link.href = URL.createObjectURL(blob);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
}

/** @param {Run} run */
function picture({ recipe, history, evaluation, seams }) {
  const epochs = history.loss?.length ?? 0;
  const right = evaluation ? `: ${percent(evaluation.accuracy)} of the test pictures right` : "";
  /** @param {string} key */
  const pair = (key) => ({ training: history[key] ?? [], validation: history[`val_${key}`] ?? [] });
  const [losses, shares] = [pair("loss"), pair("accuracy")];
  const highest = Math.max(...[...losses.training, ...losses.validation].filter(Number.isFinite));
  const top = Number.isFinite(highest) && highest > 0 ? highest * 1.08 : 1;
  const bottom = lowEnd([...shares.training, ...shares.validation]);
  return curvesSvg({
    title: `Fitting Room${right}`,
    settings: [shortSummary(recipe), trainingDetails(recipe)],
    epochs,
    marks: epochMarks(epochs),
    seams,
    panels: [
      { title: "Loss", ...losses, bottom: 0, top, marks: evenMarks(0, top), show: loss },
      {
        title: "Accuracy",
        ...shares,
        bottom,
        top: 1,
        marks: evenMarks(bottom, 1),
        show: (n) => percent(n, 0),
      },
    ],
  });
}

/** Return an SVG as PNG. @param {Blob} svg @returns {Promise<Blob>} */
async function rasterized(svg) {
  const image = new Image();
  image.src = URL.createObjectURL(svg);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * SCALE;
  canvas.height = image.naturalHeight * SCALE;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"),
  );
}

customElements.define("fr-numbers", FrNumbers);
