/**
 * The lessons, in order, and the form they are written in. Data only.
 *
 * In all words `back quotes` mark code and *stars* what counts.
 *
 * Words to read; `clothes` shows that many training pictures below them.
 * @typedef {{say: string, clothes?: number}} Words
 * A cell to run. `fails` names the error that is its point.
 * @typedef {{code: string, fails?: string}} Cell
 * A question to try first. With `choices` one is picked, `right` counting from 0, and after a wrong
 * one a `hint` is shown; else an answer is written down. Then `answer` is shown.
 * @typedef {{ask: string, choices?: string[], right?: number, hint?: string, answer: string}} Question
 * One program of an experiment. It leaves `history` and `evaluation` behind, or `classifications`, or
 * raises the error that is its point.
 * @typedef {{name: string, code: string}} Side
 * Programs that differ in one thing, run one after the other and shown side by side. `guess` is kept
 * before they run, and answered after.
 * @typedef {{experiment: string, why: string, sides: Side[], shows: "curves" | "probabilities",
 *   guess: Question}} Experiment
 * A link to the Lab, in the words of `lab`, with the settings of a fragment.
 * @typedef {{lab: string, recipe: string}} ToLab
 * @typedef {Words | Cell | Question | Experiment | ToLab} Part
 * @typedef {{title: string, parts: Part[]}} Step
 * `aims` complete "You will be able to", `before` is what one needs to know, and `points` are to
 * remember: they hold answers, and come when the questions have been tried.
 * @typedef {{title: string, minutes: number, lead: string, aims: string[], before: string,
 *   points: string[], steps: Step[]}} Lesson
 */
import fiftyPictures from "./1-fifty-pictures.js";
import lineByLine from "./2-line-by-line.js";
import threeKinds from "./3-three-kinds.js";
import fiveWords from "./4-five-words.js";
import tenKinds from "./5-ten-kinds.js";
import myPhoto from "./6-my-photo.js";

/** @type {Lesson[]} */
export const LESSONS = [fiftyPictures, lineByLine, threeKinds, fiveWords, tenKinds, myPhoto];
