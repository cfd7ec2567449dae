/**
 * What the page asks Python only to show it: what a recipe amounts to, pictures, predictions. An
 * answer changes the state if it is still wanted when it comes. Starts and ends no run.
 *
 * @import {TrainingClient} from "./client.js"
 * @import {CommandBody, Recipe} from "../protocol.js"
 * @import {State} from "../page/state.js"
 */

import { faultOf } from "./client.js";
import { firstFiles, firstPictures } from "./preview.js";

/** How many pictures are shown at a time. */
const SHOWN = 12;
/** In milliseconds. */
const LATER = 500;

export class Questions {
  #client;
  #base;
  #set;
  #state;
  #later = 0;
  /** Counts requests whose answer is out of date once the settings have changed. */
  #asked = 0;

  /** @param {{client: TrainingClient, base: URL, set: (changes: Partial<State>) => void, state: () => State}} page */
  constructor({ client, base, set, state }) {
    this.#client = client;
    this.#base = base;
    this.#set = set;
    this.#state = state;
  }

  /** Shows what a recipe amounts to; once its pictures are here, there is less to download. */
  showAll() {
    this.describe();
    this.showPictures(0).then(() => this.describe());
  }

  /** Describes it a while after a run has begun: a short one is over by then. */
  describeLater() {
    clearTimeout(this.#later);
    this.#later = window.setTimeout(() => this.describe(), LATER);
  }

  async describe() {
    clearTimeout(this.#later);
    const ticket = ++this.#asked;
    const description = await this.ask({ type: "describe", recipe: this.#state().recipe });
    if (description && ticket === this.#asked) this.#set({ description });
  }

  /** Shows the first pictures of a set before Python can. */
  async showFirstPictures() {
    const { recipe } = this.#state();
    const pictures = await firstPictures(this.#base, recipe);
    const { recipe: wanted, phase } = this.#state();
    if (recipe !== wanted || phase !== "booting") return;
    if (pictures) this.#set({ pictures });
    const files = await firstFiles(this.#base, recipe);
    this.#client.send({ type: "expect", files }).catch(() => {});
  }

  /** @param {number} start */
  async showPictures(start) {
    const { recipe } = this.#state();
    const wanted = () => recipe === this.#state().recipe;
    try {
      const request = /** @type {const} */ ({ type: "images", part: "train", recipe, start });
      const pictures = await this.#client.send({ ...request, count: SHOWN });
      if (wanted()) this.#set({ pictures, picturesFault: null });
    } catch (error) {
      const now = this.#state().pictures;
      const pictures = now?.preview ? null : now;
      if (wanted()) this.#set({ pictures, picturesFault: faultOf(error) });
    }
  }

  /** Shows one picture by its numbers, or none of them. @param {number | null} index */
  async inspect(index) {
    if (index === null) return this.#set({ inspected: null });
    const { recipe, pictures } = this.#state();
    const request = /** @type {const} */ ({ type: "images", recipe, part: "train", count: 1 });
    const shown = pictures?.images.find((picture) => picture.index === index);
    const inspected = shown ?? (await this.ask({ ...request, start: index }))?.images[0];
    if (inspected) this.#set({ inspected });
  }

  /** @param {"all" | "right" | "wrong"} which @param {number} start */
  async showPredictions(which, start) {
    const found = await this.ask({ type: "predictions", which, start, count: SHOWN });
    if (found) this.#set({ predictions: { which, ...found } });
  }

  /** The Keras program that does what Fit does, cell by cell; null where it cannot be had. @param {Recipe} recipe @returns {Promise<string[] | null>} */
  async program(recipe) {
    return (await this.ask({ type: "program", recipe }))?.cells ?? null;
  }

  /** Sends a command whose failure is told but changes nothing else. @param {CommandBody} command */
  async ask(command) {
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
