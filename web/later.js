/**
 * Brings the rest of Python's library and of NumPy when somebody imports what the snapshot lacks.
 * An import cannot wait for a promise, so these are the only requests that block; a worker may.
 *
 * @typedef {{path: string, sha256: string}} Archive
 */

/** @type {{stdlib: Archive, numpy: Archive}} */
const ARCHIVES = __LATER__;

/** @param {any} pyodide A Pyodide that was woken up from a snapshot. @param {URL} base */
export function bringLater(pyodide, base) {
  const { stdlib, numpy } = ARCHIVES;
  const waking = pyodide.pyimport("fittingroom.waking");
  try {
    waking.wake(bring(stdlib), stdlib.sha256, bring(numpy), numpy.sha256);
  } finally {
    waking.destroy();
  }

  /** @param {Archive} archive */
  function bring({ path }) {
    return () => {
      const request = new XMLHttpRequest();
      request.open("GET", new URL(path, base), false);
      request.responseType = "arraybuffer";
      request.send();
      if (request.status !== 200) throw new Error(`${path}: the server answered ${request.status}`);
      return pyodide.toPy(new Uint8Array(request.response));
    };
  }
}
