/**
 * <fr-code>: the recipe's program as a notebook. It follows the settings until the learner edits it.
 *
 * @import {Recipe} from "../../protocol.js"
 * @import {State} from "../../page/state.js"
 */
import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { copyRefused, copyText, selectText } from "../../text/clipboard.js";
import * as model from "./notebook.js";
import "../cells/cell.js";
import "../cells/shelf.js";
import { ProgramStorage } from "../../storage/program-storage.js";
import { cellHint } from "../cells/hint.js";
import { stopCell } from "../cells/run-cell.js";
import { panelHeading } from "../shared/headings.js";
import * as icons from "../shared/icons.js";
import { View } from "../shared/view.js";
import { fingerprintMatch } from "./fingerprint-match.js";
import { Runner } from "./runner.js";
import { codeCell, copyNotice, ownership, toolbar } from "./templates.js";

class FrCode extends View {
  constructor() {
    super();
    this.notebook = model.emptyNotebook();
    this.opened = false;
    this.storage = new ProgramStorage();
    /** Whether the program of one's own outlasts the page. */
    this.isKept = true;
    /** Lines added by the latest change of the settings, by cell. @type {Map<number, number[]>} */
    this.marks = new Map();
    /** The recipe whose program is shown. @type {Recipe | null} */
    this.followed = null;
    this.requesting = false;
    /** Run all was pressed before the program was there. */
    this.runWhenThere = false;
    this.variablesLost = 0;
    /** A program that came by a link or a file. @type {{cells: string[], from: string} | null} */
    this.offer = null;
    /** What the address carried last, so that it is offered once. @type {string | null} */
    this.carried = null;
    /** What shares programs, once it was used. @type {typeof import("./sharing.js") | null} */
    this.sharing = null;
    /** @type {any} */
    this.message = nothing;
    this.runner = new Runner({
      view: this,
      cellOf: (key) => this.cell(key),
      notebook: () => this.notebook,
      setMessage: (message) => this.setMessage(message),
    });
    this.addEventListener("fr-cell-edit", (event) => this.edited(event));
    this.addEventListener("fr-cell-begin", () => this.requestUpdate());
    this.addEventListener("fr-cell-end", (event) => this.ended(event));
  }

  willUpdate() {
    const { state } = this;
    if (!state) return;
    if (state.route === "code" && !this.opened) this.open();
    if (this.opened && state.program !== this.carried) this.offerCarried(state.program);
    if (this.opened && this.variablesLost !== state.variablesLost) this.runner.resetVariables();
    this.variablesLost = state.variablesLost;
  }

  updated() {
    this.requestProgram();
  }

  open() {
    this.opened = true;
    this.notebook = model.withSaved(this.notebook, this.storage.load());
  }

