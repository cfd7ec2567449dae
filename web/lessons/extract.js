/**
 * What of the lessons a link gives out: a whole lesson, a step of one with those that it builds on, or
 * an experiment alone.
 *
 * @import {Experiment, Step} from "./index.js"
 *
 * `step` and `experiment` count from 1. `missing`: the step that a link names and the lesson does not
 * have.
 * @typedef {{lesson: number, step: number | null, experiment: number | null,
 *   missing: number | null}} Extract
 */
import { LESSONS } from "./index.js";

/** The experiments with their places: lesson and step, counted from 1. */
export const EXPERIMENTS = LESSONS.flatMap(({ steps }, i) =>
  steps.flatMap((step, k) =>
    experimentsOf(step).map((part) => ({ part, lesson: i + 1, step: k + 1 })),
  ),
);

/**
 * @param {{lesson: number, step: number | null, experiment: number | null}} asked
 * @returns {Extract}
 */
export function extractOf({ lesson, step, experiment }) {
  const found = EXPERIMENTS[(experiment ?? 0) - 1];
  if (found) return { lesson: found.lesson, step: found.step, experiment, missing: null };
  const missing = step !== null && step > LESSONS[lesson - 1].steps.length ? step : null;
  return { lesson, step: missing ? null : step, experiment: null, missing };
}

/** @param {Step} step @returns {Experiment[]} */
function experimentsOf({ parts }) {
  return parts.filter((part) => "experiment" in part);
}
