/**
 * Brings the rest of Python's library and of NumPy when somebody imports what the snapshot lacks.
 *
 * @typedef {{path: string, sha256: string}} Archive
 */
import { fetchNow } from "./sync-fetch.js";

/** @type {{stdlib: Archive, numpy: Archive}} */
const ARCHIVES = __LATER__;

/** @param {any} pyodide A Pyodide that was woken up from a snapshot. @param {URL} base */
export function installLazyImports(pyodide, base) {
  const { stdlib, numpy } = ARCHIVES;
  const waking = pyodide.pyimport("fittingroom.app.resume");
  try {
    waking.wake(bring(stdlib), stdlib.sha256, bring(numpy), numpy.sha256);
  } finally {
    waking.destroy();
  }

  /** @param {Archive} archive */
  function bring({ path }) {
    return () => pyodide.toPy(fetchNow(path, base));
  }
}
