/**
 * Posts the worker's messages to the page.
 *
 * @import {Reply, WorkerEvent} from "../protocol.js"
 */

/** As it was before a cell could put something in its place. */
const postMessage = self.postMessage.bind(self);

/** Post a message; its byte arrays are transferred instead of copied. @param {Reply | WorkerEvent} message */
export function post(message) {
  /** @type {Transferable[]} */
  const buffers = [];
  collect(message, buffers);
  postMessage(message, { transfer: buffers });
}

/** Collect the buffers of all byte arrays. @param {unknown} value @param {Transferable[]} found */
function collect(value, found) {
  if (value instanceof Uint8Array) found.push(value.buffer);
  else if (value && typeof value === "object") {
    for (const part of Object.values(value)) collect(part, found);
  }
}
