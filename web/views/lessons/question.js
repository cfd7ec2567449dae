/**
 * <fr-question>: a question, then its answer. Emits "fr-tried" once it is answered.
 *
 * @import {Question} from "../../lessons/index.js"
 */
import { html, LitElement, nothing } from "lit";
import * as icons from "../shared/icons.js";
import { formatText } from "./markup.js";

let last = 0;

class FrQuestion extends LitElement {
  static properties = { question: { attribute: false } };

  constructor() {
    super();
    /** @type {Question | null} */
    this.question = null;
    this.number = ++last;
    /** The selected choice. @type {number | null} */
    this.choice = null;
    this.shown = false;
  }

  createRenderRoot() {
    return this;
  }

  render() {
    if (!this.question) return nothing;
    const { ask, choices } = this.question;
    const id = `question-${this.number}`;
    /** @param {Event} event */
    const submit = (event) => {
      event.preventDefault();
      this.reveal();
    };
    return html`<form class="question" @submit=${submit}>
      <p class="question-ask" id=${id}>${formatText(ask)}</p>
      ${choices ? this.choices(choices, id) : this.guess(id)}
      ${this.shown ? nothing : this.button(choices)}
      <div class="question-answer" role="status" tabindex="-1" ?hidden=${!this.shown}>${this.shown ? this.answer(this.question) : nothing}</div>
    </form>`;
  }

  /** @param {string[]} choices @param {string} id */
  choices(choices, id) {
    return html`<div class="question-choices" role="radiogroup" aria-labelledby=${id}>${choices.map(
      (text, i) => html`<label class=${this.shown && i === this.question?.right ? "right" : ""}>
        <input type="radio" name=${id} ?disabled=${this.shown} .checked=${i === this.choice} @change=${() => this.mark(i)} />
        <span>${formatText(text)}</span>
      </label>`,
    )}</div>`;
  }

  /** @param {string} id */
  guess(id) {
    return html`<textarea class="question-guess" rows="2" aria-labelledby=${id} placeholder="Your answer, in your own words. It stays here." ?readonly=${this.shown}></textarea>`;
  }

  /** @param {string[] | undefined} choices */
  button(choices) {
    return html`<button class="button small" ?disabled=${Boolean(choices) && this.choice === null}>${choices ? "Check" : "Compare with an answer"}</button>`;
  }

  /** @param {Question} question */
  answer({ choices, right, answer }) {
    if (!choices) return html`<p>${formatText(answer)}</p>`;
    const yes = this.choice === right;
    return html`<p class=${yes ? "verdict-right" : "verdict-other"}><b>${yes ? icons.tick : nothing} ${yes ? "Yes." : html`Not quite: “${formatText(choices[right ?? 0])}”.`}</b> ${formatText(answer)}</p>`;
  }

  /** @param {number} choice */
  mark(choice) {
    this.choice = choice;
    this.requestUpdate();
  }

  async reveal() {
    this.shown = true;
    this.requestUpdate();
    await this.updateComplete;
    // The button that had the focus has been removed.
    /** @type {HTMLElement | null} */ (this.querySelector(".question-answer"))?.focus();
    this.dispatchEvent(new CustomEvent("fr-tried", { bubbles: true }));
  }
}

customElements.define("fr-question", FrQuestion);
