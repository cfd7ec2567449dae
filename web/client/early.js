/**
 * Starts the worker as the very first thing, while the page's own code is still on its way; the
 * worker begins to fetch Python at once. client.js takes it over. The build puts this script into
 * index.html itself.
 */

import { spawn } from "./spawn.js";

const url = new URL(__WORKER_URL__, new URL(".", document.baseURI));
const early = /** @type {any} */ (globalThis);

try {
  const worker = spawn(url);
  early.earlyWorker = worker;
  // One that fails before anybody listens is forgotten: its successor will tell.
  worker.onerror = (event) => {
    event.preventDefault();
    delete early.earlyWorker;
  };
} catch {
  // Then the page tries, and tells.
}
