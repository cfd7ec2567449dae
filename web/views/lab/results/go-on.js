/**
 * <fr-go-on>: a dialog that asks how many epochs more the run on screen is trained, and at what
 * learning rate. Fetched when first opened.
 *
 * @import {State} from "../../../page/state.js"
 */
import { html, nothing } from "lit";
import { formatNumber, plainNumber } from "../../../recipe/numbers.js";
import { field, isLocked, lastRate } from "../../../recipe/recipe.js";
import { readTypedNumber } from "../../../recipe/typed-number.js";
import * as icons from "../../shared/icons.js";
import { View } from "../../shared/view.js";

/** How many epochs more are offered at first. */
const MORE = 5;

class FrGoOn extends View {
  constructor() {
    super();
    /** What keeps the fields from being taken, by their ids. @type {Record<string, string>} */
    this.problems = {};
  }

  /** @param {State} state */
  view(state) {
    const { run, lock } = state;
    if (!run) return nothing;
    const done = run.history.loss?.length ?? 0;
    return html`<dialog class="go-on" aria-labelledby="go-on-title">
      <form novalidate @submit=${this.take}>
        <header class="inspect-head">
          <h3 id="go-on-title">${done || !run.opened ? `Go on after epoch ${done}` : `Train ${run.opened} further`}</h3>
          <button class="icon-button" type="button" aria-label="Close" @click=${this.close}>${icons.cross}</button>
        </header>
        <p class="field-help">The network keeps what it has learned and trains further, as a second <code translate="no">fit</code> does in Keras.</p>
        ${this.number("more-epochs", "Epochs more", String(MORE))}
        ${isLocked(lock, "lr") ? nothing : this.number("more-lr", "Learning rate", plainNumber(this.rate(state)))}
        <button class="button primary">Train further</button>
      </form>
    </dialog>`;
  }

  /** @param {string} id @param {string} label @param {string} value */
  number(id, label, value) {
    const problem = this.problems[id];
    return html`<div class="field">
      <label class="field-label" for=${id}>${label}</label>
      <input class="number" id=${id} type="text" inputmode="decimal" autocomplete="off" value=${value} aria-invalid=${problem ? "true" : nothing} aria-describedby=${problem ? `${id}-problem` : nothing}>
      ${problem ? html`<p class="field-problem" id="${id}-problem" role="alert">${problem}</p>` : nothing}
    </div>`;
  }

  /** The rate that the settings say by now, if it was changed since the run; else the run's own. @param {State} state */
  rate({ run, recipe }) {
    const own = run ? run.recipe : recipe;
    return recipe.lr !== own.lr ? lastRate({ ...recipe, more: [] }) : lastRate(own);
  }

  open() {
    this.problems = {};
    this.requestUpdate();
    return this.updateComplete.then(() => {
      const dialog = this.dialog();
      dialog.querySelector("form")?.reset();
      dialog.showModal();
      /** @type {HTMLInputElement} */ (dialog.querySelector("#more-epochs")).select();
    });
  }

  close() {
    this.dialog().close();
  }

  dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
  }

  /** @param {SubmitEvent} event */
  take(event) {
    event.preventDefault();
    const { min = 1, max = 1, rates = [0, 0] } = field("more");
    this.problems = {};
    const epochs = this.read("more-epochs", true, min, max);
    const lr = this.querySelector("#more-lr") ? this.read("more-lr", false, ...rates) : null;
    this.requestUpdate();
    if (Object.keys(this.problems).length > 0 || epochs === null) return;
    const state = /** @type {State} */ (this.state);
    const before = lastRate(/** @type {NonNullable<State["run"]>} */ (state.run).recipe);
    this.close();
    this.act({ type: "go-on", more: { epochs, lr: lr === before ? null : lr } });
    // The button that opened this goes while it trains.
    /** @type {HTMLElement | null} */ (document.querySelector(".dock-main"))?.focus({
      preventScroll: true,
    });
  }

  /** Return what a field says, or null and note why not. @param {string} id @param {boolean} whole @param {number} min @param {number} max */
  read(id, whole, min, max) {
    const { value } = /** @type {HTMLInputElement} */ (this.querySelector(`#${id}`));
    const reading = readTypedNumber(value.trim(), { whole });
    if ("number" in reading && reading.number >= min && reading.number <= max)
      return reading.number;
    const kind = whole ? "a whole number" : "a number";
    this.problems[id] = `Write ${kind} from ${formatNumber(min)} to ${formatNumber(max)}.`;
    return null;
  }
}

customElements.define("fr-go-on", FrGoOn);
