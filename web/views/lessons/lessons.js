/**
 * <fr-lessons>: the lessons, one at a time, each with steps of cells, questions and experiments. Opened
 * lessons stay in the document with their results.
 *
 * @import {Lesson, Part, Step} from "../../lessons/index.js"
 * @import {Picture} from "../../protocol.js"
 * @import {State} from "../../page/state.js"
 */
import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { firstPictures } from "../../client/preview.js";
import { LESSONS } from "../../lessons/index.js";
import "../cells/cell.js";
import { pluralize } from "../../text/format.js";
import { cellHint } from "../cells/hint.js";
import * as icons from "../shared/icons.js";
import "./experiment.js";
import { loadProgress, saveProgress } from "../../page/lesson-progress.js";
import "./question.js";
import { formatText } from "./markup.js";
import "../shared/picture.js";
import { runCell } from "../cells/run-cell.js";
import { View } from "../shared/view.js";

class FrLessons extends View {
  constructor() {
    super();
    /** The numbers of the lessons opened so far. @type {number[]} */
    this.opened = [];
    /** The parts run or answered since the page was opened, as "lesson.step.part". @type {Set<string>} */
    this.tried = new Set();
    this.done = loadProgress();
    /** @type {Picture[]} */
    this.clothes = [];
    this.runningAll = false;
    /** The lesson shown last. */
    this.last = 0;
    /** Counts changes of this view, which need not render at each event of a run. */
    this.changes = 0;
    this.variablesLost = 0;
  }

  refresh() {
    this.changes++;
    this.requestUpdate();
  }

  /** Another lesson, opened from within one, gets the focus at its heading. */
  updated() {
    const { route, lesson, variablesLost } = this.state ?? {};
    if (variablesLost !== undefined && variablesLost !== this.variablesLost) {
      this.variablesLost = variablesLost;
      for (const cell of /** @type {NodeListOf<any>} */ (this.querySelectorAll("fr-cell")))
        if (!cell.activity) cell.resetStatus();
    }
    if (route !== "lessons" || !lesson || lesson === this.last) return;
    const first = this.last === 0;
    this.last = lesson;
    const onLink = document.activeElement?.closest(".lesson-list, .routes");
    if (first || onLink) return;
    const article = /** @type {HTMLElement | null} */ (this.querySelector(`#lesson-${lesson}`));
    article?.focus({ preventScroll: true });
  }

  /** @param {State} state */
  view(state) {
    const { route, lesson } = state;
    if (route !== "lessons" && this.opened.length === 0) return nothing;
    if (route === "lessons" && !this.opened.includes(lesson)) this.open(lesson);
    return html`${guard([route, lesson, this.changes, this.link({})], () => this.all(lesson))}`;
  }

  /** @param {number} lesson */
  all(lesson) {
    return html`${this.list(lesson)}
      <div class="lesson-stack">${repeat(
        this.opened,
        (number) => number,
        (number) => this.lesson(LESSONS[number - 1], number, number === lesson),
      )}</div>`;
  }

  /** @param {number} lesson */
  open(lesson) {
    this.opened = [...this.opened, lesson];
    if (this.opened.length > 1) return;
    firstPictures(new URL(".", document.baseURI), { classes: 3, samples: 600 }).then((found) => {
      this.clothes = found?.images ?? [];
      this.refresh();
    });
  }

  /** @param {number} current */
  list(current) {
    return html`<nav class="lesson-list" aria-label="Lessons"><ol>${LESSONS.map((lesson, i) => {
      const number = i + 1;
      const done = this.stepsDone(number);
      const all = done === lesson.steps.length;
      const here = number === current;
      return html`<li class=${here ? "here" : ""}>
        <a href=${this.link({ route: "lessons", lesson: number })} aria-current=${here ? "page" : nothing} @click=${(/** @type {MouseEvent} */ event) => this.leave(event, { type: "show", route: "lessons", lesson: number })}>
          <span class="step-number ${all ? "all-done" : ""}">${all ? icons.tick : number}</span>
          <span class="lesson-name">${lesson.title}<span class="subtitle">${done ? `${done} of ${lesson.steps.length} steps done` : pluralize(lesson.minutes, "minute")}</span></span>
        </a>
      </li>`;
    })}</ol></nav>`;
  }

  /** @param {Lesson} lesson @param {number} number @param {boolean} shown */
  lesson(lesson, number, shown) {
    const id = `lesson-${number}`;
    return html`<article class="lesson" id=${id} tabindex="-1" aria-labelledby="${id}-head" ?hidden=${!shown}>
      <header class="lesson-head">
        <p class="subtitle">Lesson ${number} of ${LESSONS.length} · about ${pluralize(lesson.minutes, "minute")}</p>
        <h2 id="${id}-head">${lesson.title}</h2>
        <p class="lesson-lead">${lesson.lead}</p>
        <p class="lesson-tools">
          <button class="button small" ?disabled=${this.runningAll} @click=${() => this.runAll(id)}>Run all cells</button>
          <button class="button small quiet" ?disabled=${this.runningAll} @click=${() => this.startOver(id, { renew: true })}>Forget all variables</button>
        </p>
        ${cellHint}
      </header>
      ${lesson.steps.map((step, i) => this.step(step, number, i))}
      ${this.onward(number)}
    </article>`;
  }

