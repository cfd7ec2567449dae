/**
 * <fr-experiment>: two or three programs that differ in one thing, run one after another with one press
 * and shown side by side. Dispatches "fr-tried" when all of them have ended.
 *
 * @import {CellOutput} from "../../protocol.js"
 * @import {Experiment} from "../../lessons/index.js"
 * @import {Kept} from "../../storage/lesson-progress.js"
 * @import {SideState} from "./experiment-side.js"
 */
import { html, LitElement, nothing } from "lit";
import { percent } from "../../text/format.js";
import { Chart } from "../chart/chart.js";
import * as icons from "../shared/icons.js";
import "../chart/line-numbers.js";
import { COLOURS } from "../chart/run-curves.js";
import { checks, differingLines, epochOf, PRELUDE } from "./experiment-programs.js";
import { sideView } from "./experiment-side.js";
import { formatText } from "./markup.js";
import "./question.js";
import { runCell, stopCell } from "../cells/run-cell.js";
import { onTheme } from "../shared/theme.js";

const NOTEBOOK = "experiment";
const AXIS_ROOM = 1.08;

class FrExperiment extends LitElement {
  static properties = { experiment: { attribute: false }, kept: { attribute: false } };

  constructor() {
    super();
    /** @type {Experiment | null} */
    this.experiment = null;
    /** @type {Kept} */
    this.kept = {};
    /** @type {SideState[]} */
    this.sides = [];
    /** @type {Chart[]} */
    this.charts = [];
    this.running = false;
    /** The epoch that is pointed at, counted from 0. @type {number | null} */
    this.pointed = null;
    /** @type {() => void} */
    this.forget = () => {};
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.forget = onTheme(() => {
      for (const chart of this.charts) chart.repaint();
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.forget();
    for (const chart of this.charts) chart.destroy();
    this.charts = [];
  }

  willUpdate() {
    if (this.sides.length === 0 && this.experiment) this.sides = this.fresh("idle");
  }

  /** @param {SideState["stage"]} stage @returns {SideState[]} */
  fresh(stage) {
    const sides = this.experiment?.sides ?? [];
    const nothing = { printed: "", history: {}, end: null, results: null };
    return sides.map(({ name, code }) => ({ name, checks: checks(code), stage, ...nothing }));
  }

  render() {
    if (!this.experiment) return nothing;
    const { experiment, why, sides, shows, guess } = this.experiment;
    const programs = sides.length === 2 ? "both programs" : "all three programs";
    return html`<section class="experiment" aria-label=${experiment}>
      <h4 class="experiment-name">${experiment}</h4>
      <p>${formatText(why)}</p>
      <fr-question .question=${guess} .kept=${this.kept} .predict=${true} .ran=${Boolean(this.kept.tried)} .runs=${programs}></fr-question>
      <div class="experiment-tools">
        <button class="button" @click=${(/** @type {MouseEvent} */ event) => (this.running ? stopCell(this, event) : this.run())}>
          ${this.running ? html`${icons.stop} Stop` : html`${icons.play} Run ${programs}`}
        </button>
        <span class="subtitle" role="status">${this.status()}</span>
      </div>
      <div class="sides" data-count=${sides.length}>${this.sides.map((side, i) => sideView(side, shows, i, this.pointed))}</div>
      ${shows === "curves" && !this.running ? html`<fr-line-numbers .drawn=${this.drawing(this.experiment)}></fr-line-numbers>` : nothing}
      ${this.programs()}
    </section>`;
  }

  status() {
    const now = this.sides.find(({ stage }) => stage === "running");
    if (now) return `“${now.name}” runs`;
    const refused = this.sides.find(({ end }) => end?.status === "refused")?.end?.fault;
    if (refused) return `${refused.message} ${refused.hint}`;
    return this.sides.every(({ stage }) => stage === "ended") ? "Done." : "";
  }

  programs() {
    const sides = this.experiment?.sides ?? [];
    const marks = differingLines(sides.map(({ code }) => code));
    return html`<details class="programs">
      <summary>Look at the programs; what differs is marked</summary>
      <div class="sides" data-count=${sides.length}>${sides.map(
        ({ name, code }, i) =>
          html`<pre translate="no" tabindex="0" aria-label="Program of “${name}”">${code
            .split("\n")
            .map((line, j) => html`${marks[i][j] ? html`<mark>${line}</mark>` : line}\n`)}</pre>`,
      )}</div>
    </details>`;
  }

  async run() {
    if (this.running || !this.experiment) return;
    this.running = true;
    this.sides = this.fresh("waiting");
    this.draw();
    for (const outputs of this.errorPlaces()) outputs.clear();
    this.requestUpdate();
    for (const i of this.sides.keys()) {
      await this.runSide(i);
      if (["lost", "refused"].includes(this.sides[i].end?.status ?? "")) break;
    }
    for (const side of this.sides) side.stage = side.end ? "ended" : "idle";
    this.running = false;
    this.requestUpdate();
    if (this.sides.every(({ end }) => end?.status === "ok" || end?.status === "error")) {
      const detail = { result: this.outcome() };
      this.dispatchEvent(new CustomEvent("fr-tried", { bubbles: true, detail }));
    }
  }

  /** The test accuracies that the programs came to, one after the other. */
  outcome() {
    const found = this.sides.map(({ results }) => results?.evaluation?.[1]);
    return found.map((value) => (value === undefined ? "–" : percent(value))).join(", ");
  }

  /** @param {number} i */
  async runSide(i) {
    const { name, code } = /** @type {Experiment} */ (this.experiment).sides[i];
    const side = this.sides[i];
    const cell = { cell: name, notebook: NOTEBOOK };
    side.stage = "running";
    this.requestUpdate();
    await runCell(this, { ...cell, source: PRELUDE, fresh: true });
    side.end = await runCell(this, {
      ...cell,
      source: code,
      experiment: true,
      onOutput: (output) => this.onOutput(i, output),
    });
    if (side.end.status === "ok") side.results = side.end.experiment;
    side.history = side.results?.history ?? {};
    // What a program has loaded and learned need not stay.
    await runCell(this, { ...cell, source: "", fresh: true });
    side.stage = "ended";
    this.requestUpdate();
    await this.updateComplete;
    this.draw();
  }

  /** @param {number} i @param {CellOutput} output */
  onOutput(i, output) {
    if (output.kind === "error") this.errorPlaces()[i].add(output);
    if (output.kind === "stream") this.sides[i].printed += output.text;
    if (output.kind === "learning") {
      this.sides[i].history = output.history;
      this.draw();
    }
    this.requestUpdate();
  }

  /** @returns {any[]} */
  errorPlaces() {
    return [...this.querySelectorAll(".side-error")];
  }

  /** All sides on the same axes, so that they can be compared; while one trains, all its epochs have room. */
  draw() {
    const histories = this.sides.map(({ history }) => history);
    const values = histories.flatMap(({ loss = [], val_loss = [] }) => [...loss, ...val_loss]);
    const planned = this.sides.map(({ end, printed }) =>
      end ? 0 : (epochOf(printed)?.epochs ?? 0),
    );
    const epochs = Math.max(1, ...planned, ...histories.map(({ loss = [] }) => loss.length));
    for (const box of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(".chart"))) {
      const i = Number(box.dataset.side);
      this.charts[i] ??= new Chart(box, {
        tick: (n, digits) => n.toFixed(digits),
        top: null,
        point: (epoch) => this.point(epoch),
      });
      this.charts[i].top = values.length
        ? Math.max(...values.map((value) => value ?? 0)) * AXIS_ROOM
        : null;
      this.charts[i].draw(epochs, [histories[i].loss ?? [], histories[i].val_loss ?? []]);
    }
  }

  /** One crosshair for all sides. @param {number | null} epoch Counted from 0. */
  point(epoch) {
    if (epoch === this.pointed) return;
    this.pointed = epoch;
    for (const chart of this.charts) chart?.mark(epoch);
    this.requestUpdate();
  }

  /** What the charts show, for their table and their picture. @param {Experiment} experiment */
  drawing({ experiment: title }) {
    const curves = this.sides.flatMap(({ name, history }, i) => {
      const colour = COLOURS[i % COLOURS.length];
      const { loss = [], val_loss = [] } = history;
      return [
        { name, colour, dash: [], values: loss },
        { name: `${name}, test pictures`, colour, dash: [7, 5], values: val_loss },
      ].filter(({ values }) => values.length > 0);
    });
    return { title: `Loss: ${title}`, settings: [], shares: false, curves };
  }

  firstUpdated() {
    this.draw();
  }
}

customElements.define("fr-experiment", FrExperiment);
