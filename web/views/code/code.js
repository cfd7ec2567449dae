/**
 * <fr-code>: the program of the settings as cells to run and to change, beside the settings. It follows
 * them until the learner changes it, then it is the learner's, with one way back.
 *
 * @import {Recipe} from "../../protocol.js"
 * @import {State} from "../../page/state.js"
 */
import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { copyText } from "../../page/share.js";
import * as model from "./notebook.js";
import "./cell.js";
import { keepCells, keptCells } from "../../page/program-storage.js";
import { panelHead } from "../shared/headings.js";
import * as icons from "../shared/icons.js";
import { View } from "../shared/view.js";
import { cellHint } from "./cell-hint.js";
import { codeCell, copied, tools, whose } from "./code-parts.js";
import { Runner } from "./code-runner.js";
import { verdict } from "./code-verdict.js";
import { stopCell } from "./run-cell.js";

class FrCode extends View {
  constructor() {
    super();
    this.notebook = model.emptyNotebook();
    this.opened = false;
    /** Lines that the latest change of the settings has brought, by cell. @type {Map<number, number[]>} */
    this.marks = new Map();
    /** The settings whose program is known. @type {Recipe | null} */
    this.followed = null;
    this.asking = false;
    this.pythonWasThere = false;
    /** @type {any} */
    this.message = nothing;
    this.runner = new Runner({
      view: this,
      cellOf: (key) => this.cell(key),
      notebook: () => this.notebook,
      say: (message) => this.say(message),
    });
    this.addEventListener("fr-cell-edit", (event) => this.edited(event));
    this.addEventListener("fr-cell-end", (event) => this.ended(event));
  }

  willUpdate() {
    const { state } = this;
    if (!state) return;
    if (state.view === "code" && !this.opened) this.open();
    const there = state.phase !== "booting";
    if (this.opened && this.pythonWasThere && !there) this.runner.forget();
    this.pythonWasThere = there;
  }

  updated() {
    this.followSettings();
  }

  open() {
    this.opened = true;
    const kept = keptCells();
    if (kept) this.notebook = model.withKept(this.notebook, kept);
  }

  /** @param {State} state */
  view(state) {
    if (!this.opened) return nothing;
    const { notebook, marks } = this;
    const { running, outcome } = this.runner;
    return html`<section class="notebook" aria-labelledby="notebook-head">
      ${panelHead(null, "notebook", "Program", "what Fit does, in Keras")}
      ${notebook.program ? whose(notebook, this) : html`<p class="notebook-whose">It comes when Python is ready.</p>`}
      <div class="notebook-bar">
        ${guard([running], () => tools({ ...this.acts(), running }))}
        <p class="notebook-say" role="status">${this.message} ${model.isYours(notebook) ? nothing : verdict(outcome, state)}</p>
      </div>
      ${guard([notebook, marks], () => this.cells())}
      ${notebook.program ? this.foot() : nothing}
    </section>`;
  }

  cells() {
    const { cells } = this.notebook;
    return html`<div class="notebook-cells">${repeat(
      cells,
      ({ key }) => key,
      (cell, i) =>
        codeCell(
          cell,
          this.marks.get(cell.key) ?? NO_MARKS,
          { first: i === 0, last: i === cells.length - 1 },
          this,
        ),
    )}</div>`;
  }

  foot() {
    return html`<div class="notebook-foot">
      <button class="button small" @click=${() => this.add()}>${icons.plus} Add a cell</button>
      ${cellHint}
    </div>`;
  }

  acts() {
    return {
      runAll: () => this.runner.runAll(),
      stop: (/** @type {MouseEvent} */ event) => stopCell(this, event),
      restart: () => this.runner.restart(),
      clear: () => this.runner.clear(),
      copy: () => this.copy(),
    };
  }

  /** Asks for the program of the settings, one question at a time, until it is that of the latest. */
  async followSettings() {
    const { state } = this;
    if (state?.view !== "code" || state.phase === "booting" || this.asking) return;
    const { recipe } = state;
    if (recipe === this.followed) return;
    this.asking = true;
    /** @type {string[] | null} */
    const program = await new Promise((resolve) => this.act({ type: "program", recipe, resolve }));
    this.asking = false;
    // A Python that was lost meanwhile is asked again when it is back.
    if (program || this.state?.phase !== "booting") this.followed = recipe;
    if (program) this.take(program);
    this.requestUpdate();
  }

