/**
 * <fr-fit>, step 4: how long it learns, and the dock with the buttons that start and stop it.
 *
 * @import {State} from "../../../page/state.js"
 * @typedef {[label: string, type: "fit" | "pause" | "resume"]} Button
 */
import { html, nothing } from "lit";
import { isRunning } from "../../../page/state.js";
import { plainNumber } from "../../../recipe/numbers.js";
import { allEpochs, defaultValue, isLocked, limits } from "../../../recipe/recipe.js";
import { count, pluralize } from "../../../text/format.js";
import { described, setting } from "../../shared/controls.js";
import { foldClass, stepHeading } from "../../shared/headings.js";
import * as icons from "../../shared/icons.js";
import { numberInput } from "../../shared/number-input.js";
import { toResults, toSettings, View } from "../../shared/view.js";
import { dockNote } from "./dock-note.js";
import { preview } from "./preview.js";
import { stopWhen } from "./stop-when.js";
import { besideCurves, strides } from "./strides.js";
import { thenGoOn } from "./then-go-on.js";

/** The main button by the page's phase: its text, and what it does. @type {Partial<Record<State["phase"], Button>>} */
const BUTTONS = { fitting: ["Pause", "pause"], paused: ["Resume", "resume"] };
/** @type {Button} */
const FIT = ["Fit", "fit"];
/** @type {Button} */
const PAUSE = ["Pause", "pause"];

class FrFit extends View {
  constructor() {
    super();
    /** Whether the steps are scrolled away. */
    this.atResults = false;
    this.observer = new IntersectionObserver(
      ([{ isIntersecting }]) => {
        this.atResults = !isIntersecting;
        this.requestUpdate();
      },
      { rootMargin: "-20% 0px 0px 0px" },
    );
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.parentElement) this.observer.observe(this.parentElement);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.observer.disconnect();
  }

  willUpdate() {
    const focused = document.activeElement;
    this.focusedButton =
      focused instanceof HTMLButtonElement && this.contains(focused) ? focused : null;
  }

  /** A button that gets disabled, as Stop does by stopping, hands the focus to Fit. */
  updated() {
    if (!this.focusedButton?.disabled) return;
    /** @type {HTMLButtonElement | null} */ (this.querySelector(".dock-main"))?.focus();
  }

  /** @param {State} state */
  view(state) {
    const { description } = state;
    const running = isRunning(state);
    const [train, check] = description
      ? [description.train_samples, description.validation_samples].map(count)
      : ["…", "…"];
    const steps = description ? pluralize(description.steps_per_epoch, "step") : "… steps";
    // What an own set lacks is said below.
    const none = description?.train_samples === 0;
    const counts = html`Now <span class="num">${train}</span> train, <span class="num">${check}</span> check.`;
    const now = html`Now <span class="num">${steps}</span> an epoch.`;
    return html`<section class="step ${foldClass(state, "fit")}" aria-labelledby="step-fit">
        ${stepHeading(state, "fit", "Fit", `${pluralize(allEpochs(state.recipe), "time")} over the pictures`)}
        <div class="step-body">
          ${this.number(state, "epochs")}
          ${this.number(state, "batch", none ? nothing : now)}
          ${this.number(state, "split", none ? nothing : counts, 0.05)}
          ${stopWhen(state, (value) => this.change("stop", value))}
          ${thenGoOn(state, (value) => this.change("more", value))}
          ${this.number(state, "seed")}
          ${preview(state)}
          <div class="fit-tools">
            ${besideCurves(state) ? nothing : strides(state, (action) => this.act(action))}
            ${isLocked(state.lock, "all") ? nothing : html`<button class="button small" ?disabled=${running} @click=${() => this.act({ type: "list", changes: {} })}>Vary one thing</button>`}
            ${state.link.task ? nothing : html`<button class="button small" aria-pressed=${state.expected ? "true" : "false"} ?disabled=${running} @click=${this.ask}>Predict first</button>`}
          </div>
          ${state.expected ? html`<fr-expected .state=${state}></fr-expected>` : nothing}
        </div>
      </section>
      ${this.dock(state)}`;
  }

  /** Ask what is expected before each Fit, or no more; fetched when first wished. */
  async ask() {
    await import("./expected.js");
    const none = { share: null, way: null, run_id: null, wanted: false };
    this.act({ type: "expect", expected: this.state?.expected ? null : none });
  }

  /** @param {State} state @param {"epochs" | "batch" | "split" | "seed"} key @param {any} [more] */
  number(state, key, more, step = 1) {
    const control = numberInput(state, {
      id: key,
      describedby: described(state, key),
      value: plainNumber(state.recipe[key]),
      ...limits(key, state.recipe),
      step,
      disabled: isRunning(state),
      report: (value) => this.change(key, value === "" ? defaultValue(key, state.recipe) : value),
    });
    return setting(state, key, control, { more });
  }

  /** @param {State} state */
  dock(state) {
    const { phase } = state;
    const running = isRunning(state);
    // Between two runs of a list nothing is fitted for a moment.
    const [label, type] = BUTTONS[phase] ?? (running ? PAUSE : FIT);
    return html`<div class="dock" role="group" aria-label="Training">
      <div class="dock-buttons">
        <button class="button dock-main ${state.route === "code" ? "" : "primary"} ${type}" ?disabled=${unusable(state)} @click=${(/** @type {MouseEvent} */ event) => this.press(event, type)}>${label}</button>
        <button class="button" ?disabled=${!running && !state.waiting} @click=${() => this.act({ type: "stop" })}>Stop</button>
        <button class="button" ?disabled=${running} @click=${() => this.act({ type: "reset" })}>Reset</button>
        ${this.otherPart(state)}
      </div>
      ${dockNote(state)}
    </div>`;
  }

  /** The way to the results, or back from there. @param {State} state */
  otherPart({ route }) {
    const below = route === "code" ? "Program" : "Results";
    return this.atResults
      ? html`<button class="button quiet to-results" @click=${toSettings}>Settings ${icons.up}</button>`
      : html`<button class="button quiet to-results" @click=${toResults}>${below} ${icons.down}</button>`;
  }

  /** The second click of a double click on Fit is no Pause. @param {MouseEvent} event @param {Button[1]} type */
  press(event, type) {
    if (event.detail < 2) this.act({ type });
  }
}

/** Without Python nothing can be trained; the notice offers Retry. @param {State} state */
function unusable({ phase, description }) {
  return phase === "failed" && !description;
}

customElements.define("fr-fit", FrFit);
