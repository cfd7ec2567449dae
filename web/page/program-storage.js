/**
 * Keeps the cells of the learner's own program in this browser's storage, where it allows.
 *
 * @typedef {{name: string, text: string}} SavedCell
 */
import { key } from "./storage-key.js";

const NAME = "program";

/** Return the cells of an earlier visit, or null. @returns {SavedCell[] | null} */
export function loadCells() {
  try {
    const saved = JSON.parse(localStorage.getItem(key(NAME)) ?? "null");
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
  try {
    if (cells) localStorage.setItem(key(NAME), JSON.stringify(cells));
    else localStorage.removeItem(key(NAME));
  } catch {
    // A frame without storage, or full storage: the program lasts until the page is closed.
  }
}
