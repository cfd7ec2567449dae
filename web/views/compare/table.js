/**
 * The table of runs that are compared: what differs in their settings first, then what came of them. On
 * a phone each run is a block, and each number stands beside its name.
 *
 * @import {Interval, Tested} from "../../protocol.js"
 * @import {Metric} from "../../page/runs/run-list-room.js"
 * @import {KeptRun} from "../../page/runs/runs-file.js"
 * @import {State} from "../../page/state.js"
 *
 * `cell` is what a run has in a column of numbers or of settings.
 * @typedef {{label: string, number: boolean, cell: (run: KeptRun) => unknown}} Column
 *
 * `pointed`: the epoch that the metric is read at, counted from 0; null: the last. `change`, `use` and
 * `remove` are what can be done with a run.
 * @typedef {{state: State, kept: KeptRun[], differing: string[], metric: Metric, pointed: number | null,
 *   intervals: Map<string, Interval>, change: (run: KeptRun, changes: Partial<KeptRun>) => void,
 *   use: (run: KeptRun) => void, remove: (run: KeptRun) => void}} Comparison
 */
import { html, nothing } from "lit";
import { isWhole } from "../../page/runs/runs-file.js";
import { isRunning } from "../../page/state.js";
import { field, isLocked } from "../../recipe/recipe.js";
import { writeValue } from "../../recipe/validate.js";
import { count, duration, loss, percent } from "../../text/format.js";
import { lowestEpoch } from "../chart/chart.js";
import { METRICS } from "../chart/run-curves.js";
import { textInput } from "../shared/controls.js";
import { inWords } from "../shared/locked.js";

/** Differing settings that have room for a column each, beside what came of them. */
const COLUMNS = 3;
/** Runs whose settings have room in a sentence. */
const FEW = 4;

/** Roles are written out: blocks of a phone are no table to every browser. @param {Comparison} comparison */
export function runsTable(comparison) {
  const columns = [...settingColumns(comparison.differing), ...resultColumns(comparison)];
  return html`<div class="compare-table" tabindex="0" role="region" aria-label="Runs side by side"><table role="table">
    <thead role="rowgroup"><tr role="row">
      <th role="columnheader" colspan="2">Run</th>
      ${columns.map(({ label, number }) => html`<th role="columnheader" class=${number ? "to-right" : ""}>${label}</th>`)}
      <td role="cell"></td>
    </tr></thead>
    <tbody role="rowgroup">${comparison.kept.map((run, i) => row(comparison, run, letterOf(i), columns))}</tbody>
  </table></div>`;
}

/** The letter that names a run in table and chart. @param {number} i */
export function letterOf(i) {
  return String.fromCharCode(65 + i);
}

/** Return the test that runs are compared by, else a run's own. @param {KeptRun} run */
export function testOf({ compared, tested }) {
  return compared ?? tested;
}

/** @param {KeptRun} run */
export function testId(run) {
  return `${run.id} ${testOf(run)?.samples}`;
}

/** Return the epoch of the least validation loss; without validation, of the least loss. @param {KeptRun} run */
export function bestEpoch({ history }) {
  return lowestEpoch(history.val_loss ?? history.loss);
}

/**
 * Name the settings that differ, and where there are few of both, what each run has of them.
 * @param {KeptRun[]} kept @param {string[]} differing
 */
export function whatDiffers(kept, differing) {
  if (differing.length === 0) return nothing;
  const few = kept.length <= FEW && differing.length <= COLUMNS;
  const values = (/** @type {string} */ key) =>
    kept.map(
      (run, i) =>
        html`${i > 0 ? ", " : ": "}<span class="num">${letterOf(i)} ${settingText(run, key)}</span>`,
    );
  return html`<p class="compare-differs">What differs: ${differing.map((key, i) => html`${i > 0 ? "; " : ""}<b>${field(key).label}</b>${few ? values(key) : nothing}`)}.</p>`;
}

