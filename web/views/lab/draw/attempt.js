/**
 * An attempt to fool the network: to have it take a picture for another class by few changed pixels.
 *
 * @import {OwnAnswer} from "../../../protocol.js"
 * @typedef {{names: string[], original: number, target: number, changed: number, says: number,
 *   fewest: number | null}} Attempt
 *   Classes are numbers into `names`: `original` is what the network took the picture for at first,
 *   `says` what it takes it for now, with `changed` pixels; `fewest` are the changed pixels at which it
 *   has said `target`.
 */
import { pluralize } from "../../../text/format.js";

/** The target is the class that the network finds second likeliest. @param {OwnAnswer} answer @returns {Attempt} */
export function begin({ probabilities, class_names: names }) {
  const order = names.map((_, k) => k).sort((a, b) => probabilities[b] - probabilities[a]);
  const [original, target] = order;
  return { names, original, target, changed: 0, says: original, fewest: null };
}

/**
 * What the network's next answer makes of an attempt.
 * @param {Attempt} attempt @param {number} says @param {number} changed @returns {Attempt}
 */
export function judge(attempt, says, changed) {
  const fooled = says === attempt.target;
  const fewest = fooled ? Math.min(changed, attempt.fewest ?? changed) : attempt.fewest;
  return { ...attempt, says, changed, fewest };
}

/** @param {Attempt} attempt */
export function words({ names, target, changed, says, fewest }) {
  const pixels = pluralize(changed, "pixel");
  const record = fewest === null || fewest === changed ? "" : ` Your fewest so far: ${fewest}.`;
  return says === target
    ? `Fooled: it says ${names[says]} after ${pixels}.${record}`
    : `It says ${names[says]}, with ${pixels} changed.${record}`;
}
