/**
 * Queries Python for what the latest run has learned: the network after an epoch, a picture's way
 * through it, a unit. All of it belongs to one look, so that nothing on screen mixes two epochs.
 *
 * @import {CommandBody, Network, Replies} from "../protocol.js"
 * @import {Inside as Looked} from "./looked-at.js"
 * @import {State} from "./state.js"
 * @typedef {<C extends CommandBody>(command: C) => Promise<Replies[C["type"]] | null>} Query
 */

import { samePictures } from "../recipe/recipe.js";
import { inSight } from "./in-sight.js";
import { likeliest } from "./likeliest.js";
import { isRunning } from "./state.js";

/** Where all of it is shown. */
const PANEL = "fr-network";
/** While it trains, the least time between two looks, in milliseconds. */
const LEAST = 300;
/** Looks take at most one part in this many of the training's time: they and it share one Python. */
const SHARE = 25;

export class Inside {
  #query;
  #set;
  #state;
  #asking = false;
  /** Whether something has changed since the answers under way were asked for. */
  #outdated = false;
  #seen;
  #now;
  /** When the latest look while it trains was over, and how long it had to wait for its answers. */
  #followed = { at: -Infinity, took: 0 };
  #following = false;
  #timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);

  /**
   * `seen` says whether anyone can see what is looked at, `now` how late it is, in milliseconds.
   * @param {{query: Query, set: (changes: Partial<State>) => void, state: () => State, seen?: () => boolean, now?: () => number}} page
   */
  constructor({ query, set, state, seen = () => inSight(PANEL), now = () => performance.now() }) {
    this.#query = query;
    this.#seen = seen;
    this.#now = now;
    this.#set = set;
    this.#state = state;
  }

  /** Change what is looked at. @param {Partial<Pick<Looked, "epoch" | "picture" | "unit" | "raw" | "why">>} changes */
  choose(changes) {
    this.#change(changes);
    return this.refresh();
  }

  /** Have a training picture go through the network that learns from it. @param {number} index */
  enter(index) {
    const { run, recipe } = this.#state();
    if (!run || samePictures(run.recipe, recipe))
      this.choose({ picture: { part: "train", index } });
  }

  /** Follow what is looked at while it trains, as often as that costs next to nothing, and only in sight. */
  async follow() {
    if (this.#following || this.#timer) return;
    const { at, took } = this.#followed;
    const left = at + Math.max(LEAST, SHARE * took) - this.#now();
    if (left > 0) {
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.follow();
      }, left);
      return;
    }
    const state = this.#state();
    if (!state.inside.picture || !isRunning(state) || !this.#seen()) return;
    this.#following = true;
    const begun = this.#now();
    try {
      await this.refresh();
    } finally {
      this.#following = false;
      this.#followed = { at: this.#now(), took: this.#now() - begun };
    }
  }

  /** Ask anew for all that is looked at; what comes while answers are awaited is asked once more. */
  async refresh() {
    this.#outdated = true;
    if (this.#asking) return;
    this.#asking = true;
    try {
      while (this.#outdated) {
        this.#outdated = false;
        await this.#look();
      }
    } finally {
      this.#asking = false;
    }
  }

  async #look() {
    const { run, inside } = this.#state();
    if (!run?.network || !(run.history.loss || run.opened)) return;
    const { picture, why } = inside;
    const at = inside.epoch === null ? {} : { epoch: inside.epoch };
    const layers = run.network.columns.length - 1;
    const unit = unitOf(inside, run.network);
    const hidden = unit && unit.layer < layers - 1;
    // While it trains, only a picture that has been chosen is followed.
    const look = isRunning(this.#state()) ? null : await this.#query({ type: "look", ...at });
    const trace = picture && (await this.#query({ type: "trace", ...picture, ...at }));
    const card = hidden ? await this.#query({ type: "unit", ...unit, ...at }) : null;
    const sum =
      hidden && picture
        ? await this.#query({ type: "contributions", ...picture, ...unit, ...at })
        : null;
    const outputs = trace?.activations.at(-1) ?? [];
    const output = unit && !hidden ? unit.unit : likeliest(outputs);
    const votes =
      picture && outputs.length > 0 && (why || (unit && !hidden))
        ? await this.#query({
            type: "contributions",
            ...picture,
            layer: layers - 1,
            unit: output,
            ...at,
          })
        : null;
    if (this.#state().run?.run_id !== run.run_id) return;
    const epochs = look && { kept: look.kept, best: look.best };
    this.#change({ ...epochs, look, trace, card, sum, votes });
  }

  /** @param {Partial<Looked>} changes */
  #change(changes) {
    this.#set({ inside: { ...this.#state().inside, ...changes } });
  }
}

/** Return the unit that is chosen, if this network has it. @param {Looked} inside @param {Network} network */
function unitOf({ unit }, { columns }) {
  return unit && unit.unit < (columns[unit.layer + 1]?.units ?? 0) ? unit : null;
}

/** Return the network that the Inside panel shows. @param {State} state @returns {Network | null} */
export function shownNetwork({ run, recipe, description, inside }) {
  if (run?.network && sameShape(run.recipe, recipe)) return inside.look?.network ?? run.network;
  return description?.network ?? null;
}

/** Whether the network on screen is the latest run's. @param {State} state */
export function showsRun({ run, recipe }) {
  return Boolean(run?.network && sameShape(run.recipe, recipe));
}

/** @param {State["recipe"]} a @param {State["recipe"]} b */
function sameShape(a, b) {
  /** @param {State["recipe"]} r */
  const shape = ({ data, classes, layers, activation }) =>
    JSON.stringify([data, classes, layers, activation]);
  return shape(a) === shape(b);
}
