/**
 * A Python in a worker of its own, seen from the page: starts it, sends commands, passes on replies and
 * events, and ends it when it dies. After that `start` starts a new one.
 *
 * @import {Command, CommandBody, Fault, Replies, ReplyValue, WorkerEvent} from "../protocol.js"
 *
 * `hint` says what a lost worker means; `onLost` is called when one that was ready is lost.
 * @typedef {{spawn: () => Worker, base: string, build: string, hint: string,
 *   onEvent: (event: WorkerEvent) => void, onLost: (fault: Fault) => void}} PythonOptions
 */

import { fault, PROTOCOL_VERSION, unexpectedFault } from "../protocol.js";
import { isEvent, isReply, repliedTo } from "./message-check.js";

/** Workers to try when one dies while it starts. */
const ATTEMPTS = 3;
const SIGINT = 2;

/** A command that failed; `fault` says how. */
export class CommandError extends Error {
  /** @param {Fault} fault */
  constructor(fault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** Return how a command failed; what waits for it goes on after any error. @param {unknown} error */
export function faultOf(error) {
  if (error instanceof CommandError) return error.fault;
  reportError(error);
  return unexpectedFault(error);
}

export class PythonWorker {
  /** @type {Worker | null} */
  #worker = null;
  /**
   * Commands without a reply so far, by id.
   * @type {Map<number, {type: Command["type"], resolve: (value: ReplyValue) => void,
   *   reject: (error: CommandError) => void}>}
   */
  #pending = new Map();
  #lastId = 0;
  #ready = false;
  /** @type {SharedArrayBuffer | undefined} */
  #interrupt = globalThis.crossOriginIsolated ? new SharedArrayBuffer(1) : undefined;
  /** Raised when the page itself ends a worker, which is then not tried again. */
  #ends = 0;

  /** @param {PythonOptions} options */
  constructor(options) {
    this.options = options;
  }

  get isReady() {
    return this.#ready;
  }

  /**
   * Start a worker, another one if it dies on the way; resolve once Python is ready.
   * @returns {Promise<Replies["init"]>}
   */
  async start() {
    const ends = this.#ends;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#begin();
      } catch (error) {
        const again = faultOf(error).code === "worker-died" && ends === this.#ends;
        if (!again || attempt === ATTEMPTS) throw error;
      }
    }
  }

  async #begin() {
    this.#worker?.terminate();
    const worker = this.options.spawn();
    this.#worker = worker;
    worker.onmessage = ({ data }) => this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.lose(causeOf(event.message));
    };
    worker.onmessageerror = () => this.lose("a message could not be read");
    const { base, build } = this.options;
    const interrupt = this.#interrupt;
    this.#signal(0);
    const protocol = PROTOCOL_VERSION;
    const value = await this.send({ type: "init", protocol, base, build, interrupt });
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
    const worker = this.#worker;
    if (!worker) return Promise.reject(new CommandError(this.#died("it has not been started")));
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { type: body.type, resolve, reject });
      /** @type {Command} */
      const command = { ...body, id };
      worker.postMessage(command);
    });
  }

  /**
   * A cell can post messages too, so what the protocol does not know goes no further. A worker whose
   * answer to a command is none is broken.
   * @param {unknown} message
   */
  #receive(message) {
    if (isEvent(message)) return this.options.onEvent(message);
    const id = repliedTo(message);
    const type = id === null ? undefined : this.#pending.get(id)?.type;
    if (id === null || !type) return;
    if (!isReply(message, type)) return this.lose("its answer could not be read");
    const waiting = this.#pending.get(id);
    this.#pending.delete(id);
    if (message.ok) waiting?.resolve(message.value);
    else waiting?.reject(new CommandError(message.error));
  }

  /**
   * Raise KeyboardInterrupt in what Python runs now. @returns {boolean} whether that is possible here.
   */
  interrupt() {
    return this.#ready && this.#signal(SIGINT);
  }

  /** Leave what Python runs next alone. */
  uninterrupt() {
    this.#signal(0);
  }

  /** @param {number} signal */
  #signal(signal) {
    if (!this.#interrupt) return false;
    Atomics.store(new Uint8Array(this.#interrupt), 0, signal);
    return true;
  }

  /** End the worker, with everything in it; its commands fail. @param {string} cause */
  end(cause) {
    this.#ends++;
    this.#close(this.#died(cause));
  }

  /** The same for a worker that has failed. @param {string} cause */
  lose(cause) {
    const wasReady = this.#ready;
    const reason = this.#died(cause);
    this.#close(reason);
    if (wasReady) this.options.onLost(reason);
  }

  /** @param {Fault} reason */
  #close(reason) {
    this.#ready = false;
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject } of this.#pending.values()) reject(new CommandError(reason));
    this.#pending.clear();
  }

  /** @param {string} cause */
  #died(cause) {
    return fault("worker-died", `Python stopped working (${cause}).`, this.options.hint);
  }
}

/** What a worker's last error says, and what it means. @type {[RegExp, string][]} */
const CAUSES = [
  [/no memory left|out of memory|allocation failed/i, "it has no memory left"],
  [/a cell has changed/, "a cell has changed something that Python itself works with"],
  [/call stack/i, "calls went deeper than the browser can follow"],
  [/terminated with exit/i, "the program ended Python itself"],
  [
    /unreachable|out of bounds|indirect call|null function|signature mismatch|object address/i,
    "its memory was damaged",
  ],
];

/** Return why a worker failed, in the learner's words. @param {string} message */
function causeOf(message) {
  const known = CAUSES.find(([pattern]) => pattern.test(message));
  const lines = message.trim().split("\n");
  // A traceback names its error in the first line that is not indented.
  const said = /Traceback/.test(lines[0])
    ? lines.slice(1).find((line) => /^\S/.test(line))
    : lines[0];
  return known?.[1] ?? (said || "it could not be loaded");
}
