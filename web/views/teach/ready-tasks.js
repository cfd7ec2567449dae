/**
 * <fr-ready-tasks>: tasks to give out, each with what a teacher wants to know, a link, a SCORM package, a
 * sheet to print and a view for the wall.
 *
 * @import {EmbedSpec} from "../../text/embed-code.js"
 * @import {ReadyTask} from "../../task/ready-tasks.js"
 * @import {TemplateResult} from "lit"
 */
import { html, LitElement, nothing } from "lit";
import { hiddenBut, SHOWN_WITH_TASK } from "../../recipe/panels.js";
import { parseFragment } from "../../recipe/recipe.js";
import { readTask } from "../../recipe/task.js";
import { goalInWords } from "../../task/measures.js";
import { fragmentOf, PARTS, READY_TASKS } from "../../task/ready-tasks.js";
import { copyRefused, copyText } from "../../text/clipboard.js";
import { pluralize, unbroken } from "../../text/format.js";
import { shortSummary, trainingDetails } from "../../text/recipe-summary.js";
import { qrCode } from "../shared/qr.js";

const root = document.documentElement;
/** Lines for answers on a sheet. */
const LINES = 7;

class FrReadyTasks extends LitElement {
  static properties = {
    sheet: { state: true },
    shown: { state: true },
    said: { state: true },
    packed: { state: true },
  };

