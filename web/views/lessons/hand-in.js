/**
 * <fr-hand-in>: makes one code of all that was done of a lesson, to hand in. What makes the code is
 * fetched then.
 *
 * @import {Lesson} from "../../lessons/index.js"
 * @import {LessonProgress} from "../../storage/lesson-progress.js"
 * @import {PartDone} from "../../task/lesson-code.js"
 */
import { html, LitElement, nothing } from "lit";
import { isTriable, partId } from "../../lessons/part-id.js";
import { read, write } from "../../storage/storage.js";

/** Under which name the learner's own is kept: it is the same in all lessons. */
const NAME = "lesson-tag";
const TAG_LENGTH = 40;
const NOTHING_DONE = "Nothing of this lesson is done yet, so there is nothing to hand in.";
const FAILED = "The code could not be made. Check the connection and press again.";

class FrHandIn extends LitElement {
  static properties = {
    lesson: { attribute: false },
    number: { attribute: false },
    progress: { attribute: false },
    changes: { attribute: false },
    code: { state: true },
    said: { state: true },
  };

  constructor() {
    super();
    /** @type {Lesson | null} */
    this.lesson = null;
    this.number = 0;
    /** @type {LessonProgress | null} */
    this.progress = null;
    /** Raised with each change of what was done. */
    this.changes = 0;
    this.code = "";
    this.said = "";
    const kept = read(NAME);
    this.tag = typeof kept === "string" ? kept.slice(0, TAG_LENGTH) : "";
  }

  createRenderRoot() {
    return this;
  }

  /** A code does not hold what is done after it. @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has("changes") || !this.code) return;
    this.code = "";
    this.said = "";
  }

  render() {
    if (!this.lesson) return nothing;
    const id = `hand-in-${this.number}`;
    return html`<section class="lesson-step hand-in" aria-labelledby=${id}>
      <h3 id=${id}>Hand in</h3>
      <p>One code holds your answers, your tries and what your runs came to in this lesson. Nothing is sent: you give it to your teacher.</p>
      <div class="hand-in-row">
        <label for="${id}-name">Your name or number</label>
        <input class="number" id="${id}-name" type="text" autocomplete="off" spellcheck="false" dir="auto" maxlength=${TAG_LENGTH} .value=${this.tag} @change=${this.name} />
        <button class="button small" @click=${this.make}>${this.code ? "Make it anew" : "Make the code"}</button>
      </div>
      <p class="field-help" role="status">${this.said}</p>
      ${this.code ? html`<fr-task-code .code=${this.code} .tag=${`lesson-${this.number}-${this.tag}`}></fr-task-code>` : nothing}
    </section>`;
  }

  /** @param {Event} event */
  name({ target }) {
    this.tag = /** @type {HTMLInputElement} */ (target).value.slice(0, TAG_LENGTH);
    write(NAME, this.tag);
    this.code = "";
  }

  async make() {
    if (!this.tag.trim()) {
      this.said = "Write your name or number first, so that your teacher knows whose it is.";
      /** @type {HTMLElement | null} */ (this.querySelector("input"))?.focus();
      return;
    }
    try {
      const [steps, parts] = this.done();
      this.said = NOTHING_DONE;
      if (parts.length === 0) return;
      const { writeLessonCode } = await import("./lesson-code.js");
      const handed = { lesson: this.number, build: __BUILD_ID__, tag: this.tag, steps, parts };
      this.code = writeLessonCode(handed);
      this.said = "Hand in this code:";
    } catch {
      this.said = FAILED;
    }
  }

  /** What was done of the lesson's steps and parts. @returns {[number[], [string, PartDone][]]} */
  done() {
    const { progress, lesson, number } = this;
    if (!progress || !lesson) return [[], []];
    const steps = lesson.steps.flatMap((_, i) => (progress.isDone(number, i + 1) ? [i + 1] : []));
    const triable = lesson.steps.flatMap(({ parts }) => parts).filter(isTriable);
    const used = triable.filter((part) => progress.isUsed(number, partId(part)));
    const parts = used.map(
      (part) => /** @type {[string, PartDone]} */ ([partId(part), this.doneOf(part)]),
    );
    return [steps, parts];
  }

  /** @param {Parameters<typeof partId>[0]} part @returns {PartDone} */
  doneOf(part) {
    const kept = this.progress?.part(this.number, partId(part)) ?? {};
    const { choice, wrong, shown, tried, text, result } = kept;
    const cell = "code" in part;
    return {
      choice,
      wrong,
      result,
      ...(shown && { shown }),
      ...(tried && { tried }),
      ...(cell ? text !== undefined && { changed: /** @type {const} */ (true) } : { text }),
    };
  }
}

customElements.define("fr-hand-in", FrHandIn);