/** @param {Comparison} comparison @param {KeptRun} run @param {string} letter @param {Column[]} columns */
function row({ state, change, use, remove }, run, letter, columns) {
  const { id, hidden, name, note } = run;
  return html`<tr role="row" class=${hidden ? "hidden-run" : ""}>
    <th role="rowheader">
      <label><input type="checkbox" .checked=${!hidden} aria-label="Draw run ${letter}" @change=${() => change(run, { hidden: !hidden })}><b>${letter}</b></label>
    </th>
    <td role="cell" class="compare-words">
      ${textInput({ id: `name-${id}`, describedby: undefined, value: name, placeholder: "name", report: (text) => change(run, { name: text }) })}
      ${textInput({ id: `note-${id}`, value: note, placeholder: "I expected …", report: (text) => change(run, { note: text }) })}
    </td>
    ${columns.map(({ label, number, cell }) => html`<td role="cell" class=${number ? "to-right" : ""}><span class="compare-label" aria-hidden="true">${label}</span><div>${cell(run)}</div></td>`)}
    <td role="cell" class="compare-acts">
      ${isLocked(state.lock, "all") ? nothing : html`<button class="button small" aria-label="Use the settings of run ${letter}" ?disabled=${isRunning(state)} @click=${() => use(run)}>Use</button>`}
      <button class="button small" aria-label="Delete run ${letter}" @click=${() => remove(run)}>Delete</button>
    </td>
  </tr>`;
}

/** @param {string[]} differing @returns {Column[]} */
function settingColumns(differing) {
  if (differing.length > COLUMNS)
    return [{ label: "What differs", number: false, cell: (run) => settings(run, differing) }];
  return differing.map((key) => ({
    label: field(key).label ?? key,
    number: false,
    cell: (run) => settingText(run, key),
  }));
}

/** @param {Comparison} comparison @returns {Column[]} */
function resultColumns({ metric, pointed, intervals }) {
  const at = pointed === null ? "at the end" : `after epoch ${pointed + 1}`;
  const show = metric.endsWith("loss") ? loss : percent;
  /** @param {KeptRun} run */
  const value = ({ history: { [metric]: values } }) => show(values?.[pointed ?? values.length - 1]);
  const columns = [
    { label: `${METRICS[metric]} ${at}`, cell: value },
    { label: "Best epoch", cell: best },
    {
      label: "Test accuracy, 95 % interval",
      cell: (/** @type {KeptRun} */ run) => result(run, intervals),
    },
    { label: "Time", cell: (/** @type {KeptRun} */ { seconds }) => duration(seconds) },
  ];
  return columns.map((column) => ({ ...column, number: true }));
}

/** @param {KeptRun} run */
function best(run) {
  const stopped = html`<br><small>stopped after ${run.history.loss.length}</small>`;
  return html`${bestEpoch(run)}${isWhole(run) ? nothing : stopped}`;
}

/** The share of right answers, of how many, and how sure it is. @param {KeptRun} run @param {Map<string, Interval>} intervals */
function result(run, intervals) {
  const test = /** @type {Tested | null} */ (testOf(run));
  if (!test) return "–";
  const interval = intervals.get(testId(run));
  const between = interval ? `${percent(interval.low)} – ${percent(interval.high)}` : "";
  const own = run.compared ? nothing : html`<small>its own</small>`;
  return html`<b>${percent(test.correct / test.samples)}</b> of ${count(test.samples)}<span class="compare-interval">${between}</span>${own}`;
}

/** Return a setting of a run as it is read. @param {KeptRun} run @param {string} key */
export function settingText({ recipe }, key) {
  return key === "layers" ? writeValue(field(key), recipe.layers) || "none" : inWords(recipe, key);
}

/** Many settings in one cell, each with its name. @param {KeptRun} run @param {string[]} keys */
function settings(run, keys) {
  return html`<ul class="compare-settings">${keys.map((key) => html`<li><span>${field(key).label}</span> ${settingText(run, key)}</li>`)}</ul>`;
}
