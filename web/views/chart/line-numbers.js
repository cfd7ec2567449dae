/**
 * <fr-line-numbers>: the numbers behind a chart of several runs, folded below it: a table by epoch, to
 * copy, and the chart as a picture to save.
 *
 * @import {Curve} from "../../text/lines-svg.js"
 *
 * A curve as the page draws it; `colour` is the name of a custom property.
 * `settings` are lines of words that the picture has below its title; `shares`: the values are fractions.
 * @typedef {{title: string, settings: string[], shares: boolean, curves: Curve[]}} Drawn
 */
import { html, LitElement, nothing } from "lit";
import { copyRefused, copyText } from "../../text/clipboard.js";
import { loss, percent } from "../../text/format.js";
import { linesSvg } from "../../text/lines-svg.js";
import { curvesCsv } from "../../text/run-csv.js";
import * as icons from "../shared/icons.js";
import { apart } from "./apart.js";
import { epochMarks, evenMarks, lowEnd } from "./axes.js";
import { savePicture } from "./save-picture.js";

/** Epochs on a page of the table. */
const PAGE = 25;
/** The light theme's colours: a picture is for paper. @type {Record<string, string>} */
const ON_PAPER = {
  "--chalk": "#2b5fb3",
  "--thread": "#c2472d",
  "--ink": "#22252e",
  "--soft": "#686b75",
};

class FrLineNumbers extends LitElement {
  static properties = { drawn: { attribute: false }, opened: { state: true } };

  constructor() {
    super();
    /** @type {Drawn | null} */
    this.drawn = null;
    this.opened = false;
    this.page = 0;
    this.said = "";
  }

  createRenderRoot() {
    return this;
  }

  render() {
    const { drawn } = this;
    if (!drawn || drawn.curves.length === 0) return nothing;
    return html`<details class="line-numbers" @toggle=${this.toggled}>
      <summary>Numbers and picture of these curves</summary>
      ${this.opened ? this.numbers(drawn) : nothing}
    </details>`;
  }

  /** @param {Drawn} drawn */
  numbers({ title, shares, curves }) {
    const epochs = Math.max(1, ...curves.map(({ values }) => values.length));
    const pages = Math.ceil(epochs / PAGE);
    const first = Math.min(this.page, pages - 1) * PAGE;
    const rows = Array.from({ length: Math.min(PAGE, epochs - first) }, (_, i) => first + i);
    const show = shares ? percent : loss;
    return html`<div class="numbers-box" tabindex="0" role="region" aria-label="Numbers of every epoch"><table>
        <caption class="visually-hidden">${title}</caption>
        <thead><tr><th scope="col">epoch</th>${curves.map(({ name }) => html`<th scope="col" class="to-right">${name}</th>`)}</tr></thead>
        <tbody>${rows.map(
          (at) =>
            html`<tr><th scope="row">${at + 1}</th>${curves.map(({ values }) => html`<td class="to-right num">${at < values.length ? show(values[at]) : ""}</td>`)}</tr>`,
        )}</tbody>
      </table></div>
      <div class="numbers-tools">
        ${pages > 1 ? this.pager(pages) : nothing}
        <button class="button small" @click=${this.copy}>Copy numbers</button>
        <button class="button small" @click=${() => this.save("svg")}>Save picture (SVG)</button>
        <button class="button small" @click=${() => this.save("png")}>Save picture (PNG)</button>
        <span class="field-help" role="status">${this.said}</span>
      </div>`;
  }

  /** @param {number} pages */
  pager(pages) {
    const page = Math.min(this.page, pages - 1);
    /** @param {number} by */
    const turn = (by) => () => {
      this.page = page + by;
      this.requestUpdate();
    };
    return html`<button class="icon-button" aria-label="Earlier epochs" ?disabled=${page === 0} @click=${turn(-1)}>${icons.previous}</button>
      <span class="num">${page + 1} of ${pages}</span>
      <button class="icon-button" aria-label="Later epochs" ?disabled=${page === pages - 1} @click=${turn(1)}>${icons.next}</button>`;
  }

  /** @param {Event} event */
  toggled({ target }) {
    this.opened = /** @type {HTMLDetailsElement} */ (target).open;
    this.said = "";
  }

  async copy() {
    const { curves } = /** @type {Drawn} */ (this.drawn);
    this.said = (await copyText(curvesCsv(curves))) ? "Copied" : copyRefused();
    this.requestUpdate();
  }

  /** @param {"svg" | "png"} kind */
  save(kind) {
    return savePicture("curves", picture(/** @type {Drawn} */ (this.drawn)), kind);
  }
}

/** Return the curves as SVG. @param {Drawn} drawn */
function picture({ title, settings, shares, curves }) {
  const epochs = Math.max(1, ...curves.map(({ values }) => values.length));
  const values = curves.flatMap((curve) => [...curve.values, ...(curve.high ?? [])]);
  const highest = Math.max(...values.map((value) => Number(value)).filter(Number.isFinite));
  const top = shares ? 1 : Number.isFinite(highest) && highest > 0 ? highest * 1.08 : 1;
  const bottom = shares ? lowEnd([...values, ...curves.flatMap(({ low }) => low ?? [])]) : 0;
  return linesSvg({
    title: `Fitting Room: ${title}`,
    settings,
    epochs,
    marks: epochMarks(epochs),
    curves: curves.map((curve) => ({ ...curve, colour: ON_PAPER[curve.colour] })),
    bottom,
    top,
    ticks: evenMarks(0, top - bottom).map((tick) => Number((bottom + tick).toPrecision(12))),
    show: (n) => (shares ? percent(n, 0) : n.toFixed(2)),
    apart,
  });
}

customElements.define("fr-line-numbers", FrLineNumbers);
