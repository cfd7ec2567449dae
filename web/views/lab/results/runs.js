/**
 * <fr-runs>: the runs of this tab, one a row, to use their settings again; and the way to compare them
 * with those that are kept from before.
 *
 * @import {Run, State} from "../../../page/state.js"
 */
import { html, nothing } from "lit";
import { isRunning } from "../../../page/state.js";
import { isLocked } from "../../../recipe/recipe.js";
import { exists } from "../../../storage/storage.js";
import { count, duration, loss, percent, pluralize } from "../../../text/format.js";
import { shortSummary, trainingDetails } from "../../../text/recipe-summary.js";
import { foldClass, panelHeading } from "../../shared/headings.js";
import { View } from "../../shared/view.js";

/** @type {Record<string, string>} */
const ENDINGS = {
  stopped: "stopped",
  "early-stopping": "stopped early",
  nan: "loss not a number",
  failed: "not finished",
  killed: "interrupted",
};

class FrRuns extends View {
  constructor() {
    super();
    /** Whether the kept runs stand in place of the table. */
    this.comparing = false;
    /** How many runs are kept from earlier visits. */
    this.kept = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.count();
  }

  /** Count the runs that are kept, where any have been: without them their module is not fetched. */
  async count() {
    if (!(await exists("runs"))) return;
    const { keptRuns } = await import("../../../page/runs/kept-runs.js");
    this.kept = (await keptRuns()).length;
    this.requestUpdate();
  }

  async compare() {
    await import("../../compare/compare.js");
    this.comparing = !this.comparing;
    this.requestUpdate();
  }

  /** @param {State} state */
  view(state) {
    const { finished, run } = state;
    const some = finished.length > 0 || (!state.embed && Boolean(run?.reason));
    // Those of other visits say nothing of the lesson that a frame is in.
    if (!some && (state.embed || this.kept === 0)) return nothing;
    return html`<section class="panel runs ${foldClass(state, "runs")}" aria-labelledby="runs-head">
      ${panelHeading(state, "runs", this.comparing ? "Compare" : "Earlier runs", this.comparing ? "what differs first" : some ? "what was set, and what came of it" : "kept in this browser")}
      <div class="curve-tools"><button class="button small" aria-expanded=${this.comparing} @click=${this.compare}>${this.comparing ? html`Close<span class="visually-hidden"> the comparison</span>` : "Compare"}</button></div>
      ${this.comparing ? html`<fr-compare .state=${state}></fr-compare>` : nothing}
      ${some || this.comparing ? nothing : html`<p class="field-help">${pluralize(this.kept, "run")} of earlier visits can be compared, and used again.</p>`}
      <div class="runs-box" ?hidden=${this.comparing || !some} tabindex="0" role="region" aria-label="Table of runs">
        <table>
          <thead><tr>
            <th scope="col">Settings</th>
            <th scope="col" class="to-right">Training loss</th>
            <th scope="col" class="to-right">Training accuracy</th>
            <th scope="col" class="to-right">Test accuracy</th>
            <th scope="col" class="to-right">Time</th>
            <td></td>
          </tr></thead>
          <tbody>${run?.reason ? this.row(state, run, true) : nothing}${finished.map((one) => this.row(state, one, false))}</tbody>
        </table>
      </div>
    </section>`;
  }

  /** @param {State} state @param {Run} run @param {boolean} shown */
  row(state, run, shown) {
    const { recipe, history, evaluation, seconds, reason, run_id } = run;
    const ending = reason ? ENDINGS[reason] : undefined;
    const use = () => this.act({ type: "use", recipe });
    return html`<tr class=${shown ? "shown" : ""}>
      <th scope="row">${shortSummary(recipe)}
        <span class="muted">${[shown ? "shown above" : "", trainingDetails(recipe), ending].filter(Boolean).join(" · ")}</span>
      </th>
      <td class="to-right">${loss(history.loss?.at(-1))}</td>
      <td class="to-right">${percent(history.accuracy?.at(-1))}</td>
      <td class="to-right"><b>${percent(evaluation?.accuracy)}</b>${evaluation ? html` <span class="muted">of ${count(evaluation.samples)}</span>` : nothing}</td>
      <td class="to-right">${duration(seconds)}</td>
      <td>${isLocked(state.lock, "all") ? nothing : html`<button class="button small" aria-label="Use these settings: run ${run_id}" ?disabled=${isRunning(state)} @click=${use}>Use</button>`}</td>
    </tr>`;
  }
}

customElements.define("fr-runs", FrRuns);
