/**
 * Fetches the files of the data set that the session needs, for pictures and runs alike.
 *
 * @import {Fault, WorkerEvent} from "../protocol.js"
 * @import {NeededFile, Session} from "./session.js"
 */

import { download } from "./download.js";

/** Files fetched at the same time. */
const LANES = 3;
/** The least time between two progress events, in milliseconds. */
const EVENT_INTERVAL = 100;
const NEVER = new AbortController().signal;

export class FileFetcher {
  #session;
  #base;
  #emit;
  /** @type {Map<string, Promise<void>>} By file, so that none is fetched twice at once. */
  #downloads = new Map();

  /** @param {{session: Session, base: URL, emit: (event: WorkerEvent) => void}} options */
  constructor({ session, base, emit }) {
    this.#session = session;
    this.#base = base;
    this.#emit = emit;
  }

  /**
   * Add the files to the session, emitting download events on the way. Reject with a Fault, or with
   * an AbortError where `signal`, or that of a fetch which is after the same file, aborts.
   * @param {NeededFile[]} files @param {number | null} run_id The run that needs them.
   */
  async fetch(files, run_id, signal = NEVER) {
    if (files.length === 0) return;
    /** @type {Map<string, number>} */
    const received = new Map();
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    let lastEmit = 0;
    /** @param {string} file @param {number} bytes */
    const onBytes = (file, bytes) => {
      received.set(file, bytes);
      const now = performance.now();
      if (now - lastEmit < EVENT_INTERVAL) return;
      lastEmit = now;
      this.#emit({ type: "download", run_id, file, loaded: sum(received), total });
    };
    const queue = [...files];
    const lane = async () => {
      for (let file = queue.shift(); file; file = queue.shift()) {
        const { name, bytes } = file;
        await this.#fetchOnce(name, signal, (loaded) => onBytes(name, loaded));
        received.set(name, bytes);
      }
    };
    try {
      await Promise.all(Array.from({ length: LANES }, lane));
    } finally {
      queue.length = 0;
      this.#emit({ type: "download", run_id, file: "", loaded: total, total });
    }
  }

  /** @param {string} file @param {AbortSignal} signal @param {(bytes: number) => void} onBytes */
  #fetchOnce(file, signal, onBytes) {
    let arriving = this.#downloads.get(file);
    if (!arriving) {
      arriving = download(new URL(`data/${file}`, this.#base), {
        signal,
        onBytes,
        accept: (content) => this.#add(file, content),
      }).finally(() => this.#downloads.delete(file));
      this.#downloads.set(file, arriving);
    }
    return arriving;
  }

  /** @param {string} file @param {Uint8Array<ArrayBuffer>} content @returns {Promise<Fault | null>} */
  async #add(file, content) {
    return this.#session.add(file, content, await sha256(content));
  }
}

/**
 * Return the SHA-256 in hex; undefined on a page without https, where the browser offers none.
 * @param {Uint8Array<ArrayBuffer>} content
 */
async function sha256(content) {
  if (!globalThis.crypto.subtle) return undefined;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Map<string, number>} numbers */
function sum(numbers) {
  let total = 0;
  for (const number of numbers.values()) total += number;
  return total;
}
