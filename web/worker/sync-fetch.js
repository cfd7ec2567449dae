/**
 * Brings a file of the site before it returns. Python's imports and a learner's code cannot wait for
 * a promise, so these are the only requests that block; a worker may.
 */

/** @param {string} path below the page's folder @param {URL} base @returns {Uint8Array} */
export function fetchNow(path, base) {
  const request = new XMLHttpRequest();
  request.open("GET", new URL(path, base), false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Error(`${path}: the server answered ${request.status}`);
  return new Uint8Array(request.response);
}
