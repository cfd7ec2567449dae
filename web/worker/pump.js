/**
 * Lets the session train in short steps, so that a command is answered between any two of them.
 *
 * @import {WorkerEvent} from "../protocol.js"
 * @import {Session} from "./session.js"
 */

import { BROKEN } from "./session.js";

/** How long one step may take, in milliseconds. */
const STEP_BUDGET = 30;

const tick = new MessageChannel();
tick.port1.start();

export class Pump {
  #session;
  #emit;
  #running = false;

  /** @param {Session} session @param {(event: WorkerEvent) => void} emit */
  constructor(session, emit) {
    this.#session = session;
    this.#emit = emit;
  }

  get isRunning() {
    return this.#running;
  }

  /** Work until the session has nothing to do; return at once if it is at work already. */
  async run() {
    if (this.#running) return;
    this.#running = true;
    try {
      for (let more = true; more; ) {
        const outcome = this.#session.step(STEP_BUDGET);
        for (const event of outcome.events) this.#emit(event);
        more = outcome.more;
        if (more) await nextTick();
      }
    } catch (error) {
      if (error !== BROKEN) self.reportError(error);
    } finally {
      this.#running = false;
    }
  }
}

/** Wait for the message queue once; setTimeout would cost 4 ms or more each time. */
function nextTick() {
  return new Promise((resolve) => {
    tick.port1.onmessage = resolve;
    tick.port2.postMessage(null);
  });
}
