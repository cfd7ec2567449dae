/**
 * Reads the codes of lessons that a class has handed in, and says what was done of each. A lesson is not
 * run again: this is what the pupil's page has said.
 *
 * @import {Experiment, Lesson, Part, Question} from "../lessons/index.js"
 * @import {HandedLesson, PartDone} from "./lesson-code.js"
 *
 * One question of a lesson with its answer. `right`: null where there is no right choice, or none yet.
 * @typedef {{ask: string, answer: string, right: boolean | null, tries: number, result: string}} Answered
 * `from`: what stood beside the code. `why`: what is wrong with it.
 * @typedef {{code: string, from: string, handed: HandedLesson | null, why: string, notes: string[],
 *   title: string, steps: string, run: string, questions: Answered[]}} LessonRow
 *
 * `value` is what is sorted and saved, and shown.
 * @typedef {{title: string, numeric?: boolean, value: (row: LessonRow) => string | number | null}}
 *   LessonColumn
 */
import { isTriable, partId } from "../lessons/part-id.js";
import { writeCsv } from "./csv.js";
import { CodeError } from "./envelope.js";
import { findLessonCodes, readLessonCode } from "./lesson-code.js";
import { inOneLine } from "./report.js";
import { besideAll, linesOf, placeOf } from "./rows.js";

/** Codes with more do not fit a class. */
const MOST_CODES = 2000;
const LONGEST_TEXT = 20_000_000;
/** @type {Omit<LessonRow, "code" | "from">} */
const UNREADABLE = {
  handed: null,
  why: "",
  notes: [],
  title: "",
  steps: "",
  run: "",
  questions: [],
};

/** @type {LessonColumn[]} */
export const LESSON_COLUMNS = [
  { title: "Pupil", value: ({ handed }) => handed?.tag ?? "" },
  { title: "Lesson", value: ({ handed, title }) => (handed ? `${handed.lesson}: ${title}` : "") },
  { title: "Steps done", value: ({ steps }) => steps },
  { title: "Cells run", value: ({ run }) => run },
  {
    title: "Questions answered",
    value: ({ questions }) => countOf(questions, ({ answer }) => answer),
  },
  {
    title: "Right at once",
    value: ({ questions }) =>
      countOf(chosen(questions), ({ right, tries }) => right && tries === 1),
  },
  {
    title: "Right in the end",
    value: ({ questions }) => countOf(chosen(questions), ({ right }) => right),
  },
  { title: "Remarks", value: ({ why, notes }) => inOneLine([why, ...notes]) },
  { title: "Beside the code", value: ({ from }) => from },
];

/**
 * Return the rows of a text that holds codes of lessons.
 * @param {string} text @param {{lessons: Lesson[], build: string}} site
 * @returns {LessonRow[]}
 */
export function readLessonRows(text, site) {
  const lines = linesOf(text.slice(0, LONGEST_TEXT));
  const found = lines.flatMap((line) => besideAll(findLessonCodes(line), line));
  const rows = found.slice(0, MOST_CODES).map(({ code, from }) => readRow(code, from, site));
  return rows.map((row, i) => ({
    ...row,
    notes: row.handed ? [...row.notes, ...repeated(row, rows.slice(0, i))] : placeOf(i, row.from),
  }));
}

/** Return rows as CSV, with each answer and the codes. @param {LessonRow[]} rows */
export function lessonTable(rows) {
  const most = Math.max(0, ...rows.map(({ questions }) => questions.length));
  const answers = Array.from({ length: most }, (_, i) => i);
  const titles = [
    ...LESSON_COLUMNS.map(({ title }) => title),
    ...answers.map((i) => `Answer ${i + 1}`),
    "Code",
  ];
  const lines = rows.map((row) => [
    ...LESSON_COLUMNS.map(({ value }) => value(row)),
    ...answers.map((i) => row.questions[i]?.answer ?? ""),
    row.code,
  ]);
  return writeCsv([titles, ...lines]);
}

