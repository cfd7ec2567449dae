/**
 * The page's end of the Lab's Python: knows the run under way, which ends exactly once, and replaces
 * a Python that does not answer Stop.
 *
 * @import {CommandBody, Fault, Replies, WorkerEvent} from "../protocol.js"
 */

import { runEnd } from "../protocol.js";
import { PythonWorker } from "./python-worker.js";
import { spawn } from "./spawn.js";
import { stopOrReplace } from "./stop-ladder.js";

export class TrainingClient {
  #python;
  #options;
  /** The latest run; what is told of another one is out of date. */
  #latest = 0;
  /** @type {number | null} The run under way. */
  #run = null;

  /**
   * @param {{workerUrl: URL, base: string, build: string,
   *   onEvent: (event: WorkerEvent) => void, onLost: (fault: Fault) => void}} options
   *   `onLost` is called when a worker that was ready is gone; `start` starts a new one.
   */
  constructor(options) {
    const { workerUrl, base, build } = options;
    this.#options = options;
    this.#python = new PythonWorker({
      spawn: () => takePreloaded() ?? spawn(workerUrl),
      base,
      build,
      hint: "It is being started again. Finished results stay on this page; press Fit to train anew.",
      onEvent: (event) => this.#receive(event),
      onLost: (fault) => this.#lost(fault),
    });
  }

  /** Start a worker; resolve once Python is ready. */
  start() {
    return this.#python.start();
  }

  /**
   * Send a command; settle with its one reply, reject with a CommandError.
   * @template {CommandBody} C @param {C} body @returns {Promise<Replies[C["type"]]>}
   */
  async send(body) {
    if (!("run_id" in body)) return this.#python.send(body);
    const before = this.#latest;
    this.#latest = body.run_id;
    this.#run = body.run_id;
    try {
      return await this.#python.send(body);
    } catch (error) {
      if (this.#run === body.run_id) this.#run = null;
      if (this.#latest === body.run_id) this.#latest = before;
      throw error;
    }
  }

  /** End the current run, at the latest by replacing the worker. One that still starts has none. */
  async stop() {
    if (!this.#python.isReady) return;
    await stopOrReplace(
      () => this.send({ type: "stop" }),
      () => this.#python.lose("it did not answer Stop in time"),
    );
  }

  /** @param {WorkerEvent} event */
  #receive(event) {
    if ("run_id" in event && event.run_id !== null && event.run_id !== this.#latest) return;
    if (event.type === "run-end") {
      if (this.#run === null) return;
      this.#run = null;
    }
    this.#options.onEvent(event);
  }

  /** @param {Fault} fault */
  #lost(fault) {
    const run_id = this.#run;
    this.#run = null;
    if (run_id !== null) this.#options.onEvent(runEnd(run_id, "killed", fault));
    this.#options.onLost(fault);
  }
}

/** Return the worker that index.html has started, once. */
function takePreloaded() {
  const worker = globalThis.preloadedWorker;
  globalThis.preloadedWorker = undefined;
  return worker;
}
