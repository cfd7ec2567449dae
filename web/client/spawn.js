/**
 * Starts the page's worker, also in a frame with `sandbox="allow-scripts"`: the page has no origin
 * there, so the browser refuses to start a worker from its files.
 */

import { trustedScriptUrl } from "./trusted-types.js";

const NAME = "fitting-room";

/** @param {URL} url Of the worker's module. @returns {Worker} */
export function spawn(url) {
  if (self.origin !== "null")
    return new Worker(trustedScriptUrl(url), { type: "module", name: NAME });
  // Chromium starts no module worker there, but a classic script may import one, as long as Pyodide
  // does not recognize the script as classic. Messages that arrive before would be lost.
  const text = `
    self.importScripts = undefined;
    const queue = [];
    self.onmessage = (event) => queue.push(event);
    import(${JSON.stringify(url.href)}).then(
      () => queue.forEach((event) => self.onmessage(event)),
      (error) => setTimeout(() => { throw error; }),
    );`;
  // Its URL is not revoked: when the worker reads it is unknown.
  const script = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  return new Worker(trustedScriptUrl(script), { name: NAME });
}
