/**
 * Tasks to give out as they are, with what a teacher wants to know. A test trains each as it
 * starts, which does not meet it, and by its solution, which does.
 *
 * `start` are the settings that a pupil finds, with `lock`; `solution` changes some of them. A task
 * without `goal` hands in what came out. `note` is for teachers: what it is for, how long it takes, what
 * to expect and what pupils typically answer.
 * @typedef {{aim: string, minutes: number, expect: string, answers: string}} Note
 * @typedef {{name: string, part: "lessons" | "experiments" | "first" | "further" | "hard", title: string,
 *   start: string, ask: string, goal?: string, hints: string[], tries?: number, predict?: boolean,
 *   solution: string, note: Note}} ReadyTask
 */

import { EXPERIMENT_TASKS } from "./ready-tasks/experiments.js";
import { LESSON_TASKS } from "./ready-tasks/lessons.js";
import { LEVEL_TASKS } from "./ready-tasks/levels.js";

/** The parts in their order, in words. @type {[part: ReadyTask["part"], title: string, about: string][]} */
export const PARTS = [
  ["lessons", "To the lessons", "one for each, to see whether it has come across"],
  ["experiments", "To the eight experiments", "one for each of lesson 5"],
  ["first", "First steps", "one setting is enough"],
  ["further", "Further", "two or three settings, and some thought"],
  ["hard", "Hard", "there is more than one way, and none is obvious"],
];

/** @type {ReadyTask[]} */
export const READY_TASKS = [...LESSON_TASKS, ...EXPERIMENT_TASKS, ...LEVEL_TASKS];

/**
 * Return a ready task's fragment. @param {ReadyTask} task
 */
export function fragmentOf({ start, ask, goal, hints, tries, predict }) {
  const entries = [
    ["ask", ask],
    ["goal", goal],
    ...(hints.length > 0 ? [["hint", hints.join("|")]] : []),
    ["tries", tries],
    ["predict", predict ? 1 : undefined],
  ].filter(([, value]) => value !== undefined);
  const words = entries.map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`);
  return ["v=1", start.replaceAll(">", "%3E"), ...words].join("&");
}
