/**
 * The learner's own program, kept on this device where its storage allows; nothing depends on it.
 * Knows storage, no view.
 *
 * @import {Notebook} from "../views/code/notebook.js"
 */
import { isYours, textOf } from "../views/code/notebook.js";

const KEY = "fitting-room/program";

/** The cells of an earlier visit. @returns {{name: string, text: string}[] | null} */
export function keptCells() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (!Array.isArray(kept) || kept.length === 0) return null;
    const names = new Set(kept.map(({ name }) => name));
    const whole = kept.every((c) => typeof c?.name === "string" && typeof c.text === "string");
    return whole && names.size === kept.length ? kept : null;
  } catch {
    return null;
  }
}

/** @param {Notebook} notebook */
export function keepCells(notebook) {
  const cells = isYours(notebook) ? notebook.cells : notebook.aside;
  try {
    if (!cells) return localStorage.removeItem(KEY);
    const kept = cells.map((cell) => ({ name: cell.name, text: textOf(cell) }));
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // A frame without storage, or a full one: the program is there until the page is closed.
  }
}
