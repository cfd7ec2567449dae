/**
 * <fr-lessons>: the lessons, one at a time, each with steps of cells, questions and experiments. Opened
 * lessons stay in the document with their results.
 *
 * @import {Cell, Lesson, Part, Step, ToLab} from "../../lessons/index.js"
 * @import {Kept} from "../../storage/lesson-progress.js"
 * @import {Picture} from "../../protocol.js"
 * @import {State} from "../../page/state.js"
 * @import {Extract} from "../../lessons/extract.js"
 */
import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { firstPictures } from "../../client/preview.js";
import { EXPERIMENTS, extractOf } from "../../lessons/extract.js";
import { LESSONS } from "../../lessons/index.js";
import { isTriable, partId } from "../../lessons/part-id.js";
import "../cells/cell.js";
import "../cells/shelf.js";
import { pluralize } from "../../text/format.js";
import { cellHint } from "../cells/hint.js";
import * as icons from "../shared/icons.js";
import "./experiment.js";
import "./forget.js";
import "./hand-in.js";
import "./keep.js";
import { formatPage, parseFragment } from "../../recipe/recipe.js";
import { LessonProgress } from "../../storage/lesson-progress.js";
import { waitFor } from "./key-points.js";
import "./question.js";
import { formatText } from "./markup.js";
import { keepPlace, keptPlace, returnTo } from "./reading-place.js";
import "../shared/picture.js";
import { runCell } from "../cells/run-cell.js";
import { View } from "../shared/view.js";

const FOLLOWING = Node.DOCUMENT_POSITION_FOLLOWING;

class FrLessons extends View {
  constructor() {
    super();
    /** The numbers of the lessons opened so far. @type {number[]} */
    this.opened = [];
    this.progress = new LessonProgress();
    /** @type {Picture[]} */
    this.clothes = [];
    this.runningAll = false;
    /** The lesson shown last. */
    this.last = 0;
    /** Counts changes of this view, which need not render at each event of a run. */
    this.changes = 0;
    this.variablesLost = 0;
    /** Whether the steps that an extract builds on are unfolded. */
    this.unfolded = false;
    /** @param {StorageEvent} event */
    this.onStorage = (event) => {
      if (this.progress.onStorage(event)) this.refresh();
    };
    keepPlace(() => (this.state?.route === "lessons" ? this.last : 0));
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("storage", this.onStorage);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("storage", this.onStorage);
  }

  refresh() {
    this.changes++;
    this.requestUpdate();
  }

  /** Another lesson, opened from within one, gets the focus at its heading. */
  updated() {
    const shelf = /** @type {View | null} */ (this.querySelector("fr-shelf"));
    // Apart from the lessons, which do not render anew for it.
    if (shelf) shelf.state = this.state;
    const { route, variablesLost } = this.state ?? {};
    const lesson = this.state && extractOf(this.state).lesson;
    if (variablesLost !== undefined && variablesLost !== this.variablesLost) {
      this.variablesLost = variablesLost;
      for (const cell of /** @type {NodeListOf<any>} */ (this.querySelectorAll("fr-cell")))
        if (!cell.activity) cell.resetStatus();
    }
    if (route !== "lessons" || !lesson || lesson === this.last) return;
    const first = this.last === 0;
    this.last = lesson;
    const onLink = document.activeElement?.closest(".lesson-list, .routes");
    if (first) returnTo(keptPlace(lesson));
    if (first || onLink) return;
    const article = /** @type {HTMLElement | null} */ (this.querySelector(`#lesson-${lesson}`));
    article?.focus({ preventScroll: true });
  }

  /** @param {State} state */
  view(state) {
    const { route, embed } = state;
    const extract = extractOf(state);
    const { lesson, step, experiment } = extract;
    if (route !== "lessons" && this.opened.length === 0) return nothing;
    if (route === "lessons" && !this.opened.includes(lesson)) this.open(lesson);
    const shown = [route, lesson, step, experiment, this.unfolded, this.changes, this.link({})];
    return html`${guard(shown, () => this.all(extract, embed))}`;
  }

