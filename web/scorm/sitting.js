/**
 * A learner's sitting at a task of a package: what the page tells of it, as reports to the platform. Knows
 * no page.
 *
 * @import {Platform} from "./platform.js"
 *
 * What the page in the frame tells of its task.
 * @typedef {{goals?: {met: boolean}[], met?: boolean, tries?: number, over?: boolean,
 *   code?: string | null, kept?: unknown}} Told
 */

/** Characters of a learner's name at the platform that the page takes. */
const TAG_LENGTH = 40;

export class Sitting {
  #platform;
  #restore;
  #restored = false;
  #counted = 0;
  #over = false;
  /** The best share of the goals that a whole run has met. */
  #best = 0;

  /**
   * @param {Platform | null} platform
   * @param {(task: unknown) => void} restore Gives the page what an earlier sitting has left.
   */
  constructor(platform, restore) {
    this.#platform = platform;
    this.#restore = restore;
  }

  /** @param {Told} told @param {number} seconds The sitting has taken. */
  take({ goals = [], met = false, tries = 0, over = false, code = null, kept }, seconds = 0) {
    const platform = this.#platform;
    if (!platform) return;
    if (!this.#restored) {
      this.#restored = true;
      this.#begin(platform);
      return;
    }
    this.#over = over;
    if (tries > this.#counted && goals.length > 0) {
      const share = met ? 1 : goals.filter((goal) => goal.met).length / goals.length;
      this.#best = Math.max(this.#best, share);
    }
    this.#counted = Math.max(this.#counted, tries);
    platform.keep(kept);
    const score = goals.length > 0 ? this.#best : null;
    platform.report({ tried: tries > 0, over, met, score, code });
    platform.save(seconds, over);
  }

  /** @param {number} seconds */
  end(seconds) {
    this.#platform?.end(seconds, this.#over);
  }

  /** Give the page what an earlier sitting has left, or the learner's name. @param {Platform} platform */
  #begin(platform) {
    platform.open();
    const { kept, learner, best } = platform;
    this.#best = best;
    this.#counted = Number(/** @type {{tries?: unknown} | null} */ (kept)?.tries) || 0;
    const tag = learner.slice(0, TAG_LENGTH);
    const named = tag ? { tag, tries: 0, hints: 0, expected: null, result: null } : null;
    const task = kept ?? named;
    if (task) this.#restore(task);
  }
}
