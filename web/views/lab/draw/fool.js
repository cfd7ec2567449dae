/**
 * <fr-fool>: how many pixels have changed since the picture came onto the pad, and "Fool it": change as
 * few as you can until the network takes the picture for another class. The answers are Python's; here
 * they are only counted. Dispatches "again", with the picture that an attempt began with.
 *
 * @import {OwnAnswer} from "../../../protocol.js"
 * @import {Attempt} from "./attempt.js"
 */
import { html, LitElement } from "lit";
import { likeliest } from "../../../page/likeliest.js";
import { pluralize } from "../../../text/format.js";
import { select } from "../../shared/controls.js";
import { begin, judge, words } from "./attempt.js";
import { blank, changedPixels, isBlank } from "./raster.js";

class FrFool extends LitElement {
  static properties = {
    pixels: { attribute: false },
    start: { attribute: false },
    answer: { attribute: false },
    network: { attribute: false },
    trained: { attribute: false },
    attempt: { state: true },
    outdated: { state: true },
  };

  constructor() {
    super();
    /** What is on the pad. */
    this.pixels = blank();
    /** What changed pixels are counted from: the last stencil or picture, or an empty pad. */
    this.start = this.pixels;
    /** What the network says, and of which pixels. @type {{answer: OwnAnswer, of: Uint8Array} | null} */
    this.answer = null;
    /** The network that is asked. @type {unknown} */
    this.network = null;
    this.trained = false;
    /** @type {Attempt | null} */
    this.attempt = null;
    /** Whether the attempt was at a network that is there no more. */
    this.outdated = false;
    /** What the attempt began with. */
    this.from = this.pixels;
  }

  createRenderRoot() {
    return this;
  }

  /** @param {Map<PropertyKey, unknown>} changes */
  willUpdate(changes) {
    if (changes.has("start")) this.outdated = false;
    else if (changes.has("network") && this.attempt) this.outdated = true;
    if (changes.has("start") || changes.has("network")) this.attempt = null;
    if (!this.attempt || !this.answer || !changes.has("answer")) return;
    const { answer, of } = this.answer;
    this.attempt = judge(
      this.attempt,
      likeliest(answer.probabilities),
      changedPixels(this.from, of),
    );
  }

  render() {
    const { attempt, pixels, start } = this;
    if (!attempt) {
      const ready = this.trained && this.answer && !isBlank(pixels);
      const changed = `${pluralize(changedPixels(start, pixels), "pixel")} changed since the start.${this.outdated ? " The network has changed, and so that attempt is over." : ""}`;
      const untrained = this.answer && !this.trained && !this.outdated;
      return html`<p class="field-help">${untrained ? "Fool it once it has trained." : changed}</p>
        <button class="button small" ?disabled=${!ready} @click=${this.begin}>Fool it</button>`;
    }
    const options = attempt.names
      .map((text, value) => ({ value: String(value), text }))
      .filter(({ value }) => value !== String(attempt.original));
    return html`<div class="own-fool" role="group" aria-label="Fool it">
      <p><label for="own-target">Change as few pixels as you can, until it says</label>
        ${select({ id: "own-target", value: String(attempt.target), options, report: (target) => this.aim(Number(target)) })}</p>
      <p role="status">${words(attempt)}</p>
      <div class="own-buttons">
        <button class="button small" @click=${this.again}>Start again</button>
        <button class="button small" @click=${this.end}>Enough</button>
      </div>
    </div>`;
  }

  begin() {
    if (!this.answer) return;
    this.outdated = false;
    this.from = this.pixels;
    this.attempt = begin(this.answer.answer);
  }

  /** Another target has a count of its own. @param {number} target */
  aim(target) {
    const { attempt } = this;
    if (attempt)
      this.attempt = judge({ ...attempt, target, fewest: null }, attempt.says, attempt.changed);
  }

  again() {
    this.dispatchEvent(new CustomEvent("again", { detail: this.from }));
  }

  end() {
    this.attempt = null;
  }
}

customElements.define("fr-fool", FrFool);