  /** @param {Step} step @param {number} number @param {number} i */
  step({ title, parts }, number, i) {
    const id = `lesson-${number}-step-${i + 1}`;
    const done = this.done.has(`${number}.${i + 1}`);
    return html`<section class="lesson-step" aria-labelledby=${id}>
      <h3 id=${id}>${title}${done ? html`<span class="step-done">${icons.tick}<span class="visually-hidden">, done</span></span>` : nothing}</h3>
      ${parts.map((part, k) => this.item(part, number, i, k))}
    </section>`;
  }

  /** @param {Part} part @param {number} number @param {number} i @param {number} k */
  item(part, number, i, k) {
    const tried = () => this.markTried(number, i, k);
    if ("say" in part) {
      return html`<p>${formatText(part.say)}</p>${part.clothes ? this.pictures(part.clothes) : nothing}`;
    }
    if ("code" in part) {
      const cell = cellNumber(number, i, k);
      /** @param {CustomEvent} event */
      const ended = ({ detail: { status, error } }) => {
        if (status === "ok" || (part.fails && error?.name === part.fails)) tried();
      };
      return html`<fr-cell .source=${part.code} .name=${`Lesson ${number}, cell ${cell}`} .notebook=${`lesson-${number}`} @fr-cell-end=${ended}></fr-cell>`;
    }
    if ("ask" in part)
      return html`<fr-question .question=${part} @fr-tried=${tried}></fr-question>`;
    /** @param {Event} event */
    const ran = (event) => {
      if (/** @type {Element} */ (event.target).localName === "fr-experiment") tried();
    };
    return html`<fr-experiment .experiment=${part} @fr-tried=${ran}></fr-experiment>`;
  }

  /** @param {number} count */
  pictures(count) {
    const shown = this.clothes.slice(0, count);
    return html`<ul class="lesson-clothes" aria-label="Training pictures">${Array.from(
      { length: count },
      (_, i) => {
        const picture = shown[i];
        return html`<li><fr-picture .pixels=${picture?.pixels ?? null} .label=${""}></fr-picture><span>${picture?.name ?? ""}</span></li>`;
      },
    )}</ul>`;
  }

  /** @param {number} number */
  onward(number) {
    const next = LESSONS[number];
    if (!next) {
      return html`<p class="lesson-next">That was the last one. <a href=${this.link({ route: "lab" })} @click=${(/** @type {MouseEvent} */ event) => this.leave(event, { type: "show", route: "lab" })}>Go to the Lab</a> and make a network of your own.</p>`;
    }
    return html`<p class="lesson-next">Next: <a href=${this.link({ route: "lessons", lesson: number + 1 })} @click=${(/** @type {MouseEvent} */ event) => this.leave(event, { type: "show", route: "lessons", lesson: number + 1 })}>${next.title}</a></p>`;
  }

  /** @param {number} number */
  stepsDone(number) {
    return LESSONS[number - 1].steps.filter((_, i) => this.done.has(`${number}.${i + 1}`)).length;
  }

  /** @param {number} number @param {number} i @param {number} k */
  markTried(number, i, k) {
    this.tried.add(`${number}.${i}.${k}`);
    const { parts } = LESSONS[number - 1].steps[i];
    if (parts.every((part, j) => "say" in part || this.tried.has(`${number}.${i}.${j}`))) {
      this.done.add(`${number}.${i + 1}`);
      saveProgress(this.done);
    }
    this.refresh();
  }

  /** Run every cell of the lesson in order with fresh variables, until one fails. @param {string} id */
  async runAll(id) {
    this.runningAll = true;
    this.refresh();
    await this.startOver(id, { fresh: true });
    for (const cell of this.querySelectorAll(`#${id} fr-cell`)) {
      const end = await /** @type {any} */ (cell).run();
      if (end?.status !== "ok") break;
    }
    this.runningAll = false;
    this.refresh();
  }

  /** @param {string} id @param {{fresh?: boolean, renew?: boolean}} how */
  async startOver(id, how) {
    await runCell(this, { cell: "", source: "", notebook: id, ...how });
  }
}

/**
 * Return a cell's number, counted through the whole lesson.
 * @param {number} number @param {number} i @param {number} k
 */
function cellNumber(number, i, k) {
  const { steps } = LESSONS[number - 1];
  const before = steps.slice(0, i).flatMap(({ parts }) => parts);
  return [...before, ...steps[i].parts.slice(0, k + 1)].filter((part) => "code" in part).length;
}

customElements.define("fr-lessons", FrLessons);
