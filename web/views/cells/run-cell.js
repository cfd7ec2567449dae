/**
 * Runs and stops cells, by actions that bubble to the page.
 *
 * @import {CellEnd, CellRequest} from "../../client/cells.js"
 */

import { dispatch } from "../../page/actions.js";

/** What Stop costs, to be said before it is pressed. */
export const STOP_MEANS = globalThis.crossOriginIsolated
  ? "Stop keeps the variables"
  : "Stop loses all variables";

/** @param {Element} view @param {CellRequest} request @returns {Promise<CellEnd>} */
export function runCell(view, request) {
  return new Promise((resolve) => dispatch(view, { type: "run-cell", request, resolve }));
}

/**
 * Stop the running cell, and Python with it. The second click of a double click is ignored.
 * @param {Element} view @param {MouseEvent} event
 */
export function stopCell(view, event) {
  if (event.detail > 1) return;
  dispatch(view, { type: "stop-cell" });
}
