/**
 * <fr-compare>: runs that were kept, side by side: what differs in their settings, what came of it, and
 * their curves in one chart. They can be named, noted, hidden, deleted, saved and opened.
 *
 * @import {Interval, Tested} from "../../protocol.js"
 * @import {Metric} from "../../page/runs/run-list-room.js"
 * @import {KeptRun} from "../../page/runs/runs-file.js"
 * @import {Outcome} from "../../page/actions.js"
 * @import {State} from "../../page/state.js"
 * @import {Line} from "../shared/chart.js"
 */
import { html, nothing } from "lit";
import { clear, keptRuns, put, remove } from "../../page/runs/kept-runs.js";
import { isWhole, RunsFileError, readRuns, textOf, writeRuns } from "../../page/runs/runs-file.js";
import { isRunning } from "../../page/state.js";
import { differingKeys, field, isLocked } from "../../recipe/recipe.js";
import { writeValue } from "../../recipe/validate.js";
import { count, duration, loss, percent, pluralize } from "../../text/format.js";
import { shortSummary, trainingDetails } from "../../text/recipe-summary.js";
import { Chart } from "../shared/chart.js";
import { select, textInput } from "../shared/controls.js";
import { lineLabels } from "../shared/line-labels.js";
import { inWords } from "../shared/locked.js";
import { COLOURS, DASHES, METRICS } from "../shared/run-curves.js";
import { onTheme } from "../shared/theme.js";
import { View } from "../shared/view.js";

