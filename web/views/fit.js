/**
 * <fr-fit>, step 4: how long it learns, and the buttons that start and stop it. The buttons stand in a
 * dock that stays in view while the steps scroll, and within the thumb's reach on a phone.
 *
 * @import {State} from "../state.js"
 */
import { html } from "lit";
import { defaultValue, limits } from "../recipe.js";
import { described, numberInput, setting, stepHead } from "./controls.js";
import { dockNote } from "./dock-note.js";
import { count, counted, setting as plain } from "./format.js";
import * as icons from "./icons.js";
import { stopWhen } from "./stop-when.js";
import { locked, View } from "./view.js";

/** A second press this soon after the first is a double click, not a Pause. */
const DOUBLE_CLICK_MS = 400;

class FrFit extends View {
  constructor() {
    super();
    this.pressed = 0;
  }

  /** @param {State} state */
  view(state) {
    const { description } = state;
    const counts = description
      ? html`Now <span class="num">${count(description.train_samples)}</span> train, <span class="num">${count(description.validation_samples)}</span> check.`
      : "";
    const steps = description
      ? html`Now <span class="num">${counted(description.steps_per_epoch, "batch", "batches")}</span> an epoch.`
      : "";
    return html`<section class="step" aria-labelledby="step-fit">
        ${stepHead(4, "Fit", `${counted(state.recipe.epochs, "time")} over the pictures`)}
        <div class="step-body">
          ${this.number(state, "epochs")}
          ${this.number(state, "batch", steps)}
          ${this.number(state, "split", counts, 0.05)}
          ${stopWhen(state, (value) => this.change("stop", value))}
          ${this.number(state, "seed")}
        </div>
      </section>
      ${this.dock(state)}`;
  }

  /** @param {State} state @param {"epochs" | "batch" | "split" | "seed"} key @param {any} [more] */
  number(state, key, more, step = 1) {
    const control = numberInput({
      id: key,
      describedby: described(state, key),
      value: plain(state.recipe[key]),
      ...limits(key, state.recipe),
      step,
      disabled: locked(state),
      report: (value) => this.change(key, value === "" ? defaultValue(key, state.recipe) : value),
    });
    return setting(state, key, control, { more });
  }

  /** @param {State} state */
  dock(state) {
    const { phase } = state;
    const running = locked(state);
    const [label, type] =
      phase === "fitting"
        ? ["Pause", "pause"]
        : phase === "paused"
          ? ["Resume", "resume"]
          : ["Fit", "fit"];
    return html`<div class="dock" role="group" aria-label="Training">
      <div class="dock-buttons">
        <button class="button primary ${type}" ?disabled=${unusable(state)} @click=${() => this.press(type)}>${label}</button>
        <button class="button" ?disabled=${!running} @click=${() => this.act({ type: "stop" })}>Stop</button>
        <button class="button" ?disabled=${running} @click=${() => this.act({ type: "reset" })}>Reset</button>
        <button class="button quiet to-results" @click=${this.toResults}>Results ${icons.down}</button>
      </div>
      ${dockNote(state)}
    </div>`;
  }

  /** @param {string} type */
  press(type) {
    const now = performance.now();
    const again = now - this.pressed < DOUBLE_CLICK_MS;
    this.pressed = now;
    if (!again) this.act({ type });
  }

  toResults() {
    const results = /** @type {HTMLElement | null} */ (document.querySelector(".results"));
    results?.scrollIntoView({ block: "start" });
    results?.focus({ preventScroll: true });
  }
}

/** Without Python nothing can be trained; the message that says so has the way out. @param {State} state */
function unusable({ phase, description }) {
  return phase === "failed" && !description;
}

customElements.define("fr-fit", FrFit);