  /** @param {State} state */
  view(state) {
    if (!this.opened) return nothing;
    const { notebook, marks } = this;
    const { running, isBusy, outcome } = this.runner;
    return html`<section class="notebook" aria-labelledby="notebook-head">
      ${panelHeading(null, "notebook", "Program", "what Fit does, in Keras")}
      ${this.offer && this.sharing ? this.sharing.offered(this.offer, Boolean(notebook.program), this.offerActions) : nothing}
      ${notebook.program ? ownership(notebook, this) : html`<p class="notebook-ownership">It comes when Python is ready.</p>`}
      <div class="notebook-bar">
        ${guard([running, isBusy], () => toolbar({ ...this.actions(), running, isBusy }))}
        <p class="notebook-message" role="status">${this.message} ${model.isOwn(notebook) ? nothing : fingerprintMatch(outcome, state)}</p>
      </div>
      ${guard([notebook, marks], () => this.cells())}
      ${notebook.program ? this.foot() : nothing}
    </section>
    <fr-shelf .state=${state}></fr-shelf>`;
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
      <button class="button small quiet" @click=${() => this.startNew()}>New program</button>
      <button class="button small quiet" @click=${() => this.share("copyProgramLink")}>Copy as link</button>
      <button class="button small quiet" @click=${() => this.share("saveProgram")}>Save as file</button>
      <label class="button small quiet">Open a file<input type="file" class="visually-hidden" accept=".py,.ipynb,text/x-python" @change=${this.openFile} /></label>
      ${cellHint}
    </div>`;
  }

  actions() {
    return {
      runAll: () => this.runAll(),
      stop: (/** @type {MouseEvent} */ event) => stopCell(this, event),
      restart: () => this.runner.restart(),
      clear: () => this.runner.clear(),
      copy: () => this.copy(),
    };
  }

  runAll() {
    const empty = this.notebook.cells.length === 0;
    this.runWhenThere = empty && !this.notebook.program;
    if (this.runWhenThere) this.setMessage("It runs as soon as Python is ready.");
    // What stands there already may be the way back to a deleted cell.
    else if (empty) this.setMessage(this.message || "There is no cell to run.");
    else this.runner.runAll();
  }

  /** Request the recipe's program, one request at a time, until it is the latest recipe's. */
  async requestProgram() {
    const { state } = this;
    if (state?.route !== "code" || state.phase === "booting" || this.requesting) return;
    const { recipe } = state;
    if (recipe === this.followed) return;
    this.requesting = true;
    /** @type {string[] | null} */
    const program = await new Promise((resolve) => this.act({ type: "program", recipe, resolve }));
    this.requesting = false;
    // If Python was lost meanwhile, the request is repeated when it is back.
    if (program || this.state?.phase !== "booting") this.followed = recipe;
    if (program) this.setProgram(program);
    this.requestUpdate();
    if (!this.runWhenThere || this.notebook.cells.length === 0) return;
    await this.updateComplete;
    this.runAll();
  }

  /** @param {string[]} program */
  setProgram(program) {
    const before = this.notebook.cells;
    this.notebook = model.followProgram(this.notebook, program);
    const now = this.notebook.cells;
    if (now === before) return;
    this.marks = new Map(
      now.flatMap(({ key, source }) => {
        const old = before.find((cell) => cell.key === key);
        return old ? [[key, model.addedLines(old.source, source)]] : [];
      }),
    );
  }

  /** @param {model.Notebook} notebook @param {any} [message] */
  setNotebook(notebook, message = nothing) {
    this.notebook = notebook;
    this.message = message;
    this.marks = new Map();
    this.isKept = this.storage.save(model.savedPrograms(notebook));
    this.requestUpdate();
  }

  /** @param {Event} event */
  edited(event) {
    const { text } = /** @type {CustomEvent} */ (event).detail;
    this.setNotebook(model.edit(this.notebook, keyOf(event), text), this.message);
  }

  /** @param {number} [below] */
  async add(below) {
    const { keys } = this.notebook;
    this.setNotebook(model.add(this.notebook, below));
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
  delete(key) {
    if (this.cell(key).activity)
      return this.setMessage("A cell that runs cannot be deleted: stop it first.");
    this.setRemoved(model.remove(this.notebook, key));
    this.focusOnButton(".notebook-message");
  }

  undoDelete() {
    const [{ cell }] = this.notebook.removed;
    this.setRemoved(model.undoRemove(this.notebook));
    this.focusOn(cell.key);
  }

  /** Deleted cells come back one by one, the latest first. @param {model.Notebook} notebook */
  setRemoved(notebook) {
    const [last] = notebook.removed;
    const message = html`${last?.cell.name} was deleted. <button class="link" @click=${() => this.undoDelete()}>Bring it back</button>`;
    this.setNotebook(notebook, last ? message : nothing);
  }

  /** @param {number} key @param {-1 | 1} by */
  async move(key, by) {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    this.setNotebook(model.move(this.notebook, key, by));
    const { cells } = this.notebook;
    const place = cells.findIndex((cell) => cell.key === key);
    this.message = `${cells[place].name} is now cell ${place + 1} of ${cells.length}.`;
    await this.updateComplete;
    // A moved button loses the focus, and at either end it is disabled.
    const group = this.querySelector(`[data-key="${key}"] .code-cell-tools`);
    const other = /** @type {HTMLElement | null} */ (group?.querySelector("button:enabled"));
    (focused?.matches(":enabled") ? focused : other)?.focus();
  }

  returnToSettings() {
    this.setNotebook(model.followSettings(this.notebook), "Your own program is put aside.");
    this.focusOnButton(".notebook-ownership");
  }

  async startNew() {
    if (this.runner.running) return this.setMessage("A cell is running: stop it first.");
    this.setNotebook(model.startNew(this.notebook));
    await this.focusOn(this.notebook.cells[0].key);
  }

  restoreOwn() {
    this.setNotebook(model.restoreOwn(this.notebook));
    this.focusOnButton(".notebook-ownership");
  }

  /** Move the focus on where the pressed button has been removed. @param {string} within */
  async focusOnButton(within) {
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector(`${within} button`))?.focus();
  }

  /** @param {number} key @returns {any} */
  cell(key) {
    return this.querySelector(`[data-key="${key}"] fr-cell`);
  }

  async copy() {
    const text = model.programText(this.notebook);
    if (await copyText(text)) return this.setMessage(copyNotice(text));
    this.setMessage(
      html`${copyRefused()} Here is the whole program, selected: press Ctrl+C.<pre class="program-text" tabindex="0" aria-label="Whole program">${text}</pre>`,
    );
    await this.updateComplete;
    selectText(/** @type {HTMLElement} */ (this.querySelector(".program-text")));
  }

  async loadSharing() {
    this.sharing ??= await import("./sharing.js");
    return this.sharing;
  }

  /** @param {"copyProgramLink" | "saveProgram"} how */
  async share(how) {
    const cells = this.notebook.cells.map(model.textOf);
    try {
      this.setMessage(await (await this.loadSharing())[how](cells));
    } catch {
      this.setMessage("That part of the page could not be fetched. Check the connection.");
    }
  }

  /** Show the program that the address carries. @param {string | null} carried */
  offerCarried(carried) {
    this.carried = carried;
    if (carried)
      this.offerCells("this link", async () => (await this.loadSharing()).decodeProgram(carried));
  }

  /** @param {Event} event */
  openFile(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const file = input.files?.[0];
    input.value = "";
    if (file) this.offerCells(file.name, async () => (await this.loadSharing()).readProgram(file));
  }

  /** @param {string} from @param {() => Promise<string[]>} read */
  async offerCells(from, read) {
    try {
      this.offer = { from, cells: await read() };
      this.setMessage(nothing);
      this.focusOnButton(".notebook-offer");
    } catch (error) {
      this.setMessage(error instanceof Error ? error.message : String(error));
    }
  }

  offerActions = {
    take: () => {
      if (this.runner.running) return this.setMessage("A cell is running: stop it first.");
      const cells = this.offer?.cells ?? [];
      this.offer = null;
      this.setNotebook(model.takeOver(this.notebook, cells), "Taken over. Your own is put aside.");
      this.focusOnButton(".notebook-ownership");
    },
    leave: () => {
      this.offer = null;
      this.setMessage(nothing);
      this.focusOnButton(".notebook-tools");
    },
  };

  /** @param {Event} event */
  ended(event) {
    const { cells } = this.notebook;
    const { name } = cells.find(({ key }) => key === keyOf(event)) ?? { name: "" };
    this.runner.ended(name, /** @type {CustomEvent} */ (event).detail, this.followed);
    this.requestUpdate();
  }

  /** @param {any} message */
  setMessage(message) {
    this.message = message;
    this.requestUpdate();
  }
}

/** @type {number[]} */
const NO_MARKS = [];

/** Return the key of the cell that emitted an event. @param {Event} event */
function keyOf(event) {
  const cell = /** @type {HTMLElement} */ (event.target).closest("[data-key]");
  return Number(/** @type {HTMLElement | null} */ (cell)?.dataset.key);
}

customElements.define("fr-code", FrCode);
