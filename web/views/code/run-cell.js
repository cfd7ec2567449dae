/**
 * How a view has Python run a cell: it says so as an action, like all that a learner does.
 *
 * @import {CellEnd, CellRequest} from "../../client/cells.js"
 */

import { dispatch } from "../../page/actions.js";

/** @param {Element} view @param {CellRequest} request @returns {Promise<CellEnd>} */
export function runCell(view, request) {
  return new Promise((resolve) => dispatch(view, { type: "run-cell", request, resolve }));
}

/** Ends the cell that runs now, and Python with it; a double click is not a run and its end. @param {Element} view @param {MouseEvent} event */
export function stopCell(view, event) {
  if (event.detail > 1) return;
  dispatch(view, { type: "stop-cell" });
}
