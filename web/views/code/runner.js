/**
 * Runs the cells of the Code view: all of them in order, each from a fresh start; knows what has run in
 * this Python and what a run of the whole program came to. Draws nothing.
 *
 * @import {CellEnd} from "../../client/cells.js"
 * @import {Notebook} from "./notebook.js"
 * @import {Recipe} from "../../protocol.js"
 * @import {ProgramRun, CellRun} from "./fingerprint-match.js"
 */

import { runCell } from "../cells/run-cell.js";
import { isFullRun } from "./fingerprint-match.js";
import { isOwn } from "./notebook.js";

/** The name under which Python keeps the variables of these cells. */
export const NOTEBOOK = "code";

export class Runner {
  running = false;
  /** @type {ProgramRun | null} */
  outcome = null;
  #view;
  #cellOf;
  #notebook;
  #say;
  /** What ended well since there are variables, the latest last; nameless what did not. @type {CellRun[]} */
  #recent = [];

  /**
   * @param {{view: Element, cellOf: (key: number) => any, notebook: () => Notebook,
   *   say: (message: string) => void}} host `cellOf` gives a cell's element.
   */
  constructor({ view, cellOf, notebook, say }) {
    this.#view = view;
    this.#cellOf = cellOf;
    this.#notebook = notebook;
    this.#say = say;
  }

  /** Every cell in order, from the start, as long as each ends well. */
  async runAll() {
    if (this.running || this.#cells().some((cell) => cell.activity)) return;
    this.running = true;
    this.#say("");
    const fresh = await this.#startOver();
    const said = fresh.status === "ok" ? await this.#runEach() : refusal(fresh);
    this.running = false;
    this.#say(said);
  }

  async restart() {
    const end = await this.#startOver();
    this.#say(end.status === "ok" ? "A fresh start: there are no variables." : refusal(end));
  }

  /** All variables are gone, by a restart or with Python. */
  forget() {
    this.#recent = [];
    for (const cell of this.#cells()) if (!cell.activity) cell.forget();
  }

  clear() {
    for (const cell of this.#cells()) cell.clear();
    this.#say("");
  }

  /**
   * A cell has ended. @param {string} name @param {{status: CellEnd["status"], source: string,
   *   fingerprint?: string | null}} end @param {Recipe | null} recipe The settings that the program follows.
   */
  ended(name, { status, source, fingerprint }, recipe) {
    const { program } = this.#notebook();
    this.#recent.push({ name: status === "ok" ? name : "", source });
    if (!fingerprint || !recipe || !program || isOwn(this.#notebook())) return;
    if (isFullRun(this.#recent, program)) this.outcome = { recipe, fingerprint };
  }

  /** @returns {Promise<string>} What to say of it. */
  async #runEach() {
    const { cells } = this.#notebook();
    for (const [i, { key, name }] of cells.entries()) {
      this.#say(`${name} runs, cell ${i + 1} of ${cells.length}.`);
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

  async #startOver() {
    const again = { cell: "", source: "", notebook: NOTEBOOK, fresh: true };
    const end = await runCell(this.#view, again);
    if (end.status === "ok") this.forget();
    return end;
  }

  /** @returns {any[]} */
  #cells() {
    return this.#notebook().cells.flatMap(({ key }) => this.#cellOf(key) ?? []);
  }
}

/** Why something did not run; of a lost Python the page tells itself. @param {CellEnd} end */
function refusal({ status, fault }) {
  return status === "refused" && fault ? `${fault.message} ${fault.hint}` : "";
}
