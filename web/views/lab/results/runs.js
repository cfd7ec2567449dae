/**
 * <fr-runs>: the runs of this tab, one a row, to compare and to use their settings again.
 *
 * @import {Run, State} from "../../../page/state.js"
 */
import { html, nothing } from "lit";
import { isRunning } from "../../../page/state.js";
import { isLocked } from "../../../recipe/recipe.js";
import { duration, loss, percent } from "../../../text/format.js";
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
  }

  async compare() {
    await import("../../compare/compare.js");
    this.comparing = !this.comparing;
    this.requestUpdate();
  }

  /** @param {State} state */
  view(state) {
    const { finished, run } = state;
    if (finished.length === 0 && (state.embed || !run?.reason)) return nothing;
    return html`<section class="panel runs ${foldClass(state, "runs")}" aria-labelledby="runs-head">
      ${panelHeading(state, "runs", this.comparing ? "Compare" : "Earlier runs", this.comparing ? "what differs first" : "what was set, and what came of it")}
      <div class="curve-tools"><button class="button small" aria-expanded=${this.comparing} @click=${this.compare}>${this.comparing ? html`Close<span class="visually-hidden"> the comparison</span>` : "Compare"}</button></div>
      ${this.comparing ? html`<fr-compare .state=${state}></fr-compare>` : nothing}
      <div class="runs-box" ?hidden=${this.comparing} tabindex="0" role="region" aria-label="Table of runs">
        <table>
          <thead><tr>
            <th scope="col">Settings</th>
            <th scope="col" class="to-right">Loss</th>
            <th scope="col" class="to-right">Accuracy</th>
            <th scope="col" class="to-right">Test</th>
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
      <td class="to-right"><b>${percent(evaluation?.accuracy)}</b></td>
      <td class="to-right">${duration(seconds)}</td>
      <td>${isLocked(state.lock, "all") ? nothing : html`<button class="button small" aria-label="Use these settings: run ${run_id}" ?disabled=${isRunning(state)} @click=${use}>Use</button>`}</td>
    </tr>`;
  }
}

customElements.define("fr-runs", FrRuns);
