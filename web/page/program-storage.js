/**
 * Keeps the cells of the learner's own program.
 *
 * @typedef {{name: string, text: string}} SavedCell
 */

import { load, save } from "./storage.js";

/** Return the cells of an earlier visit, or null. @returns {SavedCell[] | null} */
export function loadCells() {
  try {
    const saved = JSON.parse(load("program") ?? "null");
    if (!Array.isArray(saved) || saved.length === 0) return null;
    const names = new Set(saved.map(({ name }) => name));
    const valid = saved.every((c) => typeof c?.name === "string" && typeof c.text === "string");
    return valid && names.size === saved.length ? saved : null;
  } catch {
    return null;
  }
}

/** Replace the saved cells; null removes them. @param {SavedCell[] | null} cells */
export function saveCells(cells) {
  save("program", cells && JSON.stringify(cells));
}
