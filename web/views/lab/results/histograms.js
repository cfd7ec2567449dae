/**
 * <fr-histograms>: how the weights of each layer and its activations are spread, after an epoch that can
 * be chosen. Asks Python when it is shown.
 *
 * @import {Histogram, Histograms, LayerHistograms} from "../../../protocol.js"
 * @import {Outcome} from "../../../page/actions.js"
 * @import {State} from "../../../page/state.js"
 */
import { html, nothing, svg } from "lit";
import { isRunning } from "../../../page/state.js";
import { count, percent } from "../../../text/format.js";
import { select } from "../../shared/controls.js";
import { View } from "../../shared/view.js";
import "../styles/histograms.late.css";
import { shownEpoch } from "./epochs.js";

const [WIDTH, HEIGHT, FOOT] = [300, 110, 18];

class FrHistograms extends View {
  constructor() {
    super();
    /** @type {Histograms | null} */
    this.shown = null;
    /** The epoch that is chosen here; null follows the one that is shown in "Inside". @type {number | null} */
    this.chosen = null;
    /** What has been asked for last: a run and an epoch. */
    this.asked = "";
    this.fault = "";
  }

  /** @param {State} state */
  view(state) {
    const { kept } = state.inside;
    if (isRunning(state) || kept.length === 0) return nothing;
    const epoch = this.epoch(state);
    return html`<h4>How weights and activations are spread</h4>
      <div class="spread-tools"><label class="field-label" for="spread-epoch">After epoch</label>
        ${select({
          id: "spread-epoch",
          value: String(epoch),
          options: kept.map((n) => ({ value: String(n), text: n ? String(n) : "0, the start" })),
          report: (value) => this.choose(Number(value)),
        })}
        ${this.fault ? html`<p class="field-problem" role="alert">${this.fault}</p>` : nothing}</div>
      <p class="field-help">${this.shown ? `Each unit’s activations for ${count(this.shown.samples)} test pictures. Bars leave out what is exactly 0; its share stands below.` : "Counted in Python …"}</p>
      <div class="spreads">${this.shown?.layers.map((layer, i, all) => layerView(layer, i === all.length - 1))}</div>`;
  }

  /** @param {State} state */
  epoch({ inside }) {
    const { chosen } = this;
    return chosen !== null && inside.kept.includes(chosen) ? chosen : shownEpoch(inside);
  }

  /** @param {number} epoch */
  choose(epoch) {
    this.chosen = epoch;
    this.requestUpdate();
  }

  updated() {
    const { state } = this;
    if (!state?.run || isRunning(state) || state.inside.kept.length === 0) return;
    const epoch = this.epoch(state);
    const wanted = `${state.run.run_id} ${epoch}`;
    if (wanted === this.asked) return;
    this.asked = wanted;
    /** @param {Outcome} outcome */
    const resolve = ({ value, fault }) => {
      if (wanted !== this.asked) return;
      this.fault = fault ? `${fault.message} ${fault.hint}` : "";
      if (value && "layers" in value) this.shown = value;
      this.requestUpdate();
    };
    this.act({ type: "ask", question: { type: "histograms", epoch }, resolve });
  }
}

/** @param {LayerHistograms} layer @param {boolean} last */
function layerView({ name, activation, weights, activations }, last) {
  return html`<section class="spread" aria-label=${`Layer ${name}`}>
    <h5><span translate="no">${name}</span> <small>${activation}</small></h5>
    ${bars(`Weights of ${name}`, "weights", weights, "--chalk")}
    ${bars(`Activations of ${name}`, last ? "probabilities" : "activations", activations, "--thread")}
  </section>`;
}

/** @param {string} label @param {string} what @param {Histogram} histogram @param {string} stroke */
function bars(label, what, histogram, stroke) {
  const { low, high, counts } = histogram;
  const most = Math.max(1, ...counts);
  const step = WIDTH / counts.length;
  const base = HEIGHT - FOOT;
  const at = low < 0 && high > 0 ? (-low / (high - low)) * WIDTH : null;
  const words = inWords(histogram);
  return html`<figure>
    <svg class="spread-bars" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}: ${words}" style="--bar:var(${stroke})">
      ${counts.map((n, i) => svg`<rect x=${i * step + 0.5} width=${step - 1} y=${base - (n / most) * (base - 4)} height=${(n / most) * (base - 4)} />`)}
      <line x1="0" x2=${WIDTH} y1=${base} y2=${base} />
      ${at === null ? nothing : svg`<line class="zero" x1=${at} x2=${at} y1="0" y2=${base} />`}
      <text x="0" y=${HEIGHT - 4}>${short(low)}</text><text x=${WIDTH} y=${HEIGHT - 4} text-anchor="end">${short(high)}</text>
    </svg>
    <figcaption><b>${what}</b> ${words}</figcaption>
  </figure>`;
}

/** @param {Histogram} histogram */
function inWords({ low, high, counts, mean, zero, not_finite }) {
  const all = counts.reduce((sum, n) => sum + n, zero + not_finite);
  const none = zero > 0 ? `, ${percent(zero / all)} exactly 0` : "";
  const broken = not_finite > 0 ? `, ${count(not_finite)} not a number` : "";
  return `${count(all)} from ${short(low)} to ${short(high)}, mean ${short(mean)}${none}${broken}`;
}

/** @param {number} n */
function short(n) {
  return String(Number(n.toPrecision(2))).replace("-", "−");
}

customElements.define("fr-histograms", FrHistograms);
