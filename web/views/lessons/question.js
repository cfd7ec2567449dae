/**
 * <fr-question>: a question, tried before its answer is there. Of choices two may be checked, with a
 * hint between; own words are compared with an answer. With `predict` a choice is only a guess: its
 * answer comes after the experiment `ran`.
 *
 * Emits "fr-kept" {changes} for what is to be kept, "fr-tried" once the answer is there, "fr-put-back"
 * and "fr-bring-back".
 *
 * @import {Kept} from "../../storage/lesson-progress.js"
 * @import {Question} from "../../lessons/index.js"
 */
import { html, LitElement, nothing } from "lit";
import { live } from "lit/directives/live.js";
import * as icons from "../shared/icons.js";
import { formatText } from "./markup.js";

const TRIES = 2;
let last = 0;

class FrQuestion extends LitElement {
  static properties = {
    question: { attribute: false },
    kept: { attribute: false },
    predict: { attribute: false },
    ran: { attribute: false },
    runs: { attribute: false },
  };

  constructor() {
    super();
    /** @type {Question | null} */
    this.question = null;
    /** @type {Kept} */
    this.kept = {};
    this.predict = false;
    this.ran = false;
    /** What an experiment runs, in words. */
    this.runs = "";
    this.number = ++last;
  }

  createRenderRoot() {
    return this;
  }

  render() {
    const { question, kept } = this;
    if (!question) return nothing;
    const id = `question-${this.number}`;
    /** @param {Event} event */
    const submit = (event) => {
      event.preventDefault();
      this.check(question);
    };
    return html`<form class="question" @submit=${submit}>
      <p class="question-ask" id=${id}>${formatText(question.ask)}</p>
      ${question.choices ? this.choices(question.choices, id) : this.words(id)}
      ${this.predict && this.ran ? this.explanation(`${id}-why`) : nothing}
      ${this.button(question)}
      <div class="question-answer" role="status" tabindex="-1">${kept.shown ? this.answer(question) : this.told(question)}</div>
      ${this.again()}
    </form>`;
  }

  /** @param {string[]} choices @param {string} id */
  choices(choices, id) {
    const { choice, wrong = [], shown = false } = this.kept;
    const fixed = shown || (this.predict && this.ran);
    return html`<div class="question-choices" role="radiogroup" aria-labelledby=${id}>${choices.map(
      (text, i) => {
        const right = shown && i === this.question?.right;
        const no = wrong.includes(i);
        return html`<label class=${right ? "right" : no ? "wrong" : ""}>
        <input type="radio" name=${id} ?disabled=${fixed || no} .checked=${live(i === choice)} @change=${() => this.keep({ choice: i })} />
        <span>${formatText(text)}${no ? html`<span class="visually-hidden"> (not this one)</span>` : nothing}</span>
      </label>`;
      },
    )}</div>`;
  }

  /** @param {string} id The label's. */
  words(id) {
    return html`<textarea class="question-guess" rows="2" aria-labelledby=${id} placeholder="Your answer, in your own words. “No idea” counts too." .value=${live(this.kept.text ?? "")} ?readonly=${this.kept.shown} @input=${this.write}></textarea>`;
  }

  /** @param {string} id */
  explanation(id) {
    const ask =
      this.kept.choice === undefined ? "What did you see, and why?" : "Were you right, and why?";
    return html`<p class="question-ask" id=${id}>${ask}</p>${this.words(id)}`;
  }

  /** @param {Question} question */
  button({ choices }) {
    const { choice, wrong = [], text = "", shown } = this.kept;
    if (shown || (this.predict && !this.ran)) return nothing;
    if (!choices || this.predict)
      return html`<button class="button small" ?disabled=${text.trim() === ""}>Compare with an answer</button>`;
    return html`<button class="button small" ?disabled=${choice === undefined || wrong.includes(choice)}>Check</button>`;
  }

  /** What stands there before the answer. @param {Question} question */
  told({ hint }) {
    const { choice, wrong = [] } = this.kept;
    if (this.predict && !this.ran) {
      const guess = choice === undefined ? "Pick one, then" : "Your guess is kept. Now";
      return html`<p class="muted">${guess} run ${this.runs}.</p>`;
    }
    if (wrong.length === 0) return nothing;
    return html`<p><b>Not that one.</b> ${formatText(hint ?? "")} Try once more.</p>`;
  }

  /** @param {Question} question */
  answer({ choices, right, answer }) {
    const { choice } = this.kept;
    if (!choices || choice === undefined) return html`<p>${formatText(answer)}</p>`;
    const yes = choice === right;
    const quoted = html`“${formatText(choices[right ?? 0])}”`;
    const other = this.predict
      ? html`It came out otherwise: ${quoted}.`
      : html`It is this one: ${quoted}.`;
    const good = this.predict ? "Your guess was right." : "Right.";
    return html`<p class=${yes ? "verdict-right" : "verdict-other"}><b>${yes ? icons.tick : nothing} ${yes ? good : other}</b> ${formatText(answer)}</p>`;
  }

  again() {
    const { shown, was, text, choice } = this.kept;
    if (shown) return this.link("Try it again", "fr-put-back");
    if (was && !text && choice === undefined)
      return this.link("Bring back my answer", "fr-bring-back");
    return nothing;
  }

  /** @param {string} text @param {string} type */
  link(text, type) {
    const press = async () => {
      this.emit(type, {});
      await this.updateComplete;
      /** @type {HTMLElement | null} */ (
        this.querySelector(":is(input, textarea):enabled, .link")
      )?.focus();
    };
    return html`<p class="question-again"><button type="button" class="link" @click=${press}>${text}</button></p>`;
  }

  /** @param {Event} event */
  write(event) {
    this.keep({ text: /** @type {HTMLTextAreaElement} */ (event.target).value || undefined });
  }

  /** @param {Partial<Kept>} changes */
  keep(changes) {
    this.kept = { ...this.kept, ...changes };
    this.emit("fr-kept", { changes });
  }

  /** @param {Question} question */
  async check({ choices, right }) {
    const { choice, wrong = [] } = this.kept;
    if (!choices || this.predict || choice === right) this.keep({ shown: true });
    else if (choice !== undefined) {
      const checked = [...wrong, choice];
      this.keep({ wrong: checked, ...(checked.length >= TRIES && { shown: true }) });
    }
    await this.updateComplete;
    // The button that had the focus has been removed or disabled.
    /** @type {HTMLElement | null} */ (this.querySelector(".question-answer"))?.focus();
    if (this.kept.shown) this.emit("fr-tried", {});
  }

  /** @param {string} type @param {object} detail */
  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));
  }
}

customElements.define("fr-question", FrQuestion);
