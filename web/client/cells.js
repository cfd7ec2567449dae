/**
 * Runs code cells one after another and passes each its own outputs.
 *
 * @import {TrainingClient} from "./client.js"
 * @import {CellOutput, Fault, Replies} from "../protocol.js"
 *
 * `cell` is its name, as tracebacks have it; cells of the same `notebook` share their variables;
 * `fresh` restarts that notebook first; `experiment` asks for the results of one. `onBegin` is called
 * when its turn has come.
 * @typedef {{cell: string, source: string, notebook: string, fresh?: boolean, experiment?: boolean,
 *   onBegin?: () => void, onOutput?: (output: CellOutput) => void}} CellRequest
 *
 * How a cell ended; "lost", with all variables, where Python was replaced, "refused" where it may not run.
 * @typedef {(Replies["run-cell"] & {fault?: undefined}) | {status: "lost" | "refused", seconds: number,
 *   fault?: Fault, fingerprint?: undefined, experiment?: undefined}} CellEnd
 */

import { fault } from "../protocol.js";
import { faultOf } from "./client.js";

export const CELL_RUNNING = fault(
  "busy",
  "A cell is running.",
  "Wait until it has ended, or stop it there; then press Fit again.",
);
export const CELL_STOPPED =
  "The cell was stopped, and Python starts again. All variables are lost: run the cells you need once more.";

export class Cells {
  /** @type {CellRequest | null} The one that runs now. */
  #current = null;
  #last = /** @type {Promise<unknown>} */ (Promise.resolve());
  /** Raised when Python is replaced: what waited for the old one is lost. */
  #generation = 0;

  /** @param {TrainingClient} client */
  constructor(client) {
    this.client = client;
  }

  get isRunning() {
    return this.#current !== null;
  }

  /** Run a cell once those before it have ended. @param {CellRequest} request @returns {Promise<CellEnd>} */
  run(request) {
    const generation = this.#generation;
    /** @type {CellEnd} */
    const lost = { status: "lost", seconds: 0 };
    const end = this.#last.then(() =>
      generation === this.#generation ? this.#run(request) : lost,
    );
    this.#last = end;
    return end;
  }

  /** End the running cell by replacing Python; cells that wait for their turn are lost with it. */
  stop() {
    if (this.#current) this.client.replace("a cell was stopped");
  }

  /** Give up the cells that wait: Python was replaced. */
  onLost() {
    this.#generation++;
  }

  /** @param {CellOutput} output */
  onOutput(output) {
    this.#current?.onOutput?.(output);
  }

  /** @param {CellRequest} request @returns {Promise<CellEnd>} */
  async #run(request) {
    const { cell, source, notebook, fresh, experiment, onBegin } = request;
    this.#current = request;
    onBegin?.();
    try {
      if (fresh) await this.client.send({ type: "restart", notebook });
      const pixel_ratio = devicePixelRatio;
      const command = { cell, source, notebook, pixel_ratio, experiment };
      return await this.client.send({ type: "run-cell", ...command });
    } catch (error) {
      const reason = faultOf(error);
      const status = reason.code === "worker-died" ? "lost" : "refused";
      return { status, seconds: 0, fault: reason };
    } finally {
      this.#current = null;
    }
  }
}
