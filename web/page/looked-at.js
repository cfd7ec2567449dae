/**
 * What is looked at in a network, as plain values, and what stays of it when another run begins.
 *
 * @import {Contributions, Look, ShownPart, Trace, UnitCard} from "../protocol.js"
 *
 * `epoch` (null: the latest), a picture, a unit of a Dense layer, and Python's answers for those. `look` is
 * null while it trains; `sum` belongs to a hidden unit, `votes` to the class predicted or chosen; `why`:
 * those of the class predicted are wanted. `raw`: weights instead of what training added.
 * @typedef {{
 *   epoch: number | null, kept: number[], best: number | null,
 *   picture: {part: ShownPart, index: number, pixels?: number[]} | null,
 *   unit: {layer: number, unit: number} | null,
 *   raw: boolean, why: boolean, look: Look | null, trace: Trace | null, card: UnitCard | null,
 *   sum: Contributions | null, votes: Contributions | null,
 * }} Inside
 * @typedef {{train_samples: number, validation_samples: number, test_samples: number}} Sizes
 */

/** @type {Inside} */
export const NOTHING_INSIDE = {
  epoch: null,
  kept: [],
  best: null,
  picture: null,
  unit: null,
  raw: false,
  why: false,
  look: null,
  trace: null,
  card: null,
  sum: null,
  votes: null,
};

/** Return what stays chosen when another run begins. @param {Inside} inside @returns {Inside} */
export function forNextRun({ raw, why, picture, unit }) {
  return { ...NOTHING_INSIDE, raw, why, picture, unit };
}

/** Let go of a picture that was chosen in a larger set and is not in this one. @param {Inside} inside @param {Sizes} sizes @returns {Inside} */
export function within(inside, { train_samples, validation_samples, test_samples }) {
  const { part, index = 0 } = inside.picture ?? {};
  const there = { train: train_samples + validation_samples, test: test_samples, own: 1 };
  return !part || index < there[part] ? inside : { ...inside, picture: null };
}