/** Runs that are listed; the latest of those that are kept. */
const LISTED = 24;
/** Differing settings that have room for a column each, beside what came of them. */
const COLUMNS = 3;

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
    const at = this.pointed === null ? "at the end" : `after epoch ${this.pointed + 1}`;
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
        <button class="button small" ?disabled=${kept.length === 0} @click=${this.clear}>Clear all</button>
        ${this.deleted.length > 0 ? html`<button class="button small" @click=${this.undo}>Undo</button>` : nothing}
        <span class="field-help" role="status">${this.said}</span>
      </div>
      <div class="chart" data-overlay role="img" tabindex="0" aria-label="${METRICS[this.metric]} of ${pluralize(this.lines().length, "run")} over ${pluralize(most, "epoch")}; the table holds their numbers"></div>
      <div class="compare-table" tabindex="0" role="region" aria-label="Runs side by side"><table>
        <thead><tr>
          <th scope="col" colspan="2">Run</th>
          ${differing.length > COLUMNS ? html`<th scope="col">What differs</th>` : differing.map((key) => html`<th scope="col">${field(key).label}</th>`)}
          <th scope="col" class="to-right">${METRICS[this.metric]} ${at}</th>
          <th scope="col" class="to-right">Best epoch</th>
          <th scope="col" class="to-right">Test accuracy, 95 % interval</th>
          <th scope="col" class="to-right">Time</th>
          <td></td>
        </tr></thead>
        <tbody>${kept.map((run, i) => this.row(state, run, i, differing))}</tbody>
      </table></div>
      <p class="field-help">${this.words(differing.length)}</p>`;
  }

  /** @param {number} differing */
  words(differing) {
    if (this.kept.length === 0) return "Nothing is kept yet: the next run will be.";
    const [{ recipe }] = this.kept;
    const same =
      differing > 0
        ? "Settings that are the same in all of them are left out."
        : `All have the same settings: ${shortSummary(recipe)}, ${trainingDetails(recipe)}.`;
    const own = this.kept.some((run) => testOf(run) && !run.compared)
      ? " “Its own”: tested on fewer pictures, before they were compared; train such a run again for the same test."
      : "";
    return `${same} Test: on the same pictures for all with the same classes.${own} Runs stay in this browser until you delete them.`;
  }

  /** @param {State} state @param {KeptRun} run @param {number} i @param {string[]} differing */
  row(state, run, i, differing) {
    const { recipe, history, seconds, hidden, name, note } = run;
    const values = history[this.metric];
    const value = values?.[this.pointed ?? values.length - 1];
    const shown = this.metric.endsWith("loss") ? loss(value) : percent(value);
    const letter = letterOf(i);
    return html`<tr class=${hidden ? "hidden-run" : ""}>
      <th scope="row">
        <label><input type="checkbox" .checked=${!hidden} aria-label="Draw run ${letter}" @change=${() => this.change_(run, { hidden: !hidden })}><b>${letter}</b></label>
      </th>
      <td class="compare-words">
        ${textInput({ id: `name-${run.id}`, describedby: undefined, value: name, placeholder: "name", report: (text) => this.change_(run, { name: text }) })}
        ${textInput({ id: `note-${run.id}`, value: note, placeholder: "I expected …", report: (text) => this.change_(run, { note: text }) })}
      </td>
      ${differing.length > COLUMNS ? html`<td>${settings(run, differing)}</td>` : differing.map((key) => html`<td>${words(run, key)}</td>`)}
      <td class="to-right">${shown}</td>
      <td class="to-right">${bestEpoch(run)}${isWhole(run) ? nothing : html`<br><small>stopped after ${history.loss.length}</small>`}</td>
      <td class="to-right">${this.result(run)}</td>
      <td class="to-right">${duration(seconds)}</td>
      <td class="compare-acts">
        ${isLocked(state.lock, "all") ? nothing : html`<button class="button small" aria-label="Use the settings of run ${letter}" ?disabled=${isRunning(state)} @click=${() => this.act({ type: "use", recipe })}>Use</button>`}
        <button class="button small" aria-label="Delete run ${letter}" @click=${() => this.delete(run)}>Delete</button>
      </td>
    </tr>`;
  }

  /** The share of right answers, of how many, and how sure it is. @param {KeptRun} run */
  result(run) {
    const test = testOf(run);
    if (!test) return "–";
    const interval = this.intervals.get(testId(run));
    const between = interval ? `${percent(interval.low)} – ${percent(interval.high)}` : "";
    const own = run.compared ? nothing : html`<small>its own</small>`;
    return html`<b>${percent(test.correct / test.samples)}</b> of ${count(test.samples)}<span class="compare-interval">${between}</span>${own}`;
  }

  /** The runs that are drawn, with their letters. */
  lines() {
    return this.kept
      .map((run, i) => ({ run, label: letterOf(i), i }))
      .filter(({ run }) => !run.hidden && run.history[this.metric]);
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
      tick: (n, digits) => (shares ? percent(n, 0) : n.toFixed(digits)),
      top: shares ? 1 : null,
      lines: styles,
      labels: lineLabels(styles),
      point: (epoch) => this.point(epoch),
    });
    const curves = lines.map(({ run }) => run.history[this.metric]);
    this.chart.draw(Math.max(1, ...curves.map(({ length }) => length)), curves);
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

/** Return the test that runs are compared by, else a run's own. @param {KeptRun} run */
function testOf({ compared, tested }) {
  return compared ?? tested;
}

/** @param {KeptRun} run */
function testId(run) {
  return `${run.id} ${testOf(run)?.samples}`;
}

/** @param {KeptRun} run @param {string} key */
function words({ recipe }, key) {
  return key === "layers" ? writeValue(field(key), recipe.layers) || "none" : inWords(recipe, key);
}

/** Many settings in one cell, each with its name. @param {KeptRun} run @param {string[]} keys */
function settings(run, keys) {
  return html`<ul class="compare-settings">${keys.map((key) => html`<li><span>${field(key).label}</span> ${words(run, key)}</li>`)}</ul>`;
}

/** Return the epoch of the least validation loss; without validation, of the least loss. @param {KeptRun} run */
function bestEpoch({ history }) {
  const losses = history.val_loss ?? history.loss;
  return losses.indexOf(Math.min(...losses)) + 1;
}

/** @param {number} i */
function letterOf(i) {
  return String.fromCharCode(65 + i);
}

/** @param {number} i @param {string} label @returns {Line} */
function styleOf(i, label) {
  const stroke = COLOURS[i % COLOURS.length];
  const dash = DASHES[Math.floor(i / COLOURS.length) % DASHES.length];
  return { stroke, fill: dash.length > 0 ? "--paper" : stroke, dash, label };
}

customElements.define("fr-compare", FrCompare);
