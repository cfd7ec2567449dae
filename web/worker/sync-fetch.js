/** Synchronous requests, which a worker may make: Python's imports cannot wait for a promise. */

/** @param {string} path below the page's folder @param {URL} base @returns {Uint8Array} */
export function fetchSync(path, base) {
  const request = new XMLHttpRequest();
  request.open("GET", new URL(path, base), false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Error(`${path}: the server answered ${request.status}`);
  return new Uint8Array(request.response);
}
