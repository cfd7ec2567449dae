/**
 * Trains recipes again, in a Python of its own, to check codes. The Lab's training goes on beside it.
 *
 * @import {Recipe, WorkerEvent} from "../../protocol.js"
 * @import {PythonWorker} from "../../client/python-worker.js"
 * @import {Replayed, Site} from "../../task/check.js"
 * @import {Connect} from "../actions.js"
 */

import { shortHash } from "../../task/identity.js";
import { measure } from "../../task/measures.js";

const base = new URL(".", document.baseURI);

/** @typedef {Extract<WorkerEvent, {type: "run-end"}>} RunEnd */

export class Replayer {
  #connect;
  /** @type {PythonWorker | null} */
  #python = null;
  #run_id = 0;
  /** Settles the run under way. @type {((replayed: Replayed | null) => void) | null} */
  #settle = null;
  /** @type {Extract<WorkerEvent, {type: "evaluation"}>["evaluation"] | null} */
  #evaluation = null;
  /** @type {Recipe | null} */
  #recipe = null;
  /** What recipes came to: those of a class are often the same. @type {Map<string, Replayed>} */
  #known = new Map();

  /** @param {Connect} connect */
  constructor(connect) {
    this.#connect = connect;
  }

  /** Return what this site is known by in codes. @returns {Promise<Site>} */
  async site() {
    const response = await fetch(new URL("data/manifest.json", base));
    if (!response.ok) throw new Error(`data/manifest.json: the server answered ${response.status}`);
    return { data: shortHash(await response.text()), build: __BUILD_ID__ };
  }

  /**
   * Train a recipe and return what it came to; null where it was stopped.
   * @param {Recipe} recipe @returns {Promise<Replayed | null>}
   */
  async replay(recipe) {
    const key = JSON.stringify(recipe);
    const known = this.#known.get(key);
    if (known) return known;
    const python = await this.#started();
    this.#evaluation = null;
    this.#recipe = recipe;
    const run_id = ++this.#run_id;
    /** @type {Promise<Replayed | null>} */
    const ended = new Promise((resolve) => {
      this.#settle = resolve;
    });
    await python.send({ type: "fit", recipe, run_id });
    const replayed = await ended;
    if (replayed) {
      const { summary } = await python.send({ type: "describe", recipe });
      replayed.measures.params = summary.total_params;
      this.#known.set(key, replayed);
    }
    return replayed;
  }

  /** End what is under way, and Python with it. */
  end() {
    this.#python?.end("the check was stopped");
    this.#python = null;
    this.#settle?.(null);
  }

  async #started() {
    if (this.#python) return this.#python;
    const python = this.#connect({
      hint: "Press Check again.",
      onEvent: (event) => this.#receive(event),
      onLost: () => this.end(),
    });
    this.#python = python;
    await python.start();
    return python;
  }

  /** @param {WorkerEvent} event */
  #receive(event) {
    if (!("run_id" in event) || event.run_id !== this.#run_id) return;
    if (event.type === "evaluation") this.#evaluation = event.evaluation;
    if (event.type !== "run-end" || !this.#recipe) return;
    const { history, seconds, fingerprint } = event;
    const results = { history, evaluation: this.#evaluation, seconds };
    this.#settle?.({ fingerprint, measures: measure(this.#recipe, null, results) });
    this.#settle = null;
  }
}
