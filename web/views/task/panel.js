/**
 * <fr-task>: what a link asks for, how far each condition has come, hints one by one, and the code of
 * what was done. Fetched with the first task. All words of the link are shown as text.
 *
 * @import {State} from "../../page/state.js"
 * @import {Recording} from "../../page/tasks/record-store.js"
 * @import {TaskState} from "../../page/tasks/task-room.js"
 * @import {Goal} from "../../recipe/task.js"
 */
import { html, nothing } from "lit";
import { TAG_LENGTH } from "../../task/identity.js";
import { goalInWords, written } from "../../task/measures.js";
import { pluralize, unbroken } from "../../text/format.js";
import { expectedField, takeShare } from "../shared/expected.js";
import { panelHeading } from "../shared/headings.js";
import * as icons from "../shared/icons.js";
import { View } from "../shared/view.js";
import "./code.js";
import "./styles/task.late.css";

class FrTask extends View {
  constructor() {
    super();
    /** What was typed and cannot be a number. */
    this.refused = "";
    /** Which field was asked for already. @type {TaskState["wanted"]} */
    this.focused = null;
  }

  /** @param {State} state */
  view({ task }) {
    if (!task) return nothing;
    const { ask, goals, tries: most, predict } = task.task;
    return html`<section class="panel task" aria-labelledby="task-head">
      ${panelHeading(null, "task", "Task", this.tries(task, most))}
      ${ask ? html`<p class="task-ask" dir="auto">${unbroken(ask)}</p>` : nothing}
      ${goals.length > 0 ? html`<ul class="task-goals" aria-label="Conditions">${goals.map((goal, i) => this.goal(task, goal, i))}</ul>` : nothing}
      <div class="task-fields">${this.tag(task)}${predict ? this.expected(task) : nothing}</div>
      ${this.hints(task)}
      ${task.recording ? this.recording(task.recording) : nothing}
      <p class="task-end" role="status">${this.end(task)}</p>
      ${task.code && !task.tag ? html`<p class="field-help">Your name is not in it yet: write it above.</p>` : nothing}
      ${task.code ? html`<fr-task-code .code=${task.code} .tag=${task.tag}></fr-task-code>` : nothing}
    </section>`;
  }

  /** A run that may not begin yet asks for what is to be written first. */
  updated() {
    const wanted = this.state?.task?.wanted ?? null;
    if (wanted && wanted !== this.focused)
      /** @type {HTMLElement | null} */ (this.querySelector(`#task-${wanted}`))?.focus();
    this.focused = wanted;
  }

  /** @param {TaskState} task @param {number | null} most */
  tries({ tries }, most) {
    if (most !== null) return `${Math.min(tries, most)} of ${pluralize(most, "try", "tries")} used`;
    return tries > 0 ? pluralize(tries, "try", "tries") : "";
  }

  /** @param {TaskState} task @param {Goal} goal @param {number} i */
  goal({ goals, result, done }, goal, i) {
    // What was done stays done, whatever is tried after it.
    const now = goals[i];
    const met = done || now?.met;
    const value = done ? (result?.measures[goal.measure] ?? null) : (now?.value ?? null);
    return html`<li class=${met ? "met" : ""}>
      <span class="task-mark" aria-hidden="true">${met ? icons.tick : nothing}</span>
      <span>${goalInWords(goal)}</span>
      <span class="num">${value === null ? "" : written(goal.measure, value)}<span class="visually-hidden">${met ? ", met" : ", not met yet"}</span></span>
    </li>`;
  }

  /** @param {TaskState} task */
  tag({ tag, pupil, wanted }) {
    const why = pupil
      ? "Write it before you press Fit: your random numbers are made of it."
      : "It goes into your code, so that your teacher knows whose it is.";
    return html`<div class="task-field">
      <label for="task-tag">Your name or number</label>
      <input class="number" id="task-tag" type="text" autocomplete="off" spellcheck="false" dir="auto"
        maxlength=${TAG_LENGTH} aria-describedby="task-tag-help" aria-invalid=${wanted === "tag" ? "true" : nothing}
        .value=${tag} @change=${(/** @type {Event} */ event) => this.put({ tag: textOf(event) })} />
      <p class="field-help" id="task-tag-help" role=${wanted === "tag" ? "alert" : nothing}>${why}</p>
    </div>`;
  }

  /** @param {TaskState} task */
  expected({ expected, wanted, result }) {
    return expectedField({
      id: "task-expected",
      expected,
      came: result?.measures.test_accuracy ?? null,
      wanted: wanted === "expected",
      refused: this.refused,
      report: (text) => takeShare(this, text, (expected) => this.put({ expected })),
    });
  }

  /** @param {TaskState} task */
  hints({ task, hints }) {
    const all = task.hints;
    if (all.length === 0) return nothing;
    const next = hints < all.length;
    return html`<div class="task-hints">
      <ol aria-live="polite" aria-label="Hints">${all.slice(0, hints).map((hint) => html`<li dir="auto">${hint}</li>`)}</ol>
      ${next ? html`<button class="button small" @click=${() => this.put({ hints: hints + 1 })}>${hints === 0 ? "Show a hint" : "Show another hint"} (${hints + 1} of ${all.length})</button>` : nothing}
    </div>`;
  }

  /** Where results go besides this device. @param {Recording} recording */
  recording({ host, waiting, problem }) {
    const late = waiting > 0 ? `${pluralize(waiting, "report")} not there yet.` : "";
    return html`<p class="field-help task-recording">What you do in this task is reported to <bdi>${host}</bdi>, which opened it. ${late} ${problem}</p>`;
  }

  /** Announced once: it changes only when the task is over. @param {TaskState} task */
  end({ done, over, code, task }) {
    if (done && task.goals.length === 0) return "There is a result. Hand in this code:";
    if (done) return "Done: all conditions are met. Hand in this code:";
    if (over && code) return "No try is left. You can go on training; hand in this code:";
    return over ? "No try is left. You can go on training, but it does not count." : nothing;
  }

  /** @param {import("../../page/tasks/task-room.js").TaskChanges} changes */
  put(changes) {
    this.act({ type: "task", changes });
  }
}

customElements.define("fr-task", FrTask);

// In one file with the panel, which nothing shows without it.
export { TaskRoom } from "../../page/tasks/task-room.js";
export { readTask, writeTask } from "../../recipe/task.js";

/** @param {Event} event */
function textOf({ target }) {
  return /** @type {HTMLInputElement} */ (target).value;
}

/**
 * Put the panel above settings and results, where it is not there yet.
 * @returns {HTMLElement & {state: State}}
 */
export function placeTaskPanel() {
  const there = document.querySelector("fr-task") ?? document.createElement("fr-task");
  if (!there.isConnected) document.querySelector("main.lab > .steps")?.before(there);
  return /** @type {any} */ (there);
}
