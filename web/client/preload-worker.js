/**
 * Starts the worker before the page's own code has arrived, so that it fetches Python meanwhile.
 * The build puts this script into index.html itself; client.js takes the worker over.
 */

import { spawn } from "./spawn.js";

try {
  const worker = spawn(new URL(__WORKER_URL__, new URL(".", document.baseURI)));
  globalThis.preloadedWorker = worker;
  // One that fails before the client listens is forgotten: the next one reports why.
  worker.onerror = (event) => {
    event.preventDefault();
    globalThis.preloadedWorker = undefined;
  };
} catch {
  // The client tries again, and reports.
}
