/**
 * Sends statements straight to the record store that launched the page. What has not arrived is kept on the
 * device, without the permission to send, and goes out with the next launch by the same store for the same
 * learner.
 *
 * @import {Launch} from "../../task/launch.js"
 * @import {Statement} from "../../task/xapi.js"
 *
 * How it stands: what waits to be sent, and what is in its way.
 * @typedef {{host: string, waiting: number, problem: string}} Recording
 * @typedef {ReturnType<typeof completed>} Complete
 */

import { read, write } from "../../storage/storage.js";
import { shortHash } from "../../task/identity.js";
import { completed } from "../../task/launch.js";

const VERSION = "1.0.3";
/** Statements kept at the most; the oldest go first. */
const MOST = 500;
/** Statements sent at once. */
const BATCH = 50;
/** How long to wait before sending again, in milliseconds: longer each time. */
const PAUSES = [5_000, 15_000, 60_000, 300_000];
/** Answers that a statement itself is to blame for. */
const REFUSALS = [400, 409, 413, 422];
const FORBIDDEN = "It does not take them any more. Open the task anew from your course.";
const REFUSED = "It has refused one of them.";
const POLICY = "This site's own policy does not let the page reach it.";

export class RecordStore {
  #launch;
  #key;
  #onChange;
  #pauses;
  /** What has not arrived, by id. @type {Map<string, Complete>} */
  #waiting = new Map();
  /** @type {Set<string>} */
  #settled = new Set();
  #sending = false;
  #failed = 0;
  #problem = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {Launch} launch @param {(recording: Recording) => void} onChange */
  constructor(launch, onChange, pauses = PAUSES) {
    this.#launch = launch;
    this.#onChange = onChange;
    this.#pauses = pauses;
    // Without the time of a launch: the next one goes on with what this one leaves.
    this.#key = `xapi-${shortHash(JSON.stringify([launch.endpoint, launch.actor]))}`;
    this.#adopt();
    globalThis.addEventListener?.("online", () => this.send());
    globalThis.addEventListener?.("securitypolicyviolation", (event) => {
      const { blockedURI } = /** @type {SecurityPolicyViolationEvent} */ (event);
      if (!blockedURI.startsWith(new URL(launch.endpoint).origin)) return;
      this.#problem = POLICY;
      this.#tell();
    });
  }

  /** How it stands. @returns {Recording} */
  get recording() {
    const { host } = new URL(this.#launch.endpoint);
    return { host, waiting: this.#waiting.size, problem: this.#problem };
  }

  /** @param {Statement} statement */
  add(statement) {
    const whole = completed(statement, this.#launch, uuid());
    this.#waiting.set(whole.id, whole);
    this.#keep();
    this.#tell();
    return this.send();
  }

  /** Send what waits. Resolves when that is done, or has failed and will be tried again. */
  async send() {
    if (this.#sending) return;
    clearTimeout(this.#timer);
    this.#sending = true;
    try {
      while (this.#waiting.size > 0 && (await this.#sendBatch()));
    } finally {
      this.#sending = false;
    }
    this.#tell();
  }

  /** Send nothing more. */
  close() {
    clearTimeout(this.#timer);
    this.#sending = true;
  }

  /** Send the oldest; return whether to go on. */
  async #sendBatch() {
    // One by one after a refusal, so that a bad one does not hold the others back.
    const batch = [...this.#waiting.values()].slice(0, this.#problem === REFUSED ? 1 : BATCH);
    const status = await this.#post(batch);
    // A conflict: the store has that id already, from a try whose answer was lost.
    const arrived = (status >= 200 && status < 300) || (status === 409 && batch.length === 1);
    if (arrived) return this.#settle(batch, this.#problem === REFUSED ? REFUSED : "");
    if (status === 401 || status === 403) return this.#later(FORBIDDEN);
    if (!REFUSALS.includes(status)) return this.#later("");
    if (batch.length === 1) return this.#settle(batch, REFUSED);
    this.#problem = REFUSED;
    return true;
  }

  /** @param {Complete[]} batch @param {string} problem */
  #settle(batch, problem) {
    for (const { id } of batch) {
      this.#waiting.delete(id);
      this.#settled.add(id);
    }
    this.#failed = 0;
    this.#problem = problem;
    this.#keep();
    return true;
  }

  /** @param {string} problem */
  #later(problem) {
    if (this.#problem !== POLICY || problem) this.#problem = problem;
    const pause = this.#pauses[Math.min(this.#failed, this.#pauses.length - 1)];
    this.#failed++;
    this.#timer = setTimeout(() => this.send(), pause);
    return false;
  }

  /** Return the answer's status, 0 without one. @param {Complete[]} batch */
  async #post(batch) {
    const { endpoint, auth } = this.#launch;
    try {
      const response = await fetch(`${endpoint}statements`, {
        method: "POST",
        headers: {
          Authorization: auth,
          "Content-Type": "application/json",
          "X-Experience-API-Version": VERSION,
        },
        body: JSON.stringify(batch),
        credentials: "omit",
        referrerPolicy: "no-referrer",
        // A closing page sends what is small all the same.
        keepalive: batch.length === 1,
      });
      return response.status;
    } catch {
      return 0;
    }
  }

  #keep() {
    this.#adopt();
    const all = [...this.#waiting.values()].slice(-MOST);
    write(this.#key, all.length > 0 ? all : null);
  }

  /** Take over what an earlier visit, or another tab, has left. */
  #adopt() {
    const kept = read(this.#key);
    if (!Array.isArray(kept)) return;
    const earlier = kept.filter(({ id } = {}) => typeof id === "string" && !this.#settled.has(id));
    const all = [...earlier, ...this.#waiting.values()];
    this.#waiting = new Map(all.map((each) => [each.id, each]));
  }

  #tell() {
    this.#onChange(this.recording);
  }
}

/** A random UUID: `crypto.randomUUID` is withheld from pages that come by plain http. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
