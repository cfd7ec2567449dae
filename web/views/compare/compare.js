/**
 * <fr-compare>: runs that were kept, side by side: what differs in their settings, what came of it, and
 * their curves in one chart. They can be named, noted, hidden, deleted, saved and opened.
 *
 * @import {Interval, Tested} from "../../protocol.js"
 * @import {Metric} from "../../page/runs/run-list-room.js"
 * @import {KeptRun} from "../../page/runs/runs-file.js"
 * @import {Outcome} from "../../page/actions.js"
 * @import {State} from "../../page/state.js"
 * @import {Line} from "../chart/chart.js"
 */
import { html, nothing } from "lit";
import { clear, exceptions, keptRuns, put, remove } from "../../page/runs/kept-runs.js";
import { RunsFileError, readRuns, textOf, writeRuns } from "../../page/runs/runs-file.js";
import { differingKeys } from "../../recipe/recipe.js";
import { count, pluralize } from "../../text/format.js";
import { shortSummary, trainingDetails } from "../../text/recipe-summary.js";
import { shareMark } from "../chart/axes.js";
import { Chart } from "../chart/chart.js";
import { lineLabels } from "../chart/line-labels.js";
import { select } from "../shared/controls.js";
import "../chart/line-numbers.js";
import { COLOURS, DASHES, METRICS } from "../chart/run-curves.js";
import { onTheme } from "../shared/theme.js";
import { View } from "../shared/view.js";
import "./styles/compare.late.css";
import {
  bestEpoch,
  letterOf,
  runsTable,
  settingText,
  testId,
  testOf,
  whatDiffers,
} from "./table.js";

/** Runs that are listed; the latest of those that are kept. */
const LISTED = 24;

class FrCompare extends View {
  constructor() {
    super();
    /** @type {KeptRun[]} */
    this.kept = [];
    /** How sure their test results are, as far as Python has said. @type {Map<string, Interval>} */
    this.intervals = new Map();
    /** What Undo brings back. @type {KeptRun[]} */
    this.deleted = [];
    /** @type {Metric} */
    this.metric = "val_accuracy";
    /** The epoch that is pointed at, counted from 0. @type {number | null} */
    this.pointed = null;
    this.said = "";
    /** @type {Chart | null} */
    this.chart = null;
    this.drawn = "";
    this.latest = "";
    /** @type {() => void} */
    this.unsubscribe = () => {};
  }

  connectedCallback() {
    super.connectedCallback();
    this.unsubscribe = onTheme(() => this.chart?.repaint());
    // From now on runs are tested on the pictures that all are compared by.
    this.act({ type: "compare" });
    this.reload();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unsubscribe();
    this.chart?.destroy();
    this.chart = null;
    this.drawn = "";
  }

  async reload() {
    this.kept = (await keptRuns()).slice(0, LISTED);
    // Without a validation split there is nothing of it to draw.
    if (this.kept.length > 0 && !this.kept.some(({ history }) => history[this.metric]))
      this.metric = "accuracy";
    this.requestUpdate();
    this.askIntervals();
  }

  /** Have Python say how sure each result is. */
  askIntervals() {
    const open = this.kept.filter((run) => testOf(run) && !this.intervals.has(testId(run)));
    if (open.length === 0 || this.state?.phase === "booting") return;
    const tests = open.map((run) => /** @type {Tested} */ (testOf(run)));
    const counted = tests.map(({ samples, correct }) => ({ samples, correct }));
    /** @param {Outcome} outcome */
    const resolve = ({ value }) => {
      if (!value || !("intervals" in value)) return;
      for (const [i, interval] of value.intervals.entries())
        this.intervals.set(testId(open[i]), interval);
      this.requestUpdate();
    };
    this.act({
      type: "ask",
      question: { type: "summarize", tests: counted, groups: [] },
      resolve,
    });
  }

  /** @param {State} state */
  view(state) {
    const { kept } = this;
    const differing = differingKeys(kept.map(({ recipe }) => recipe));
    const most = Math.max(1, ...kept.map(({ history }) => history.loss.length));
    return html`<div class="compare-tools">
        <label class="field-label" for="compare-metric">Curves of</label>
        ${select({
          id: "compare-metric",
          value: this.metric,
          options: Object.entries(METRICS).map(([value, text]) => ({ value, text })),
          report: (value) => this.show(/** @type {Metric} */ (value)),
        })}
        <button class="button small" ?disabled=${kept.length === 0} @click=${this.save}>Save to a file</button>
        <button class="button small" @click=${() => this.querySelector("input")?.click()}>Open a file</button>
        <input type="file" accept=".json,application/json" aria-label="File of runs" hidden @change=${this.open}>
        <button class="button small" ?disabled=${kept.length + exceptions().unreadable === 0} @click=${this.clear}>Clear all</button>
        ${this.deleted.length > 0 ? html`<button class="button small" @click=${this.undo}>Undo</button>` : nothing}
        <span class="field-help" role="status">${this.said}</span>
      </div>
      ${whatDiffers(kept, differing)}
      <div class="chart" data-overlay role="img" tabindex="0" aria-label="${METRICS[this.metric]} of ${pluralize(this.lines().length, "run")} over ${pluralize(most, "epoch")}; the table holds their numbers"></div>
      <fr-line-numbers .drawn=${this.drawing(differing)}></fr-line-numbers>
      ${runsTable({
        ...{ state, kept, differing, metric: this.metric, pointed: this.pointed },
        intervals: this.intervals,
        change: (run, changes) => this.change_(run, changes),
        use: ({ recipe }) => this.act({ type: "use", recipe }),
        remove: (run) => this.delete(run),
      })}
      <p class="field-help">${this.words(differing.length)}</p>`;
  }