  /** A frame shows its one lesson alone, and a link may show a part of one. @param {Extract} extract @param {boolean} embed */
  all(extract, embed) {
    const whole = { ...extract, step: null, experiment: null, missing: null };
    return html`${embed || extract.step ? nothing : this.list(extract.lesson)}
      <div class="lesson-stack" ?data-extract=${extract.step !== null}>${repeat(
        this.opened,
        (number) => number,
        (number) =>
          this.lesson(LESSONS[number - 1], number, number === extract.lesson ? extract : whole),
      )}
      <fr-shelf></fr-shelf>
      <fr-keep></fr-keep>
      <fr-forget @fr-forget=${this.forget}></fr-forget></div>`;
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

  /** @param {Lesson} lesson @param {number} number @param {Extract} extract */
  lesson(lesson, number, extract) {
    const id = `lesson-${number}`;
    const { step, experiment } = extract;
    const embed = this.state?.embed;
    return html`<article class="lesson" id=${id} tabindex="-1" aria-labelledby="${id}-head" ?hidden=${number !== extract.lesson}>
      <header class="lesson-head">
        <p class="subtitle">${whichPart(lesson, number, extract, embed)}</p>
        <h2 id="${id}-head">${lesson.title}</h2>
        ${extract.missing ? html`<p>This lesson has ${pluralize(lesson.steps.length, "step")}, so there is no step ${extract.missing}: here is all of it.</p>` : nothing}
        <p class="lesson-lead" ?hidden=${step !== null}>${lesson.lead}</p>
        <dl class="lesson-aims" ?hidden=${step !== null}>
          <div><dt>You will be able to</dt><dd><ul>${lesson.aims.map((aim) => html`<li>${formatText(aim)}</li>`)}</ul></dd></div>
          <div><dt>You should know</dt><dd>${formatText(lesson.before)}</dd></div>
        </dl>
        <p class="lesson-tools" ?hidden=${experiment !== null}>
          <button class="button small" ?disabled=${this.runningAll} @click=${() => this.runAll(id)}>${step ? "Run all cells up to here" : "Run all cells"}</button>
          <button class="button small quiet" ?disabled=${this.runningAll} @click=${() => this.startOver(id, { renew: true })}>Forget all variables</button>
          ${this.wayBack(lesson, number)}
        </p>
        ${experiment ? nothing : cellHint}
        ${this.buildsOn(extract)}
      </header>
      ${lesson.steps.map((each, i) => this.step(each, number, i, extract))}
      ${step ? nothing : this.points(lesson, number)}
      ${step ? nothing : html`<fr-hand-in .lesson=${lesson} .number=${number} .progress=${this.progress} .changes=${this.changes}></fr-hand-in>`}
      ${embed ? nothing : step ? this.toWhole(number) : this.onward(number)}
    </article>`;
  }

  /** Folds away the steps whose variables a step takes for granted. @param {Extract} extract */
  buildsOn({ step, experiment }) {
    if (experiment || !step || step === 1) return nothing;
    const before = step === 2 ? "step 1" : `steps 1 to ${step - 1}`;
    const press = () => {
      this.unfolded = !this.unfolded;
      this.refresh();
    };
    return html`<p class="muted">Its cells go on from ${before}. <button class="link" aria-expanded=${this.unfolded} @click=${press}>${this.unfolded ? "Fold" : "Show"} ${before}</button></p>`;
  }

  /** @param {number} number */
  toWhole(number) {
    return html`<p class="lesson-next"><a href=${this.link({ route: "lessons", lesson: number })} @click=${(/** @type {MouseEvent} */ event) => this.leave(event, { type: "show", route: "lessons", lesson: number })}>Show the whole lesson</a></p>`;
  }

  /** @param {Step} step @param {number} number @param {number} i @param {Extract} extract */
  step({ title, parts }, number, i, { step, experiment }) {
    const id = `lesson-${number}-step-${i + 1}`;
    const done = this.progress.isDone(number, i + 1);
    const before = step !== null && i + 1 < step && (experiment || !this.unfolded);
    const after = step !== null && i + 1 > step;
    const alone = experiment && i + 1 === step ? EXPERIMENTS[experiment - 1].part : null;
    return html`<section class="lesson-step" aria-labelledby=${id} ?hidden=${before || after}>
      <h3 id=${id}>${title}${done ? html`<span class="step-done">${icons.tick}<span class="visually-hidden">, done</span></span>` : nothing}</h3>
      ${parts.map((part, k) => this.item(part, number, i, k, alone))}
    </section>`;
  }

  /**
   * @param {Part} part @param {number} number @param {number} i @param {number} k
   * @param {Part | null} alone The only part to show of its step.
   */
  item(part, number, i, k, alone) {
    if ("say" in part) {
      if (alone) return nothing;
      return html`<p>${formatText(part.say)}</p>${part.clothes ? this.pictures(part.clothes) : nothing}`;
    }
    if ("lab" in part) return this.toLab(part);
    const id = partId(part);
    const kept = this.progress.part(number, id);
    const tried = () => this.markTried(number, i, id);
    if ("code" in part) return this.cell(part, id, kept, tried, [number, cellNumber(number, i, k)]);
    const keep = {
      /** @param {CustomEvent<{changes: Partial<Kept>}>} event */
      keep: ({ detail: { changes } }) => {
        const used = this.progress.isUsed(number, id);
        this.progress.change(number, id, changes);
        if (this.progress.isUsed(number, id) !== used) this.refresh();
      },
      back: () => this.move(() => this.progress.putBack(number, [id])),
      mine: () => this.move(() => this.progress.bringBack(number, [id])),
    };
    if ("ask" in part)
      return html`<fr-question .question=${part} .kept=${kept} @fr-kept=${keep.keep} @fr-put-back=${keep.back} @fr-bring-back=${keep.mine} @fr-tried=${tried}></fr-question>`;
    /** @param {Event} event */
    const ran = (event) => {
      const whole = /** @type {Element} */ (event.target).localName === "fr-experiment";
      if (!whole) return this.refresh();
      const { result } = /** @type {CustomEvent<{result: string}>} */ (event).detail;
      this.progress.change(number, id, { result });
      tried();
    };
    return html`<fr-experiment ?hidden=${alone !== null && alone !== part} .experiment=${part} .kept=${kept} @fr-kept=${keep.keep} @fr-put-back=${keep.back} @fr-bring-back=${keep.mine} @fr-tried=${ran}></fr-experiment>`;
  }

  /**
   * @param {Cell} part @param {string} id @param {Kept} kept @param {() => void} tried
   * @param {[lesson: number, cell: number]} place
   */
  cell(part, id, kept, tried, [number, cell]) {
    /** @param {CustomEvent} event */
    const ended = ({ detail: { status, error, fingerprint } }) => {
      if (fingerprint) this.progress.change(number, id, { result: fingerprint });
      if (status === "ok" || (part.fails && error?.name === part.fails)) tried();
    };
    /** @param {CustomEvent<{text: string, way?: "back" | "mine"}>} event */
    const edited = ({ detail: { text, way } }) => {
      if (way === "back") return this.move(() => this.progress.putBack(number, [id]));
      if (way === "mine") return this.move(() => this.progress.bringBack(number, [id]));
      const first = kept.text === undefined;
      this.progress.change(number, id, { text: text === part.code ? undefined : text });
      if (first) this.refresh();
    };
    return html`<fr-cell .source=${part.code} .edited=${live(kept.text ?? null)} .aside=${live(kept.was?.text ?? null)} .name=${`Lesson ${number}, cell ${cell}`} .notebook=${`lesson-${number}`} @fr-cell-edit=${edited} @fr-cell-end=${ended}></fr-cell>`;
  }

  /** @param {() => void} change */
  move(change) {
    change();
    this.refresh();
  }

  /** The way from one's own answers and cells to the lesson as it was, and back. @param {Lesson} lesson @param {number} number */
  wayBack(lesson, number) {
    const ids = lesson.steps.flatMap(({ parts }) => parts.filter(isTriable).map(partId));
    const changed = ids.some((id) => this.progress.isUsed(number, id));
    const aside = ids.some((id) => this.progress.part(number, id).was);
    if (!changed && !aside) return nothing;
    const press = changed
      ? () => this.move(() => this.progress.putBack(number, ids))
      : () => this.move(() => this.progress.bringBack(number, ids));
    return html`<button class="button small quiet" title=${changed ? "All cells and questions of this lesson; yours can be brought back" : nothing} ?disabled=${this.runningAll} @click=${press}>${changed ? "Put all back" : "Bring back all mine"}</button>`;
  }

  /** A frame has no way back from the Lab, so there it opens in a tab. @param {ToLab} part */
  toLab({ lab, recipe }) {
    const { lock, theme, embed } = /** @type {State} */ (this.state);
    if (lock.length > 0 || (embed && self.origin === "null")) return nothing;
    const settings = parseFragment(recipe).recipe;
    const href = `#${formatPage(settings, { theme, route: "lab" })}`;
    if (embed)
      return html`<p class="lesson-lab"><a href=${href} target="_blank" rel="noopener">${lab}</a></p>`;
    /** @param {MouseEvent} event */
    const press = (event) => {
      this.leave(event, { type: "use", recipe: settings });
      if (event.defaultPrevented) this.act({ type: "show", route: "lab" });
    };
    return html`<p class="lesson-lab"><a href=${href} @click=${press}>${lab}</a></p>`;
  }

  /** What to remember holds answers, so it comes when all of them are there. @param {Lesson} lesson @param {number} number */
  points({ steps, points }, number) {
    const questions = steps.flatMap(({ parts }) =>
      parts.filter((part) => "ask" in part || "experiment" in part),
    );
    const waiting = waitFor(
      questions.map((part) => [part, this.progress.part(number, partId(part))]),
    );
    const id = `lesson-${number}-points`;
    return html`<section class="lesson-step lesson-points" aria-labelledby=${id}>
      <h3 id=${id}>Key points</h3>
      ${waiting ? html`<p class="muted">${waiting}</p>` : html`<ul>${points.map((point) => html`<li>${formatText(point)}</li>`)}</ul>`}
    </section>`;
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
    return LESSONS[number - 1].steps.filter((_, i) => this.progress.isDone(number, i + 1)).length;
  }

  /** @param {number} number @param {number} i @param {string} id */
  markTried(number, i, id) {
    this.progress.change(number, id, { tried: true });
    const { parts } = LESSONS[number - 1].steps[i];
    const tried = parts.every(
      (each) => !isTriable(each) || this.progress.part(number, partId(each)).tried,
    );
    if (tried) this.progress.markDone(number, i + 1);
    this.refresh();
  }

  /** Forget all that is kept; what the page holds in memory goes with the page. */
  forget() {
    this.progress.forget();
    // Where it was read is no part of what is kept.
    this.last = 0;
    location.reload();
  }

  /** Run every cell of the lesson in order with fresh variables, until one fails. @param {string} id */
  async runAll(id) {
    this.runningAll = true;
    this.refresh();
    await this.startOver(id, { fresh: true });
    const upTo = this.state && extractOf(this.state).step;
    const last = upTo ? this.querySelector(`#${id}-step-${upTo}`)?.closest("section") : null;
    for (const cell of this.querySelectorAll(`#${id} fr-cell`)) {
      const beyond = last && !last.contains(cell) && last.compareDocumentPosition(cell) & FOLLOWING;
      if (beyond) break;
      const end = await /** @type {any} */ (cell).run();
      if (end?.status !== "ok") {
        // What failed may be folded away.
        this.unfolded = true;
        break;
      }
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
 * Name what is shown. A lesson in a frame is not said to be one of several: the others are not there.
 * @param {Lesson} lesson @param {number} number @param {Extract} extract @param {boolean} [embed]
 */
function whichPart(lesson, number, { step, experiment }, embed) {
  if (experiment) return `Experiment ${experiment} of ${EXPERIMENTS.length}`;
  const which = embed ? `Lesson ${number}` : `Lesson ${number} of ${LESSONS.length}`;
  if (step) return `${which} · step ${step} of ${lesson.steps.length}`;
  return `${which} · about ${pluralize(lesson.minutes, "minute")}`;
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
