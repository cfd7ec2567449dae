/**
 * Queries Python for what the page shows: what a recipe amounts to, pictures, predictions. A result
 * that is out of date when it arrives is dropped.
 *
 * @import {TrainingClient} from "../client/client.js"
 * @import {CommandBody, Recipe, Replies} from "../protocol.js"
 * @import {PredictionFilter, State} from "./state.js"
 */

import { firstFiles, firstPictures } from "../client/preview.js";
import { faultOf } from "../client/python-worker.js";

/** How many pictures are shown at a time. */
const SHOWN = 12;
/** How long after a run has begun it is described, in milliseconds. */
const DESCRIBE_DELAY = 500;

export class Queries {
  #client;
  #base;
  #set;
  #state;
  #timer = 0;
  /** The latest description asked for; an earlier one is out of date. */
  #request_id = 0;

  /** @param {{client: TrainingClient, base: URL, set: (changes: Partial<State>) => void, state: () => State}} page */
  constructor({ client, base, set, state }) {
    this.#client = client;
    this.#base = base;
    this.#set = set;
    this.#state = state;
  }

  /** Show what a recipe amounts to; once its pictures are here, there is less to download. */
  showAll() {
    this.describe();
    this.showPictures(0).then(() => this.describe());
  }

  /** Describe the recipe a while after its run has begun: a short one is over by then. */
  describeLater() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.describe(), DESCRIBE_DELAY);
  }

  async describe() {
    clearTimeout(this.#timer);
    const request_id = ++this.#request_id;
    const description = await this.query({ type: "describe", recipe: this.#state().recipe });
    if (description && request_id === this.#request_id) this.#set({ description });
  }

  /** Show the first pictures of a set until Python can. */
  async showFirstPictures() {
    const { recipe } = this.#state();
    const pictures = await firstPictures(this.#base, recipe);
    const { recipe: wanted, phase } = this.#state();
    if (recipe !== wanted || phase !== "booting") return;
    if (pictures) this.#set({ pictures });
    const files = await firstFiles(this.#base, recipe);
    this.#client.send({ type: "prefetch", files }).catch(() => {});
  }

  /** @param {number} start */
  async showPictures(start) {
    const { recipe } = this.#state();
    const isCurrent = () => recipe === this.#state().recipe;
    try {
      const request = /** @type {const} */ ({ type: "images", part: "train", recipe, start });
      const pictures = await this.#client.send({ ...request, count: SHOWN });
      if (isCurrent()) this.#set({ pictures, picturesFault: null });
    } catch (error) {
      const now = this.#state().pictures;
      const pictures = now?.preview ? null : now;
      if (isCurrent()) this.#set({ pictures, picturesFault: faultOf(error) });
    }
  }

  /** Show the pixels of one picture, or of none. @param {number | null} index */
  async inspect(index) {
    if (index === null) return this.#set({ inspected: null });
    const { recipe, pictures } = this.#state();
    const request = /** @type {const} */ ({ type: "images", recipe, part: "train", count: 1 });
    const shown = pictures?.images.find((picture) => picture.index === index);
    const inspected = shown ?? (await this.query({ ...request, start: index }))?.images[0];
    if (inspected) this.#set({ inspected, entered: inspected });
  }

  /** Show test pictures as the network answered them after the epoch that is shown. @param {PredictionFilter} filter @param {number} start */
  async showPredictions(filter, start) {
    const { inside, predictions } = this.#state();
    // What is chosen shows at once: the next choice goes on from it.
    if (predictions) this.#set({ predictions: { ...predictions, filter, start } });
    const { epoch } = inside;
    const at = epoch === null ? {} : { epoch };
    const request = /** @type {const} */ ({ type: "predictions", ...filter, ...at, start });
    const found = await this.query({ ...request, count: SHOWN });
    const now = this.#state();
    const current = !now.predictions || now.predictions.filter === filter;
    if (found && current && now.inside.epoch === epoch)
      this.#set({ predictions: { filter, start, epoch, ...found } });
  }

  /** Return the Keras program of a recipe, cell by cell; null where the query fails. @param {Recipe} recipe */
  async program(recipe) {
    return (await this.query({ type: "program", recipe }))?.cells ?? null;
  }

  /** Have the latest run tested on all test pictures, else on those that are here; return whether it is. */
  async test() {
    /** @param {boolean} here */
    const send = async (here) => {
      await this.#client.send({ type: "test", here });
      return true;
    };
    const missing = (/** @type {unknown} */ error) => faultOf(error).code === "data-missing";
    return send(false).catch((error) => missing(error) && send(true).catch(() => false));
  }

  /**
   * Send a command; show its failure, which changes nothing else, and return null.
   * @template {CommandBody} C @param {C} command @returns {Promise<Replies[C["type"]] | null>}
   */
  async query(command) {
    try {
      return await this.#client.send(command);
    } catch (error) {
      // A worker that died is reported once, by the run it took along or by its successor's start.
      const fault = faultOf(error);
      if (fault.code !== "worker-died") this.#set({ fault });
      return null;
    }
  }
}
