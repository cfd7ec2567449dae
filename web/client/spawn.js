/**
 * Starts the page's worker, also where the browser refuses to start it by its address: in a frame
 * with `sandbox="allow-scripts"` the page has no origin of its own, so its own files are foreign.
 */

const NAME = "fitting-room";

/** @param {URL} url Of the worker's module. @returns {Worker} */
export function spawn(url) {
  if (self.origin !== "null") return new Worker(url, { type: "module", name: NAME });
  // Chromium starts no module worker there, but a plain script may import one: as long as nothing
  // tells Pyodide that it is a plain one. What is said to it until then would be lost.
  const text = `
    self.importScripts = undefined;
    const early = [];
    self.onmessage = (event) => early.push(event);
    import(${JSON.stringify(url.href)}).then(
      () => early.forEach((event) => self.onmessage(event)),
      (error) => setTimeout(() => { throw error; }),
    );`;
  // Its address is not revoked: the worker reads it later, at a time nobody tells.
  const script = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  return new Worker(script, { name: NAME });
}
