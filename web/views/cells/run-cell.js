/**
 * Runs and stops cells, by actions that bubble to the page.
 *
 * @import {CellEnd, CellRequest} from "../../client/cells.js"
 */

/** @param {Element} view @param {CellRequest} request @returns {Promise<CellEnd>} */
export function runCell(view, request) {
  return new Promise((end) => {
    const detail = { type: "run-cell", request, end };
    view.dispatchEvent(new CustomEvent("fr-action", { bubbles: true, detail }));
  });
}

/** Stop the running cell, and Python with it. The second click of a double click is ignored. @param {Element} view @param {MouseEvent} event */
export function stopCell(view, event) {
  if (event.detail > 1) return;
  const detail = { type: "stop-cell" };
  view.dispatchEvent(new CustomEvent("fr-action", { bubbles: true, detail }));
}
