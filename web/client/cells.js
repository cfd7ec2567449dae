/**
 * The page's end of the code cells: runs them one after another and hands each its own outputs.
 * Knows the client and its messages, no view.
 *
 * @import {TrainingClient} from "./client.js"
 * @import {CellOutput, Fault} from "../protocol.js"
 *
 * What a view asks for. `cell` is its name, as tracebacks have it; cells of the same `notebook` share
 * their variables; `fresh` begins that notebook anew. `hear` gets each output, `begun` is called when
 * its turn has come.
 * @typedef {{cell: string, source: string, notebook: string, fresh?: boolean, begun?: () => void,
 *   hear?: (output: CellOutput) => void}} CellRequest
 * How it ended; "lost" with all variables where Python was replaced, "refused" where it may not run.
 * `fingerprint` is that of the History which a training in it has left.
 * @typedef {{status: "ok" | "error" | "lost" | "refused", seconds: number, fault?: Fault,
 *   fingerprint?: string | null}} CellEnd
 */

import { fault } from "../protocol.js";
import { faultOf } from "./client.js";

export const A_CELL_RUNS = fault(
  "busy",
  "A cell is running.",
  "Wait until it has ended, or stop it there; then press Fit again.",
);
export const CELL_STOPPED =
  "The cell was stopped, and Python starts again. All variables are lost: run the cells you need once more.";

export class Cells {
  /** @type {CellRequest | null} The one that runs now. */
  #current = null;
  #last = /** @type {Promise<any>} */ (Promise.resolve());
  /** Raised when Python is replaced: what waited for the old one is lost. */
  #generation = 0;

  /** @param {TrainingClient} client */
  constructor(client) {
    this.client = client;
  }

  get running() {
    return this.#current !== null;
  }

  /** Runs a cell once those before it have ended. @param {CellRequest} request @returns {Promise<CellEnd>} */
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

  /** Ends the running cell by replacing Python; nothing that waits for its turn is begun. */
  stop() {
    if (this.#current) this.client.replace("a cell was stopped");
  }

  /** Python was replaced, by whomever. */
  lost() {
    this.#generation++;
  }

  /** @param {CellOutput} output */
  hear(output) {
    this.#current?.hear?.(output);
  }

  /** @param {CellRequest} request @returns {Promise<CellEnd>} */
  async #run(request) {
    const { cell, source, notebook, fresh, begun } = request;
    this.#current = request;
    begun?.();
    try {
      if (fresh) await this.client.send({ type: "restart", notebook });
      const pixel_ratio = devicePixelRatio;
      return await this.client.send({ type: "run-cell", cell, source, notebook, pixel_ratio });
    } catch (error) {
      const reason = faultOf(error);
      const status = reason.code === "worker-died" ? "lost" : "refused";
      return { status, seconds: 0, fault: reason };
    } finally {
      this.#current = null;
    }
  }
}
