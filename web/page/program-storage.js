/**
 * Keeps the cells of the learner's own program in this browser's storage, where it allows.
 *
 * @typedef {{name: string, text: string}} SavedCell
 */
import { read, write } from "./storage.js";

const NAME = "program";

/** Return the cells of an earlier visit, or null. @returns {SavedCell[] | null} */
export function loadCells() {
  const saved = read(NAME);
  if (!Array.isArray(saved) || saved.length === 0) return null;
  const valid = saved.every((c) => typeof c?.name === "string" && typeof c.text === "string");
  const names = new Set(saved.map((c) => c?.name));
  return valid && names.size === saved.length ? saved : null;
}

/** Replace the saved cells; null removes them. @param {SavedCell[] | null} cells */
export function saveCells(cells) {
  write(NAME, cells);
}
