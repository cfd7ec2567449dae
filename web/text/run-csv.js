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
  /** @param {number | null} n */
  const cell = (n) => (n === null || !Number.isFinite(n) ? "" : String(n));
  const lines = rows.map((row, i) => [i + 1, ...row.map(cell)].join(","));
  return [["epoch", ...keys].join(","), ...lines, ""].join("\r\n");
}