  constructor() {
    super();
    /** The task on the sheet that is printed, with its link. @type {{task: ReadyTask, qr: TemplateResult | null} | null} */
    this.sheet = null;
    /** The task on the wall, with its link as a QR code. @type {{task: ReadyTask, qr: TemplateResult | null} | null} */
    this.shown = null;
    /** What came of copying, by the task's name. @type {[name: string, text: string]} */
    this.said = ["", ""];
    /** The task whose SCORM package is offered. @type {ReadyTask | null} */
    this.packed = null;
    this.printed = () => {
      this.sheet = null;
      delete root.dataset.sheet;
    };
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("afterprint", this.printed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("afterprint", this.printed);
    this.printed();
  }

  createRenderRoot() {
    return this;
  }

  render() {
    return html`<div class="ready-tasks">
        ${PARTS.map(
          ([
            part,
            title,
            about,
          ]) => html`<section class="ready-part" aria-labelledby="ready-${part}">
            <h3 id="ready-${part}">${title}</h3>
            <p class="field-help">${about}</p>
            ${READY_TASKS.filter((task) => task.part === part).map((task) => this.task(task))}
          </section>`,
        )}
      </div>
      ${this.sheet ? this.printable(this.sheet) : nothing}
      ${this.wall()}`;
  }

  /** @param {ReadyTask} task */
  task(task) {
    const { title, ask, hints, note } = task;
    const embed = `#${fragmentOf(task)}&view=embed`;
    return html`<details class="ready-task">
      <summary><span>${title}</span> <span class="field-help">${note.minutes} min</span></summary>
      <p>${unbroken(ask)}</p>
      ${conditions(task)}
      ${hints.length > 0 ? html`<p class="field-help">${pluralize(hints.length, "hint")}: ${hints.join(" / ")}</p>` : nothing}
      <dl>
        <dt>Aim</dt><dd>${note.aim}</dd>
        <dt>What to expect</dt><dd>${note.expect}</dd>
        <dt>Typical answers</dt><dd>${note.answers}</dd>
      </dl>
      <div class="ready-buttons">
        <a class="button small" href=${linkOf(task)} target="_blank" rel="noopener">Open</a>
        <button class="button small" @click=${() => this.copy(task)}>Copy link</button>
        <a class="button small" href=${embed} target="_blank" rel="noopener">Code to embed</a>
        <button class="button small" aria-expanded=${this.packed === task} @click=${() => this.pack(task)}>SCORM package</button>
        <button class="button small" @click=${() => this.print(task)}>Print a sheet</button>
        <button class="button small" @click=${() => this.show(task)}>Show on the wall</button>
        <span class="field-help" role="status">${this.said[0] === task.name ? this.said[1] : nothing}</span>
      </div>
      ${this.packed === task ? html`<fr-scorm .spec=${specOf(task)}></fr-scorm>` : nothing}
    </details>`;
  }

  /** Offer a task's package, or no longer; what makes it is fetched with the first. @param {ReadyTask} task */
  async pack(task) {
    if (this.packed === task) {
      this.packed = null;
      return;
    }
    try {
      await import("../scorm/scorm-package.js");
      this.packed = task;
    } catch {
      this.said = [task.name, "This part could not be fetched. Check the connection."];
    }
  }

  /** @param {ReadyTask} task */
  async copy(task) {
    const copied = await copyText(linkOf(task));
    this.said = [
      task.name,
      copied ? "Link copied." : `${copyRefused()} Open it and copy its address.`,
    ];
  }

  /** @param {ReadyTask} task */
  async print(task) {
    const qr = await qrCode(linkOf(task), "The link as a QR code").catch(() => null);
    this.sheet = { task, qr };
    root.dataset.sheet = "";
    await this.updateComplete;
    print();
  }

  /**
   * A sheet for pupils: A4 or Letter, black on white, with the way to the task and room for answers.
   * @param {{task: ReadyTask, qr: TemplateResult | null}} sheet
   */
  printable({ task, qr }) {
    const { recipe } = parseFragment(fragmentOf(task));
    return html`<section class="sheet" aria-hidden="true">
      ${qr ?? nothing}
      <p class="sheet-name">Name: <span></span> Date: <span></span></p>
      <h2>${task.title}</h2>
      <p>${unbroken(task.ask)}</p>
      ${conditions(task)}
      <p class="field-help">It begins with: ${shortSummary(recipe)}; ${trainingDetails(recipe)}.</p>
      ${["What I expect", "What I changed, and what came of it", "Why"].map(
        (question, i) =>
          html`<h3>${question}</h3>${Array.from({ length: i === 1 ? LINES : 3 }, () => html`<p class="sheet-line"></p>`)}`,
      )}
    </section>`;
  }

  /** @param {ReadyTask} task */
  async show(task) {
    this.shown = { task, qr: null };
    await this.updateComplete;
    const dialog = /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
    if (!dialog.open) dialog.showModal();
    const qr = await qrCode(linkOf(task), "The link as a QR code").catch(() => null);
    if (this.shown?.task === task) this.shown = { task, qr };
  }

  wall() {
    const { task, qr } = this.shown ?? {};
    return html`<dialog class="wall" aria-labelledby="wall-title" @close=${() => {
      this.shown = null;
    }}>${
      task
        ? html`<h2 id="wall-title">${task.title}</h2>
          <p>${unbroken(task.ask)}</p>
          ${conditions(task)}
          ${qr ?? nothing}
          <form method="dialog"><button class="button">Close</button></form>`
        : nothing
    }</dialog>`;
  }
}

customElements.define("fr-ready-tasks", FrReadyTasks);

/** @param {ReadyTask} task */
function conditions({ goal }) {
  const { goals } = readTask({ goal }).task;
  if (goals.length === 0) return nothing;
  return html`<ul class="ready-goals">${goals.map((each) => html`<li>${goalInWords(each)}</li>`)}</ul>`;
}

/** Return a ready task as a frame shows it. @param {ReadyTask} task @returns {EmbedSpec} */
function specOf(task) {
  const { page, recipe } = parseFragment(fragmentOf(task));
  const { draw, lock, pupil } = page;
  const hide = hiddenBut([...SHOWN_WITH_TASK, ...(draw ? ["draw"] : [])]);
  const base = new URL(".", document.baseURI).href;
  return { base, recipe, hide, draw, lock, pupil, task: page.task, title: task.title };
}

/** @param {ReadyTask} task */
function linkOf(task) {
  return new URL(`#${fragmentOf(task)}`, document.baseURI).href;
}
