/**
 * <fr-list-curves>: the curves of a list, each run thin; of each varied value the middle and the band.
 *
 * @import {Band} from "../../protocol.js"
 * @import {ListState, Metric} from "../../page/runs/run-list-room.js"
 * @import {Line, Values} from "../chart/chart.js"
 */
import { html, LitElement, nothing } from "lit";
import { labelOf, valueText } from "../../recipe/run-list.js";
import { loss, percent, pluralize } from "../../text/format.js";
import { shortSummary, trainingDetails } from "../../text/recipe-summary.js";
import { shareMark } from "../chart/axes.js";
import { Chart } from "../chart/chart.js";
import { lineLabels } from "../chart/line-labels.js";
import { select } from "../shared/controls.js";
import "../chart/line-numbers.js";
import { COLOURS, DASHES, METRICS } from "../chart/run-curves.js";
import { onTheme } from "../shared/theme.js";

class FrListCurves extends LitElement {
  static properties = { list: { attribute: false }, report: { attribute: false } };

  constructor() {
    super();
    /** @type {ListState | null} */
    this.list = null;
    /** @type {(metric: Metric) => void} */
    this.report = () => {};
    /** @type {Chart | null} */
    this.chart = null;
    this.kinds = "";
    /** The epoch that is pointed at, counted from 0. @type {number | null} */
    this.pointed = null;
    /** @type {() => void} */
    this.unsubscribe = () => {};
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.unsubscribe = onTheme(() => this.chart?.repaint());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unsubscribe();
    this.chart?.destroy();
    this.chart = null;
    this.kinds = "";
  }

  render() {
    const { list } = this;
    if (!list) return nothing;
    const known = this.known(list);
    const at = this.pointed === null ? "at the end" : `after epoch ${this.pointed + 1}`;
    return html`<div class="list-metric">
        <label class="field-label" for="list-metric">Curves of</label>
        ${select({
          id: "list-metric",
          value: list.metric,
          options: Object.entries(METRICS).map(([value, text]) => ({ value, text })),
          report: (value) => this.report(/** @type {Metric} */ (value)),
        })}
        <span class="field-help">${this.statistic(known.map(({ band }) => band))}</span>
      </div>
      <div class="chart" role="img" tabindex="0" aria-label="${METRICS[list.metric]} of ${pluralize(list.runs.filter(({ kept }) => kept).length, "run")} by epoch; ${at}: ${known.map(({ name, band }) => `${name} ${this.number(band)}`).join(", ")}"></div>
      <p class="legend">${known.map(({ name, band, stroke }) => html`<span class="list-key" style="color:var(${stroke})">${name} <b class="num">${this.number(band)}</b></span>`)}</p>
      <fr-line-numbers .drawn=${this.table(list)}></fr-line-numbers>`;
  }

  /** The same for the table and the picture: of each value the middle, then its runs. @param {ListState} list */
  table(list) {
    const known = this.known(list);
    const { metric, recipe } = list;
    return {
      title: `${METRICS[metric]} by ${labelOf(list.list.vary?.key ?? "seed").toLowerCase()}`,
      settings: [
        `${shortSummary(recipe)}, ${trainingDetails(recipe)}`,
        this.statistic(known.map(({ band }) => band)),
      ],
      shares: !metric.endsWith("loss"),
      curves: known.flatMap(({ band, name, stroke, dash, value }) => {
        const middle = { name, colour: stroke, dash, values: band.middle };
        const runs = list.runs.flatMap((run) => {
          const values = run.value === value ? run.kept?.history[metric] : undefined;
          const seed = `${name}, seed ${run.recipe.seed}`;
          return values ? [{ name: seed, colour: stroke, dash, values, thin: true }] : [];
        });
        if (band.runs === 1) return [middle];
        const { low, high } = band;
        return [{ ...middle, name: `${name}, ${band.statistic}`, low, high }, ...runs];
      }),
    };
  }

  /** What the thick lines and the bands are. @param {Band[]} bands */
  statistic(bands) {
    if (bands.length === 0) return "";
    const kinds = new Set(bands.map(({ statistic }) => statistic));
    const words = [];
    if (kinds.has("median")) words.push("thick: median; band: least to most");
    if (kinds.has("interquartile mean"))
      words.push("thick: interquartile mean; band: its 95 % bootstrap interval");
    return `Thin: one run each; ${words.join("; or ")}.`;
  }

  /** @param {Band} band */
  number({ middle }) {
    const value = middle[Math.min(this.pointed ?? middle.length, middle.length - 1)];
    return this.list?.metric.endsWith("loss") ? loss(value) : percent(value);
  }

  /** The values that have runs, each with its colour. @param {ListState} list */
  known({ list, curves }) {
    return curves.flatMap((band, i) => {
      const name = list.vary ? valueText(list.vary.key, list.vary.values[i]) : "all seeds";
      const stroke = COLOURS[i % COLOURS.length];
      const dash = DASHES[Math.floor(i / COLOURS.length) % DASHES.length];
      return band ? [{ band, name, stroke, dash, value: i }] : [];
    });
  }

  updated() {
    const box = /** @type {HTMLElement | null} */ (this.querySelector(".chart"));
    const { list } = this;
    if (!box || !list) return;
    const { lines, curves } = this.drawing(list);
    const shares = !list.metric.endsWith("loss");
    const kinds = [list.metric, ...lines.map(({ label, stroke }) => `${label}${stroke}`)].join();
    if (kinds !== this.kinds) {
      this.kinds = kinds;
      this.chart?.destroy();
      this.chart = new Chart(box, {
        tick: (n, digits) => (shares ? shareMark(n) : n.toFixed(digits)),
        top: shares ? 1 : null,
        lines,
        labels: lineLabels(lines),
        point: (epoch) => this.point(epoch),
      });
    }
    this.chart?.draw(Math.max(1, ...curves.map(({ length }) => length)), curves);
  }

  /** @param {ListState} list @returns {{lines: Line[], curves: Values[]}} */
  drawing(list) {
    /** @type {Line[]} */
    const lines = [];
    /** @type {Values[]} */
    const curves = [];
    for (const { band, name, stroke, dash, value } of this.known(list)) {
      const thin = { stroke, fill: stroke, dash, thin: true };
      for (const run of list.runs) {
        const curve = run.value === value ? run.kept?.history[list.metric] : undefined;
        if (!curve) continue;
        lines.push(thin);
        curves.push(curve);
      }
      // With one run the middle is the run itself, and there is no band.
      if (band.runs > 1) {
        lines.push({ ...thin, band: lines.length + 1 }, thin);
        curves.push(band.high, band.low);
      }
      lines.push({ stroke, fill: dash.length > 0 ? "--paper" : stroke, dash, label: name });
      curves.push(band.middle);
    }
    return { lines, curves };
  }

  /** @param {number | null} epoch */
  point(epoch) {
    if (epoch === this.pointed) return;
    this.pointed = epoch;
    this.chart?.mark(epoch);
    this.requestUpdate();
  }
}

customElements.define("fr-list-curves", FrListCurves);
