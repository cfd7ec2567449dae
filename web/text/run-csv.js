/**
 * The numbers of a run's epochs as CSV, which every spreadsheet reads.
 *
 * @import {History} from "../protocol.js"
 */

/** Keras's keys in the order in which they are read. */
const KEYS = ["loss", "accuracy", "val_loss", "val_accuracy"];

/** Return the keys that a run has, and a row for each epoch. @param {History} history */
export function epochTable(history) {
  const keys = KEYS.filter((key) => history[key]);
  const epochs = history.loss?.length ?? 0;
  const rows = Array.from({ length: epochs }, (_, i) => keys.map((key) => history[key][i] ?? null));
  return { keys, rows };
}

/** Return one line an epoch, counted from 1. @param {History} history */
export function runCsv(history) {
  const { keys, rows } = epochTable(history);
  return csv(keys, rows);
}

/**
 * Return one line an epoch for curves of several runs, each with its name above; shorter ones leave cells
 * empty.
 * @param {{name: string, values: (number | null)[]}[]} curves
 */
export function curvesCsv(curves) {
  const epochs = Math.max(0, ...curves.map(({ values }) => values.length));
  const rows = Array.from({ length: epochs }, (_, i) =>
    curves.map(({ values }) => values[i] ?? null),
  );
  return csv(
    curves.map(({ name }) => quoted(name)),
    rows,
  );
}

/** @param {string[]} names @param {(number | null)[][]} rows */
function csv(names, rows) {
  /** @param {number | null} n */
  const cell = (n) => (n === null || !Number.isFinite(n) ? "" : String(n));
  const lines = rows.map((row, i) => [i + 1, ...row.map(cell)].join(","));
  return [["epoch", ...names].join(","), ...lines, ""].join("\r\n");
}

/** @param {string} name */
function quoted(name) {
  return /[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
