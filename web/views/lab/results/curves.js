/**
 * <fr-curves>: loss and accuracy after each epoch, for training and validation.
 *
 * @import {State} from "../../../page/state.js"
 */
import { html, nothing } from "lit";
import { canGoOn, isRunning } from "../../../page/state.js";
import { allEpochs } from "../../../recipe/recipe.js";
import { loss, percent } from "../../../text/format.js";
import { shareMark } from "../../chart/axes.js";
import { Chart, lowestEpoch } from "../../chart/chart.js";
import { drawSoon } from "../../shared/draw-queue.js";
import { foldClass, panelHeading } from "../../shared/headings.js";
import { onTheme } from "../../shared/theme.js";
import { View } from "../../shared/view.js";
import { strides } from "../steps/strides.js";

const CURVES = [
  {
    key: "loss",
    title: "Loss",
    means: "how wrong it is: lower is better",
    show: loss,
    tick: (/** @type {number} */ n, /** @type {number} */ digits) => n.toFixed(digits),
    top: null,
  },
  {
    key: "accuracy",
    title: "Accuracy",
    means: "the share it gets right: higher is better",
    show: (/** @type {number | undefined} */ n) => percent(n),
    tick: shareMark,
    top: 1,
  },
];

const DIALOGS = {
  "fr-go-on": () => import("./go-on.js"),
  "fr-numbers": () => import("./numbers.js"),
};

class FrCurves extends View {
  constructor() {
    super();
    /** @type {Map<string, Chart>} */
    this.charts = new Map();
    this.drawn = "";
    /** Whether the axis of the loss is logarithmic. */
    this.log = false;
    /** Dialogs that have been opened. @type {Set<string>} */
    this.dialogs = new Set();
    /** The epoch under the pointer, counted from 0. @type {number | null} */
    this.pointed = null;
    /** @type {() => void} */
    this.unsubscribe = () => {};
  }

  connectedCallback() {
    super.connectedCallback();
    this.unsubscribe = onTheme(() => {
      for (const chart of this.charts.values()) chart.repaint();
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unsubscribe();
    for (const chart of this.charts.values()) chart.destroy();
    this.charts.clear();
  }

  /** @param {State} state */
  view(state) {
    return html`<section class="panel curves ${foldClass(state, "curves")}" aria-labelledby="curves-head">
      ${panelHeading(state, "curves", "Learning", "after each epoch")}
      <div class="curve-tools at-curves">
        ${state.run?.history.loss && !isRunning(state) ? html`<button class="button small" @click=${() => this.open("fr-numbers")}>Numbers</button>` : nothing}
        ${canGoOn(state) ? html`<button class="button small" @click=${() => this.open("fr-go-on")}>Go on<span class="visually-hidden"> with more epochs</span></button>` : nothing}
        ${state.hide.includes("fit") ? nothing : strides(state, (action) => this.act(action))}
      </div>
      <div class="curve-pair">${CURVES.map((curve) => this.curve(state, curve))}</div>
      ${this.dialogs.has("fr-numbers") ? html`<fr-numbers .state=${state}></fr-numbers>` : nothing}
      ${this.dialogs.has("fr-go-on") ? html`<fr-go-on .state=${state}></fr-go-on>` : nothing}
    </section>`;
  }

  /** Open a dialog, which is fetched the first time. @param {keyof typeof DIALOGS} name */
  async open(name) {
    await DIALOGS[name]();
    this.dialogs.add(name);
    this.requestUpdate();
    await this.updateComplete;
    /** @type {HTMLElement & {open: () => void}} */ (this.querySelector(name)).open();
  }

  /** @param {State} state @param {typeof CURVES[number]} curve */
  curve({ run, recipe }, { key, title, means, show }) {
    const none = (run?.recipe ?? recipe).split === 0;
    const training = run?.history[key] ?? [];
    const validation = run?.history[`val_${key}`] ?? [];
    const at = this.pointed ?? training.length - 1;
    const log = /** @type {"loss" | "accuracy"} */ (key);
    const now = training[at] ?? run?.logs[log];
    const checked = validation[at];
    const lowest = key === "loss" && run?.reason ? lowestEpoch(validation) : null;
    const about = lowest ? `lower is better, lowest at epoch ${lowest}` : means;
    const label = training.length
      ? `${title} after ${training.length} epochs: training ${show(training.at(-1))}${validation.length ? `, validation ${show(validation.at(-1))}` : ""}`
      : `${title}: nothing to draw yet`;
    return html`<figure class="curve">
      <figcaption><h3>${title}</h3> <span class="subtitle">${this.pointed !== null && training.length > 0 ? `epoch ${at + 1}` : about}</span>${key === "loss" ? html`<button class="link log-scale" aria-pressed=${this.log} @click=${this.scaleLoss}>log<span class="visually-hidden"> scale</span></button>` : nothing}</figcaption>
      <div class="chart" data-key=${key} role="img" aria-label=${label} tabindex=${training.length > 0 ? 0 : nothing}></div>
      <p class="chart-empty" ?hidden=${training.length > 0}><span>${run ? "The first point comes with the end of the first epoch." : "A line will grow here, one point an epoch."}</span></p>
      <p class="legend">
        <span class="key training">training <b class="num">${run ? show(now) : "–"}</b></span>
        <span class="key validation">validation <b class="num">${none ? "none" : checked === undefined ? "–" : show(checked)}</b></span>
      </p>
    </figure>`;
  }

  updated() {
    if (!this.state) return;
    const { run, recipe } = this.state;
    const running = isRunning(this.state);
    const finished = run?.history.loss?.length ?? 0;
    // Once it has ended, what it was not trained needs no room.
    const planned = run?.epochs ?? allEpochs(recipe);
    const ended = Boolean(run?.reason) && finished > 0;
    const epochs = ended ? finished : planned;
    const drawn = [
      run?.run_id,
      epochs,
      run?.history.loss?.length,
      run?.history.val_loss?.length,
      running,
      ended,
      this.log,
    ].join();
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    for (const curve of CURVES) {
      const { key } = curve;
      const box = /** @type {HTMLElement} */ (this.querySelector(`.chart[data-key=${key}]`));
      const [training, validation] = [run?.history[key] ?? [], run?.history[`val_${key}`] ?? []];
      const seams = run?.seams ?? [];
      const best = key === "loss" && ended ? [null, lowestEpoch(validation)] : [];
      const draw = () => this.chart(curve, box).draw(epochs, [training, validation], seams, best);
      drawSoon(box, draw, { seen: running });
    }
  }

  scaleLoss() {
    this.log = !this.log;
    this.charts.get("loss")?.destroy();
    this.charts.delete("loss");
    this.requestUpdate();
  }

  /** @param {typeof CURVES[number]} curve @param {HTMLElement} box */
  chart({ key, tick, top }, box) {
    const before = this.charts.get(key);
    if (before) return before;
    const log = key === "loss" && this.log;
    const chart = new Chart(box, { tick, top, log, point: (epoch) => this.point(epoch) });
    this.charts.set(key, chart);
    return chart;
  }

  /** @param {number | null} epoch */
  point(epoch) {
    if (epoch === this.pointed) return;
    this.pointed = epoch;
    for (const chart of this.charts.values()) chart.mark(epoch);
    this.requestUpdate();
  }
}

customElements.define("fr-curves", FrCurves);