  /** @param {number} differing */
  words(differing) {
    const { unreadable, unkept } = exceptions();
    const left =
      unreadable > 0
        ? ` ${pluralize(unreadable, "kept run")} cannot be read, being damaged or of another version of this page; Clear all deletes them too.`
        : "";
    if (this.kept.length === 0) return `Nothing is kept yet: the next run will be.${left}`;
    const [{ recipe }] = this.kept;
    const same =
      differing > 0
        ? "Settings that are the same in all of them are left out; a ring marks each run’s best epoch, that of its lowest validation loss."
        : `All have the same settings: ${shortSummary(recipe)}, ${trainingDetails(recipe)}.`;
    const own = this.kept.some((run) => testOf(run) && !run.compared)
      ? " “Its own”: tested on fewer pictures, before they were compared; train such a run again for the same test."
      : "";
    return `${same} Test: on the same pictures for all with the same classes.${own} ${
      unkept > 0
        ? `This browser has no room to keep ${unkept === this.kept.length ? "them" : `${count(unkept)} of them`}: save them to a file before you leave the page.`
        : "Runs stay in this browser until you delete them."
    }${left}`;
  }

  /** The runs that are drawn, with their letters. */
  lines() {
    return this.kept
      .map((run, i) => ({ run, label: letterOf(i), i }))
      .filter(({ run }) => !run.hidden && run.history[this.metric]);
  }

  /** What the chart shows, for its table and its picture. @param {string[]} differing */
  drawing(differing) {
    const lines = this.lines();
    return {
      title: METRICS[this.metric],
      settings: lines.map(
        ({ run, label }) => `${label}: ${shortSummary(run.recipe)}, ${trainingDetails(run.recipe)}`,
      ),
      shares: !this.metric.endsWith("loss"),
      curves: lines.map(({ run, label, i }) => {
        const { stroke, dash } = styleOf(i, label);
        const about = differing.length === 1 ? settingText(run, differing[0]) : "";
        const name = [label, run.name || about].filter(Boolean).join(" ");
        return { name, colour: stroke, dash, values: run.history[this.metric] };
      }),
    };
  }

  updated() {
    this.follow();
    for (const box of this.querySelectorAll(".compare-table input[type=text]"))
      box.setAttribute("aria-label", box.id.startsWith("name") ? "Name" : "Note");
    const box = /** @type {HTMLElement | null} */ (this.querySelector("[data-overlay]"));
    const lines = this.lines();
    const drawn = [this.metric, ...lines.map(({ run, label }) => label + run.id)].join();
    if (!box || drawn === this.drawn) return;
    this.drawn = drawn;
    this.chart?.destroy();
    const shares = !this.metric.endsWith("loss");
    const styles = lines.map(({ label, i }) => styleOf(i, label));
    this.chart = new Chart(box, {
      tick: (n, digits) => (shares ? shareMark(n) : n.toFixed(digits)),
      top: shares ? 1 : null,
      lines: styles,
      labels: lineLabels(styles),
      point: (epoch) => this.point(epoch),
    });
    const curves = lines.map(({ run }) => run.history[this.metric]);
    const best = lines.map(({ run }) => bestEpoch(run));
    this.chart.draw(Math.max(1, ...curves.map(({ length }) => length)), curves, [], best);
  }

  /** A run that has ended meanwhile is kept by now. */
  follow() {
    const run = this.state?.run;
    const latest = `${run?.run_id} ${run?.reason} ${run?.tested?.samples}`;
    if (!run?.reason || latest === this.latest) return;
    this.latest = latest;
    setTimeout(() => this.reload(), 300);
  }

  /** @param {number | null} epoch */
  point(epoch) {
    if (epoch === this.pointed) return;
    this.pointed = epoch;
    this.chart?.mark(epoch);
    this.requestUpdate();
  }

  /** @param {Metric} metric */
  show(metric) {
    this.metric = metric;
    this.requestUpdate();
  }

  /** @param {KeptRun} run As shown; it may have been changed since. @param {Partial<KeptRun>} changes */
  async change_({ id }, changes) {
    this.kept = this.kept.map((run) => (run.id === id ? { ...run, ...changes } : run));
    this.requestUpdate();
    await put(this.kept.filter((run) => run.id === id));
  }

  /** @param {KeptRun} run */
  async delete(run) {
    this.deleted = [run];
    this.said = "Deleted.";
    await remove(run.id);
    await this.reload();
  }

  async clear() {
    this.deleted = await keptRuns();
    this.said = `${count(this.deleted.length)} deleted.`;
    await clear();
    await this.reload();
  }

  async undo() {
    await put(this.deleted);
    this.deleted = [];
    this.said = "Back again.";
    await this.reload();
  }

  async save() {
    const link = document.createElement("a");
    link.download = "fitting-room-runs.json";
    link.href = URL.createObjectURL(new Blob([writeRuns(await keptRuns())]));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  /** @param {Event} event */
  async open(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const file = input.files?.[0];
    input.value = "";
    if (!file) return;
    try {
      const runs = readRuns(await textOf(file));
      await put(runs);
      this.said = `${count(runs.length)} opened.`;
    } catch (error) {
      if (!(error instanceof RunsFileError)) throw error;
      this.said = error.message;
    }
    await this.reload();
  }
}

/** @param {number} i @param {string} label @returns {Line} */
function styleOf(i, label) {
  const stroke = COLOURS[i % COLOURS.length];
  const dash = DASHES[Math.floor(i / COLOURS.length) % DASHES.length];
  return { stroke, fill: dash.length > 0 ? "--paper" : stroke, dash, label };
}

customElements.define("fr-compare", FrCompare);