/** @param {string} code @param {string} from @param {{lessons: Lesson[], build: string}} site @returns {LessonRow} */
function readRow(code, from, { lessons, build }) {
  try {
    const handed = readLessonCode(code);
    const lesson = lessons[handed.lesson - 1];
    if (!lesson)
      return { ...UNREADABLE, code, from, why: `There is no lesson ${handed.lesson} here.` };
    return { code, from, handed, why: "", ...summary(handed, lesson, build) };
  } catch (error) {
    if (!(error instanceof CodeError)) throw error;
    return { ...UNREADABLE, code, from, why: error.message };
  }
}

/** @param {HandedLesson} handed @param {Lesson} lesson @param {string} build */
function summary(handed, { title, steps }, build) {
  const done = new Map(handed.parts);
  const parts = steps.flatMap((step) => step.parts).filter(isTriable);
  const known = new Set(parts.map(partId));
  const strange = handed.parts.filter(([id]) => !known.has(id)).length;
  const cells = parts.filter((part) => "code" in part);
  const run = cells.filter((part) => done.get(partId(part))?.tried).length;
  const questions = parts.flatMap((part) => answered(part, done.get(partId(part)) ?? {}));
  const notes = [];
  if (handed.build !== build) notes.push("made by another build");
  if (strange > 0) notes.push(`${strange} parts that this lesson does not have`);
  return {
    title,
    notes,
    questions,
    steps: `${handed.steps.filter((step) => step >= 1 && step <= steps.length).length} of ${steps.length}`,
    run: `${run} of ${cells.length}`,
  };
}

/** @param {Part} part @param {PartDone} done @returns {Answered[]} */
function answered(part, done) {
  if ("code" in part) return [];
  const experiment = "experiment" in part;
  if (!experiment && !("ask" in part)) return [];
  const question = /** @type {Question} */ (
    experiment ? /** @type {Experiment} */ (part).guess : part
  );
  const { choices, right: wanted } = question;
  const { choice, wrong = [], shown, text = "", result = "" } = done;
  const picked = choice === undefined ? "" : (choices?.[choice] ?? "");
  // A choice counts once it was checked; that of an experiment is a guess before it.
  const checked = shown || wrong.length > 0 || (experiment && done.tried);
  const right = choices && checked && choice !== undefined ? choice === wanted : null;
  const answer = [checked || !choices ? picked : "", text].filter(Boolean).join(": ");
  const tries = wrong.filter((each) => each !== wanted).length + (right ? 1 : 0);
  return [{ ask: question.ask, answer, right, tries, result }];
}

/** @param {Answered[]} questions */
function chosen(questions) {
  return questions.filter(({ right }) => right !== null);
}

/** @param {Answered[]} questions @param {(question: Answered) => unknown} is */
function countOf(questions, is) {
  return `${questions.filter(is).length} of ${questions.length}`;
}

/** Say what a row repeats of those before it. @param {LessonRow} row @param {LessonRow[]} before */
function repeated({ code, handed }, before) {
  if (!handed) return [];
  if (before.some((other) => other.code === code)) return ["handed in twice"];
  const notes = [];
  const others = before.flatMap((other) => (other.handed ? [other.handed] : []));
  const words = ownWords(handed);
  const same = others.find(
    (other) => words && other.tag !== handed.tag && ownWords(other) === words,
  );
  if (same) notes.push(`the very words of ${same.tag || "another one"}`);
  const again = others.some(
    ({ tag, lesson }) => tag && tag === handed.tag && lesson === handed.lesson,
  );
  if (again) notes.push("a second code under this name");
  return notes;
}

/** Return what was answered in own words, or nothing. @param {HandedLesson} handed */
function ownWords({ lesson, parts }) {
  const words = parts.flatMap(([id, { text }]) => (text ? [[id, text]] : []));
  return words.length > 0 ? JSON.stringify([lesson, words]) : "";
}
