/**
 * Runs code cells one after another, in a Python of their own that starts with the first of them, and
 * passes each its own outputs. Nothing a cell does there reaches what the Lab trains.
 *
 * @import {CellOutput, CommandBody, Fault, Replies, WorkerEvent} from "../protocol.js"
 *
 * `cell` is its name, as tracebacks have it; cells of the same `notebook` share their variables;
 * `fresh` restarts that notebook first, `renew` replaces Python, with the variables of all notebooks;
 * `experiment` asks for the results of one. `onBegin` is called when its turn has come.
 * @typedef {{cell: string, source: string, notebook: string, fresh?: boolean, renew?: boolean,
 *   experiment?: boolean, onBegin?: () => void, onOutput?: (output: CellOutput) => void}} CellRequest
 *
 * How a cell ended; "lost", with all variables, where Python was replaced, "refused" where it may not run.
 * @typedef {(Replies["run-cell"] & {fault?: undefined}) | {status: "lost" | "refused", seconds: number,
 *   fault?: Fault, fingerprint?: undefined, experiment?: undefined}} CellEnd
 */

import { faultOf, PythonWorker } from "./python-worker.js";
import { spawn } from "./spawn.js";
import { stopOrReplace } from "./stop-ladder.js";

/** How long this Python stays without running a cell, in milliseconds: a page in sight keeps variables. */
const IDLE = 10 * 60_000;

/** How long a cell may take to notice an interrupt, in milliseconds: a NumPy call notices none. */
const PATIENCE = 2000;

const CELL_INTERRUPTED = "The cell was stopped. The variables are kept.";
const CELL_STOPPED =
  "The cell was stopped. All variables are lost: run the cells you need once more.";
const LOST = "All variables are lost: run the cells you need once more. The Lab keeps what it has.";
const RESTED = `The page was out of sight for a while, so the memory of the cells was freed. ${LOST}`;

export class Cells {
  #python;
  #onLost;
  #onInterrupted;
  #files;
  /** @type {CellRequest | null} The one that runs now. */
  #current = null;
  #last = /** @type {Promise<unknown>} */ (Promise.resolve());
  /** Raised when Python is lost: what waited for the old one is lost with it. */
  #generation = 0;
  /** Notebooks that have variables. @type {Set<string>} */
  #holding = new Set();
  #rest = 0;
  /** Raised by each Stop: what waited then does not run. */
  #stops = 0;

  /**
   * @param {{workerUrl: URL, base: string, build: string, onLost: (message: string) => void,
   *   onInterrupted: (message: string) => void,
   *   files: {restore: () => Promise<void>, lend: () => Promise<void>, sync: () => void}}} options
   *   `files` are written where cells find them when Python has started, lent before each cell, and
   *   looked at after it; `onLost` is called when all variables are
   *   lost, with the reason in words, empty where the learner has asked for that; `onInterrupted`
   *   when a cell was stopped and they are kept.
   */
  constructor({ workerUrl, base, build, onLost, onInterrupted, files }) {
    this.#files = files;
    this.#onLost = onLost;
    this.#onInterrupted = onInterrupted;
    this.#python = new PythonWorker({
      spawn: () => spawn(workerUrl),
      base,
      build,
      hint: LOST,
      onEvent: (event) => this.#receive(event),
      onLost: ({ message, hint }) => {
        this.#generation++;
        this.#forget(`${message} ${hint}`);
      },
    });
    document.addEventListener("visibilitychange", () => this.#restLater());
  }

  /** Whether a cell runs. */
  get isRunning() {
    return this.#current !== null;
  }

  /** Whether there is a Python, whose files can be asked for. */
  get isReady() {
    return this.#python.isReady;
  }

  /**
   * Send a command on files. @template {CommandBody} C @param {C} body
   * @returns {Promise<Replies[C["type"]]>}
   */
  send(body) {
    return this.#python.send(body);
  }

  /**
   * Run a cell once those before it have ended; one that renews Python ends them.
   * @param {CellRequest} request @returns {Promise<CellEnd>}
   */
  run(request) {
    if (request.renew && this.#current) {
      this.#stops++;
      this.#replace();
    }
    const [generation, stops] = [this.#generation, this.#stops];
    const end = this.#last.then(() => {
      if (generation !== this.#generation) return ended("lost");
      return stops === this.#stops ? this.#run(request) : ended("refused");
    });
    this.#last = end;
    return end;
  }

  /**
   * End the running cell: by an interrupt, where the browser allows and the cell notices, else by
   * ending Python. Cells that wait for their turn do not run.
   */
  async stop() {
    const running = this.#current;
    if (!running) return;
    this.#stops++;
    const replace = () => {
      if (this.#current === running) this.#replace();
    };
    if (!this.#python.interrupt()) return replace();
    await stopOrReplace(() => this.#last, replace, PATIENCE);
    if (this.#python.isReady) this.#onInterrupted(CELL_INTERRUPTED);
  }

  #replace() {
    this.#generation++;
    this.#python.end("a cell was stopped");
    this.#forget(CELL_STOPPED);
  }

  /** @param {CellRequest} request @returns {Promise<CellEnd>} */
  async #run(request) {
    const { cell, source, notebook, fresh, renew, experiment, onBegin } = request;
    const generation = this.#generation;
    this.#current = request;
    try {
      onBegin?.();
      if (renew) this.#renew();
      else if (fresh) await this.#restart(notebook);
      if (!source) return { status: "ok", seconds: 0, fingerprint: null, experiment: null };
      if (!this.#python.isReady) {
        await this.#python.start();
        await this.#files.restore();
      }
      await this.#files.lend();
      this.#holding.add(notebook);
      const pixel_ratio = devicePixelRatio;
      const command = { cell, source, notebook, pixel_ratio, experiment };
      return await this.#python.send({ type: "run-cell", ...command });
    } catch (error) {
      const status = generation === this.#generation ? "refused" : "lost";
      return { status, seconds: 0, fault: faultOf(error) };
    } finally {
      this.#current = null;
      this.#python.uninterrupt();
      if (this.#python.isReady) this.#files.sync();
      this.#restLater();
    }
  }

  /** Give one notebook fresh variables. @param {string} notebook */
  async #restart(notebook) {
    this.#holding.delete(notebook);
    if (this.#python.isReady) await this.#python.send({ type: "restart", notebook });
  }

  #renew() {
    this.#python.end("it was restarted");
    this.#forget("");
  }

  /** @param {string} message */
  #forget(message) {
    this.#holding.clear();
    this.#onLost(message);
  }

  /** End a Python that nobody uses, some time from now. */
  #restLater() {
    clearTimeout(this.#rest);
    if (!this.#python.isReady) return;
    this.#rest = window.setTimeout(() => {
      const needed = this.#holding.size > 0;
      if (this.#current || (needed && !document.hidden)) return;
      this.#python.end("it was not used");
      if (needed) this.#forget(RESTED);
    }, IDLE);
  }

  /** @param {WorkerEvent} event */
  #receive(event) {
    if (event.type === "cell-output" && event.cell === this.#current?.cell)
      this.#current.onOutput?.(event.output);
  }
}

/** How a cell ends that does not run. @param {"lost" | "refused"} status @returns {CellEnd} */
function ended(status) {
  return { status, seconds: 0 };
}
