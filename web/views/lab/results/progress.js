/**
 * <fr-progress>: how far the run is, as a tape measure with a mark an epoch, and in words.
 *
 * @import {State} from "../../../page/state.js"
 */
import { html, nothing } from "lit";
import { allEpochs } from "../../../recipe/recipe.js";
import { percent } from "../../../text/format.js";
import { View } from "../../shared/view.js";
import { runStatus } from "./status.js";

/** The least time between two announcements to screen readers. */
const QUIET_MS = 1500;
/** The most marks that can be told apart. */
const MARKS = 40;

class FrProgress extends View {
  constructor() {
    super();
    this.announced = "";
    this.announcedAt = 0;
    this.announcedEpoch = -1;
  }

  /** @param {State} state */
  view(state) {
    const { title, details, fraction, kind } = runStatus(state);
    const epochs = state.run?.epochs ?? allEpochs(state.recipe);
    const value = Math.round(fraction * 100);
    return html`<section class="progress" data-kind=${kind} aria-labelledby="progress-head">
      <h2 class="visually-hidden" id="progress-head">Progress</h2>
      <p class="progress-words"><strong>${title}</strong><span class="num">${details.map((part) => html`<span>${part}</span>`)}</span></p>
      <div
        class="tape"
        role="progressbar"
        aria-label="Training progress"
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${value}
        aria-valuetext=${[title, ...details].join(", ")}
        style="--done:${value / 100}; --marks:${kind === "boot" || epochs > MARKS ? 1 : epochs}"
      ><span></span></div>
      <p class="visually-hidden" role="status">${this.announcement(state, title)}</p>
    </section>`;
  }

  /** Return one short sentence an epoch, and one at the end. @param {State} state @param {string} title */
  announcement({ run, phase }, title) {
    if (!run) return nothing;
    const epoch = run.history.loss?.length ?? 0;
    const ended = phase !== "fitting";
    const now = performance.now();
    const due = epoch > 0 && epoch !== this.announcedEpoch && now - this.announcedAt > QUIET_MS;
    if (!due && !ended) return this.announced;
    if (due || ended) {
      const accuracy = percent(run.evaluation?.accuracy ?? run.history.accuracy?.at(-1), 0);
      const about = run.evaluation ? "test accuracy" : "accuracy";
      const said = title.includes(accuracy) ? "of the test pictures" : `${about} ${accuracy}`;
      this.announced = ended
        ? `${title}, ${said}`
        : `Epoch ${epoch} of ${run.epochs}, accuracy ${accuracy}`;
      this.announcedAt = now;
      this.announcedEpoch = epoch;
    }
    return this.announced;
  }
}

customElements.define("fr-progress", FrProgress);