  /** @param {string[]} program */
  take(program) {
    const before = this.notebook.cells;
    this.notebook = model.follow(this.notebook, program);
    const now = this.notebook.cells;
    if (now === before) return;
    this.marks = new Map(
      now.flatMap(({ key, source }) => {
        const old = before.find((cell) => cell.key === key);
        return old ? [[key, model.newLines(old.source, source)]] : [];
      }),
    );
  }

  /** @param {model.Notebook} notebook @param {any} [message] */
  become(notebook, message = nothing) {
    this.notebook = notebook;
    this.message = message;
    this.marks = new Map();
    keepCells(notebook);
    this.requestUpdate();
  }

  /** @param {Event} event */
  edited(event) {
    const { text } = /** @type {CustomEvent} */ (event).detail;
    this.become(model.edit(this.notebook, keyOf(event), text), this.message);
  }

  /** @param {number} [below] */
  async add(below) {
    const { keys } = this.notebook;
    this.become(model.add(this.notebook, below));
    await this.focusOn(keys);
  }

  /** @param {number} key */
  async focusOn(key) {
    await this.updateComplete;
    const cell = this.cell(key);
    await cell.updateComplete;
    cell.focus();
  }

  /** @param {number} key */
  async delete(key) {
    const cell = this.notebook.cells.find((each) => each.key === key);
    if (this.cell(key).activity)
      return this.say("A cell that runs cannot be deleted: stop it first.");
    const undo = () => {
      this.become(model.putBack(this.notebook));
      this.focusOn(key);
    };
    const message = html`${cell?.name} was deleted. <button class="link" @click=${undo}>Bring it back</button>`;
    this.become(model.remove(this.notebook, key), message);
    this.focusOnButton(".notebook-say");
  }

  /** @param {number} key @param {-1 | 1} by */
  async move(key, by) {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    this.become(model.move(this.notebook, key, by));
    const { cells } = this.notebook;
    const place = cells.findIndex((cell) => cell.key === key);
    this.message = `${cells[place].name} is now cell ${place + 1} of ${cells.length}.`;
    await this.updateComplete;
    // A button that was moved along loses the focus, and at either end it is switched off.
    const group = this.querySelector(`[data-key="${key}"] .code-cell-tools`);
    const other = /** @type {HTMLElement | null} */ (group?.querySelector("button:enabled"));
    (focused?.matches(":enabled") ? focused : other)?.focus();
  }

  back() {
    this.become(model.back(this.notebook), "Your own program is put aside.");
    this.focusOnButton(".notebook-whose");
  }

  bringBack() {
    this.become(model.bringBack(this.notebook));
    this.focusOnButton(".notebook-whose");
  }

  /** The way back, where the button that was pressed is gone. @param {string} within */
  async focusOnButton(within) {
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector(`${within} button`))?.focus();
  }

  /** @param {number} key @returns {any} */
  cell(key) {
    return this.querySelector(`[data-key="${key}"] fr-cell`);
  }

  async copy() {
    const text = model.wholeText(this.notebook);
    this.say((await copyText(text)) ? copied(text) : "This browser does not let a page copy.");
  }

  /** @param {Event} event */
  ended(event) {
    const { cells } = this.notebook;
    const { name } = cells.find(({ key }) => key === keyOf(event)) ?? { name: "" };
    this.runner.ended(name, /** @type {CustomEvent} */ (event).detail, this.followed);
    this.requestUpdate();
  }

  /** @param {any} message */
  say(message) {
    this.message = message;
    this.requestUpdate();
  }
}

/** @type {number[]} */
const NO_MARKS = [];

/** The cell that an event comes from. @param {Event} event */
function keyOf(event) {
  const cell = /** @type {HTMLElement} */ (event.target).closest("[data-key]");
  return Number(/** @type {HTMLElement | null} */ (cell)?.dataset.key);
}

customElements.define("fr-code", FrCode);
