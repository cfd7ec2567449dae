/**
 * The page's end of the worker: starts it, sends commands, passes on replies and events, and
 * replaces it when it dies or no longer answers.
 *
 * @import {Command, CommandBody, Fault, Replies, Reply, ReplyValue, WorkerEvent} from "../protocol.js"
 */

import { fault, PROTOCOL_VERSION, runEnd } from "../protocol.js";
import { spawn } from "./spawn.js";
import { stopOrReplace } from "./stop-ladder.js";

/** Workers to try when one dies while it starts. */
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
  /**
   * Commands without a reply so far, by id.
   * @type {Map<number, {type: Command["type"], resolve: (value: ReplyValue) => void,
   *   reject: (error: CommandError) => void}>}
   */
  #pending = new Map();
  #lastId = 0;
  /** @type {number | null} The run under way, which must end exactly once. */
  #run = null;
  #ready = false;

  /**
   * @param {{workerUrl: URL, base: string, build: string,
   *   onEvent: (event: WorkerEvent) => void, onLost: (fault: Fault) => void}} options
   *   `onLost` is called when a worker that was ready is gone; `start` starts a new one.
   */
  constructor(options) {
    this.options = options;
  }

  /**
   * Start a worker, another one if it dies on the way; resolve once Python is ready.
   * @returns {Promise<Replies["init"]>}
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
    const worker = globalThis.preloadedWorker ?? spawn(this.options.workerUrl);
    globalThis.preloadedWorker = undefined;
    this.#worker = worker;
    worker.onmessage = (/** @type {MessageEvent<Reply | WorkerEvent>} */ { data }) =>
      this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.replace(`${event.message || "it could not be loaded"}`);
    };
    worker.onmessageerror = () => this.replace("a message could not be read");
    const { base, build } = this.options;
    const value = await this.send({ type: "init", protocol: PROTOCOL_VERSION, base, build });
    this.#ready = true;
    return value;
  }

  /**
   * Send a command; settle with its one reply, reject with a CommandError.
   * @template {CommandBody} C @param {C} body @returns {Promise<Replies[C["type"]]>}
   */
  async send(body) {
    const value = await this.#request(body);
    return /** @type {Replies[C["type"]]} */ (value);
  }

  /** @param {CommandBody} body @returns {Promise<ReplyValue>} */
  #request(body) {
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

  /** End the current run, at the latest by replacing the worker. */
  async stop() {
    const worker = this.#worker;
    await stopOrReplace(
      () => this.send({ type: "stop" }),
      () => {
        if (worker === this.#worker) this.replace("it did not answer Stop in time");
      },
    );
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

  /**
   * Give the worker up, with everything in it: its run ends as killed, its commands fail, and
   * `onLost` begins anew. @param {string} cause
   */
  replace(cause) {
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

/** @param {string} cause @returns {Fault} */
function died(cause) {
  return fault(
    "worker-died",
    `Python stopped working (${cause}).`,
    "It is being started again. Finished results stay on this page; press Fit to train anew.",
  );
}
