/**
 * The five lessons, in order, and the form they are written in. Data only.
 *
 * In all words `back quotes` mark code and *stars* what counts.
 *
 * Words to read; `clothes` shows that many training pictures below them.
 * @typedef {{say: string, clothes?: number}} Words
 * A cell to run. `fails` names the error that is its point.
 * @typedef {{code: string, fails?: string}} Cell
 * A question to try first. With `choices` one is picked, `right` counting from 0; else a guess is
 * written down. Then `answer` is shown.
 * @typedef {{ask: string, choices?: string[], right?: number, answer: string}} Question
 * One program of an experiment. It leaves `history` and `evaluation` behind, or `classifications`, or
 * raises the error that is its point.
 * @typedef {{name: string, code: string}} Side
 * Programs that differ in one thing, run one after the other and shown side by side.
 * @typedef {{experiment: string, why: string, sides: Side[], shows: "curves" | "probabilities",
 *   guess: Question}} Experiment
 * @typedef {Words | Cell | Question | Experiment} Part
 * @typedef {{title: string, parts: Part[]}} Step
 * @typedef {{title: string, minutes: number, lead: string, steps: Step[]}} Lesson
 */
import fiftyPictures from "./1-fifty-pictures.js";
import lineByLine from "./2-line-by-line.js";
import threeKinds from "./3-three-kinds.js";
import fiveWords from "./4-five-words.js";
import tenKinds from "./5-ten-kinds.js";

/** @type {Lesson[]} */
export const LESSONS = [fiftyPictures, lineByLine, threeKinds, fiveWords, tenKinds];
