/**
 * Runs the notebook's cells and keeps the fingerprint of a full run.
 *
 * @import {CellEnd} from "../../client/cells.js"
 * @import {Notebook} from "./notebook.js"
 * @import {Recipe} from "../../protocol.js"
 * @import {ProgramRun, CellRun} from "./fingerprint-match.js"
 */

import { runCell } from "../cells/run-cell.js";
import { isFullRun } from "./fingerprint-match.js";
import { isOwn } from "./notebook.js";

/** The notebook whose variables these cells share. */
export const NOTEBOOK = "code";

export class Runner {
  running = false;
  /** @type {ProgramRun | null} */
  outcome = null;
  #view;
  #cellOf;
  #notebook;
  #setMessage;
  /** The cells run since the variables are fresh, the latest last; without name if they failed. @type {CellRun[]} */
  #recent = [];

  /**
   * @param {{view: Element, cellOf: (key: number) => any, notebook: () => Notebook,
   *   setMessage: (message: string) => void}} host `cellOf` returns a cell's element.
   */
  constructor({ view, cellOf, notebook, setMessage }) {
    this.#view = view;
    this.#cellOf = cellOf;
    this.#notebook = notebook;
    this.#setMessage = setMessage;
  }

  /** Whether all cells are run, or one of them by itself. */
  get isBusy() {
    return this.running || this.#cells().some((cell) => cell.activity);
  }

  /** Run every cell in order with fresh variables, until one fails. */
  async runAll() {
    if (this.isBusy) return;
    this.running = true;
    this.#setMessage("");
    const fresh = await this.#startOver({ fresh: true });
    const message = fresh.status === "ok" ? await this.#runEach() : refusal(fresh);
    this.running = false;
    this.#setMessage(message);
  }

  /** Start over with no variables; a cell that runs ends. */
  async restart() {
    this.#setMessage("");
    const end = await this.#startOver({ renew: true });
    this.#setMessage(end.status === "ok" ? "A fresh start: there are no variables." : refusal(end));
  }

  /** The variables are lost, by a restart or with Python. */
  resetVariables() {
    this.#recent = [];
    for (const cell of this.#cells()) if (!cell.activity) cell.resetStatus();
  }

  clear() {
    for (const cell of this.#cells()) cell.clear();
    this.#setMessage("");
  }

  /**
   * Record a cell's end. @param {string} name @param {{status: CellEnd["status"], source: string,
   *   fingerprint?: string | null}} end @param {Recipe | null} recipe The settings that the program follows.
   */
  ended(name, { status, source, fingerprint }, recipe) {
    const { program } = this.#notebook();
    this.#recent.push({ name: status === "ok" ? name : "", source });
    if (!fingerprint || !recipe || !program || isOwn(this.#notebook())) return;
    if (isFullRun(this.#recent, program)) this.outcome = { recipe, fingerprint };
  }

  /** @returns {Promise<string>} The message. */
  async #runEach() {
    const { cells } = this.#notebook();
    for (const [i, { key, name }] of cells.entries()) {
      this.#setMessage(`${name} runs, cell ${i + 1} of ${cells.length}.`);
      /** @type {CellEnd | undefined} */
      const end = await this.#cellOf(key)?.run();
      if (!end || end.status === "ok") continue;
      if (end.status === "lost") return `${name} was stopped, and all variables are lost.`;
      return end.status === "error"
        ? `${name} ended with an error, so the cells after it did not run.`
        : refusal(end);
    }
    return "All cells have run.";
  }

  /** @param {{fresh?: boolean, renew?: boolean}} how */
  async #startOver(how) {
    const end = await runCell(this.#view, { cell: "", source: "", notebook: NOTEBOOK, ...how });
    if (end.status === "ok") this.resetVariables();
    return end;
  }

  /** @returns {any[]} */
  #cells() {
    return this.#notebook().cells.flatMap(({ key }) => this.#cellOf(key) ?? []);
  }
}

/** Return why a cell did not run; a lost Python is reported by the page. @param {CellEnd} end */
function refusal({ status, fault }) {
  return status === "refused" && fault ? `${fault.message} ${fault.hint}` : "";
}
