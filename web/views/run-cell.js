/**
 * How a view has Python run a cell: it says so as an action, like all that a learner does.
 *
 * @import {CellEnd, CellRequest} from "../cells.js"
 */

/** A double click is not a run and its end, in milliseconds. */
const DOUBLE_CLICK = 500;
let begun = 0;

/** @param {Element} view @param {CellRequest} request @returns {Promise<CellEnd>} */
export function runCell(view, request) {
  begun = performance.now();
  return new Promise((end) => {
    const detail = { type: "run-cell", request, end };
    view.dispatchEvent(new CustomEvent("fr-action", { bubbles: true, detail }));
  });
}

/** Ends the cell that runs now, and Python with it. @param {Element} view */
export function stopCell(view) {
  if (performance.now() - begun < DOUBLE_CLICK) return;
  const detail = { type: "stop-cell" };
  view.dispatchEvent(new CustomEvent("fr-action", { bubbles: true, detail }));
}
