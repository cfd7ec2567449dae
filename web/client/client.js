/**
 * The page's end of the worker: starts it, sends commands, hands on replies and events, and
 * tells when it dies or no longer answers. Knows messages, not what they mean for the page.
 *
 * @import {Command, CommandBody, Fault, Reply, WorkerEvent} from "../protocol.js"
 */

import { fault, PROTOCOL_VERSION, runEnd } from "../protocol.js";
import { spawn } from "./spawn.js";

/** How long a worker may take to answer Stop before it is replaced, in milliseconds. A single step
 * of the largest network may rightly take this long. */
const STOP_PATIENCE = 3000;

/** How often a worker that dies while it starts is replaced. */
const ATTEMPTS = 3;

/** A command that failed; `fault` says how. */
export class CommandError extends Error {
  /** @param {Fault} fault */
  constructor(fault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** @param {unknown} error @returns {Fault} */
export function faultOf(error) {
  if (error instanceof CommandError) return error.fault;
  throw error;
}

export class TrainingClient {
  /** @type {Worker | null} */
  #worker = null;
  /** @type {Map<number, {type: string, resolve: (value: any) => void, reject: (error: CommandError) => void}>} */
  #pending = new Map();
  #lastId = 0;
  /** @type {number | null} The run under way, which must end exactly once. */
  #run = null;
  #ready = false;

  /**
   * @param {{workerUrl: URL, base: string, build: string,
   *   onEvent: (event: WorkerEvent) => void, onLost: (fault: Fault) => void}} options
   *   `onLost` is called when a worker that was ready is gone; `start` begins a new one.
   */
  constructor(options) {
    this.options = options;
  }

  /**
   * Starts a worker, another one if it dies on the way, and resolves once Python is ready.
   * @returns {Promise<any>} The value of init.
   */
  async start() {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#begin();
      } catch (error) {
        if (faultOf(error).code !== "worker-died" || attempt === ATTEMPTS) throw error;
      }
    }
  }

  async #begin() {
    this.#worker?.terminate();
    const worker = earlyWorker() ?? spawn(this.options.workerUrl);
    this.#worker = worker;
    worker.onmessage = ({ data }) => this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#lost(`${event.message || "it could not be loaded"}`);
    };
    worker.onmessageerror = () => this.#lost("a message could not be read");
    const { base, build } = this.options;
    const value = await this.send({ type: "init", protocol: PROTOCOL_VERSION, base, build });
    this.#ready = true;
    return value;
  }

  /** Sends a command; settles with its one reply. @param {CommandBody} body @returns {Promise<any>} */
  send(body) {
    if (!this.#worker) return Promise.reject(new CommandError(died("it has not been started")));
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { type: body.type, resolve, reject });
      if (body.type === "fit") this.#run = body.run_id;
      /** @type {Command} */
      const command = { ...body, id };
      this.#worker?.postMessage(command);
    });
  }

  /** Ends the current run, at the latest by replacing the worker. */
  async stop() {
    const worker = this.#worker;
    const patience = setTimeout(() => {
      if (worker === this.#worker) this.#lost("it did not answer Stop in time");
    }, STOP_PATIENCE);
    try {
      await this.send({ type: "stop" });
    } finally {
      clearTimeout(patience);
    }
  }

  /** Ends whatever Python is doing, at once and with everything in it. @param {string} cause */
  replace(cause) {
    this.#lost(cause);
  }

  /** @param {Reply | WorkerEvent} message */
  #receive(message) {
    if (message.type !== "reply") {
      if (message.type === "run-end") this.#run = null;
      this.options.onEvent(message);
      return;
    }
    const waiting = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.ok) return waiting?.resolve(message.value);
    if (waiting?.type === "fit") this.#run = null;
    waiting?.reject(new CommandError(message.error));
  }

  /** The worker is gone or beyond reach: end its run, answer what was asked, begin again. @param {string} cause */
  #lost(cause) {
    const run_id = this.#run;
    const wasReady = this.#ready;
    this.#ready = false;
    this.#worker?.terminate();
    this.#worker = null;
    this.#release(cause);
    if (run_id !== null) {
      this.#run = null;
      this.options.onEvent(runEnd(run_id, "killed", died(cause)));
    }
    if (wasReady) this.options.onLost(died(cause));
  }

  /** @param {string} cause */
  #release(cause) {
    for (const { reject } of this.#pending.values()) reject(new CommandError(died(cause)));
    this.#pending.clear();
  }
}

/** The worker that early.js has started, once. @returns {Worker | undefined} */
function earlyWorker() {
  const early = /** @type {any} */ (globalThis);
  const worker = early.earlyWorker;
  delete early.earlyWorker;
  return worker;
}

/** @param {string} cause @returns {Fault} */
function died(cause) {
  return fault(
    "worker-died",
    `Python stopped working (${cause}).`,
    "It is being started again. Finished results stay on this page; press Fit to train anew.",
  );
}
