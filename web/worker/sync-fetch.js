/** Synchronous requests, which a worker may make: Python's imports cannot wait for a promise. */

/** @param {string} path below the page's folder @param {URL} base @returns {Uint8Array} */
export function fetchSync(path, base) {
  const request = new XMLHttpRequest();
  const name = path.replace(/\?.*/, "");
  request.open("GET", new URL(path, base), false);
  request.responseType = "arraybuffer";
  try {
    request.send();
  } catch {
    throw new Error(`${name}: the request was refused on its way`);
  }
  if (request.status !== 200) throw new Error(`${name}: the server answered ${request.status}`);
  // Of a filter, or of a host that answers everything with its front page.
  if (request.getResponseHeader("Content-Type")?.startsWith("text/html"))
    throw new Error(`${name}: a web page came in its place`);
  return new Uint8Array(request.response);
}
