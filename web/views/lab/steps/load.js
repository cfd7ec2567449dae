/**
 * <fr-load>, step 1: the pictures: which, how many, normalised or not.
 *
 * @import {State} from "../../../page/state.js"
 */
import { html, nothing } from "lit";
import { plainNumber } from "../../../recipe/numbers.js";
import { defaultValue, field, isLocked, limits } from "../../../recipe/recipe.js";
import { count, megabytes, pluralize } from "../../../text/format.js";
import { choice, described, setting } from "../../shared/controls.js";
import { foldClass, stepHeading } from "../../shared/headings.js";
import "./inspect.js";
import { isRunning } from "../../../page/state.js";
import { NAMES } from "../../shared/locked.js";
import { numberInput } from "../../shared/number-input.js";
import { View } from "../../shared/view.js";
import { ownSummary, tooFew } from "./own-counts.js";
import { samples } from "./samples.js";

/** What there are so many of, beside clothes. @type {Record<string, string>} */
const OF = { digits: "these digits", own: "your own set" };

class FrLoad extends View {
  constructor() {
    super();
    /** @type {Promise<string> | null} */
    this.fetching = null;
    /** Why there is no shelf. */
    this.missing = "";
  }

  /** @param {State} state */
  view(state) {
    const { recipe } = state;
    const kinds = recipe.data === "digits" ? "digits" : `${recipe.classes} kinds of clothes`;
    const summary =
      recipe.data === "own"
        ? ownSummary(state)
        : `${pluralize(recipe.samples, "picture")}, ${kinds}`;
    return html`<section class="step ${foldClass(state, "load")}" aria-labelledby="step-load">
      ${stepHeading(state, "load", "Load", summary)}
      <div class="step-body">
        ${setting(state, "data", this.dataSet(state), { group: true, stacked: true })}
        ${recipe.data === "fashion" ? this.kinds(state) : nothing}
        ${recipe.data === "own" ? this.shelf(state) : nothing}
        ${setting(state, "samples", this.amount(state), { group: true, stacked: true })}
        <p class="facts" aria-live="off">${this.facts(state)}</p>
        ${recipe.data === "own" && !state.own?.split?.train ? nothing : samples(state, (action) => this.act(action))}
        ${this.normalizing(state)}
      </div>
      <fr-inspect .state=${state}></fr-inspect>
    </section>`;
  }

  /** @param {State} state */
  dataSet(state) {
    return choice({
      name: "data",
      label: /** @type {string} */ (field("data").label),
      describedby: described(state, "data"),
      value: state.recipe.data,
      disabled: isRunning(state),
      options: (field("data").choices ?? []).map((value) => ({ value, text: NAMES[value] })),
      report: (value) => this.change("data", value),
    });
  }

  /** The learner's own set, whose module is fetched when it is first chosen. @param {State} state */
  shelf(state) {
    if (!this.fetching) {
      this.fetching = import("../own/own-set.js").then(
        () => "",
        () => "The shelf could not be fetched. Check the connection and choose the data set again.",
      );
      this.fetching.then((problem) => {
        this.missing = problem;
        if (problem) this.fetching = null;
        this.requestUpdate();
      });
    }
    return this.missing
      ? html`<p class="field-problem" role="alert">${this.missing}</p>`
      : html`<fr-own-set .state=${state}></fr-own-set>`;
  }

  /** @param {State} state */
  kinds(state) {
    return setting(
      state,
      "classes",
      choice({
        name: "classes",
        label: /** @type {string} */ (field("classes").label),
        describedby: described(state, "classes"),
        value: state.recipe.classes,
        disabled: isRunning(state),
        options: (field("classes").choices ?? []).map((value) => ({
          value,
          text: `${value} classes`,
        })),
        report: (value) => this.change("classes", value),
      }),
      { group: true, stacked: true },
    );
  }

  /** How many pictures there can be; of a set of one's own, those that there are. @param {State} state */
  range({ recipe, own }) {
    const { min, max } = limits("samples", recipe);
    const there = recipe.data === "own" ? own?.split?.train : undefined;
    return { min, max: there ? Math.max(min, there) : max };
  }

  /** Preset numbers of pictures, or any other. @param {State} state */
  amount(state) {
    const { recipe } = state;
    const few = tooFew(state);
    if (few) return html`<p class="field-help">${few}</p>`;
    const { min, max } = this.range(state);
    const presets = [...new Set((field("samples").presets ?? []).map((n) => Math.min(n, max)))];
    return html`${choice({
      name: "samples",
      label: /** @type {string} */ (field("samples").label),
      describedby: described(state, "samples"),
      value: recipe.samples,
      disabled: isRunning(state),
      options: presets.map((value) => ({ value, text: count(value) })),
      report: (value) => this.change("samples", value),
    })}
      ${numberInput(state, {
        id: "samples",
        label: "Number of pictures",
        describedby: described(state, "samples"),
        value: plainNumber(recipe.samples),
        min,
        max,
        disabled: isRunning(state),
        report: (value) => this.take(value === "" ? defaultValue("samples", recipe) : value, max),
      })}`;
  }

  /** Take over a number of pictures: of a set of one's own, no more than there are. @param {number} wanted @param {number} there */
  take(wanted, there) {
    const own = this.state?.recipe.data === "own" && wanted > there;
    this.change("samples", own ? there : wanted);
    if (!own) return;
    const message = `Your own set has ${count(there)} pictures to train on, so it uses ${count(there)}.`;
    this.act({ type: "issue", issue: { key: "samples", message } });
  }

  /** @param {State} state */
  facts(state) {
    const { description, recipe } = state;
    const { max } = this.range(state);
    const few = Boolean(tooFew(state));
    const all =
      recipe.samples === max && !few
        ? `These are all there are of ${OF[recipe.data] ?? `${recipe.classes} kinds`}. `
        : "";
    if (!description) return html`${all}Other pictures are kept aside for the test.`;
    const { skip } = recipe;
    const which =
      skip > 0
        ? html`Those after the first <b class="num">${count(skip)}</b> of the set: another draw. <button class="link" ?disabled=${isRunning(state) || isLocked(state.lock, "skip")} @click=${() => this.change("skip", 0)}>Take the first</button> `
        : nothing;
    const { download_bytes: bytes, test_samples: tests } = description;
    if (tests === 0)
      return "No picture is kept aside for the test yet: of each class that has two, one in five is.";
    const load =
      bytes > 0
        ? html`Fit downloads <b class="num">${megabytes(bytes)}</b> first.`
        : "Nothing left to download.";
    return html`${which}${all}The test set has <b class="num">${count(tests)}</b> other ${tests === 1 ? "picture" : "pictures"}. ${load}`;
  }

  /** @param {State} state */
  normalizing(state) {
    const control = html`<input
      class="switch"
      type="checkbox"
      id="normalize"
      aria-describedby=${described(state, "normalize")}
      ?disabled=${isRunning(state)}
      .checked=${state.recipe.normalize}
      @change=${(/** @type {Event} */ e) => this.change("normalize", /** @type {HTMLInputElement} */ (e.target).checked)}
    />`;
    return setting(state, "normalize", control);
  }
}

customElements.define("fr-load", FrLoad);
