/**
 * The checked codes of a class as a table, on the page and as CSV.
 *
 * @import {Row, Verdict} from "./check.js"
 *
 * `value` is what is sorted and saved, `shown` what the page shows for it; it leaves an `optional` one out in
 * which nothing stands.
 * @typedef {{title: string, numeric?: boolean, optional?: boolean,
 *   value: (row: Row) => string | number | null,
 *   shown: (row: Row) => string}} Column
 */

import { writeCsv } from "./csv.js";
import { inWords, written } from "./measures.js";

/** @type {Record<Verdict, string>} */
const VERDICTS = {
  waiting: "not checked",
  matches: "matches",
  differs: "differs",
  unreplayable: "cannot be replayed",
  unreadable: "cannot be read",
};
const SHOWN = ["test_accuracy", "accuracy", "val_accuracy", "test_loss", "seconds"];

/** @type {Column[]} */
export const COLUMNS = [
  text("Pupil", ({ handed }) => handed?.tag ?? ""),
  text("Result", ({ verdict }) => VERDICTS[verdict]),
  {
    title: "Goals met",
    numeric: true,
    value: ({ met }) => met,
    shown: ({ met, goals }) => (met === null ? "" : `${met} of ${goals}`),
  },
  ...SHOWN.map(numberColumn),
  {
    title: "Tries",
    numeric: true,
    value: ({ handed }) => handed?.tries ?? null,
    shown: ({ handed }) => String(handed?.tries ?? ""),
  },
  { ...text("Ready task", ({ title }) => title), optional: true },
  text("Remarks", ({ why, notes }) => inOneLine([why, ...notes])),
  text("Beside the code", ({ from }) => from),
];

/** Return remarks, some of which are sentences, as one. @param {string[]} remarks */
export function inOneLine(remarks) {
  return remarks.filter(Boolean).join("; ").replaceAll(".; ", "; ");
}

/** Return rows as CSV, with the codes. @param {Row[]} rows */
export function tableOf(rows) {
  const titles = [...COLUMNS.map(({ title }) => title), "Goals", "Code"];
  const lines = rows.map((row) => [...COLUMNS.map(({ value }) => value(row)), row.goals, row.code]);
  return writeCsv([titles, ...lines]);
}

/** @param {string} title @param {(row: Row) => string} value @returns {Column} */
function text(title, value) {
  return { title, value, shown: value };
}

/** @param {string} measure @returns {Column} */
function numberColumn(measure) {
  const words = inWords(measure);
  return {
    title: `${words[0].toUpperCase()}${words.slice(1)}`,
    numeric: true,
    value: ({ measures }) => measures[measure] ?? null,
    shown: ({ measures }) => written(measure, measures[measure] ?? null),
  };
}
