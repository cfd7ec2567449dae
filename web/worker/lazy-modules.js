/**
 * Fetches the rest of Python's library, of NumPy and of fittingroom on the first import of a module that the snapshot
 * lacks.
 *
 * @typedef {{path: string, sha256: string}} Archive
 */
import { fetchSync } from "./sync-fetch.js";

/** @type {{stdlib: Archive, numpy: Archive, fittingroom: Archive}} */
const ARCHIVES = __LATER__;

/** @param {any} pyodide Resumed from a snapshot. @param {URL} base */
export function installLazyImports(pyodide, base) {
  const { stdlib, numpy, fittingroom } = ARCHIVES;
  const module = pyodide.pyimport("fittingroom.app.resume");
  try {
    module.resume(fetcher(stdlib), stdlib.sha256, fetcher(numpy), numpy.sha256);
    module.install_late_modules(fetcher(fittingroom), fittingroom.sha256);
  } finally {
    module.destroy();
  }

  /** @param {Archive} archive */
  function fetcher({ path }) {
    return () => pyodide.toPy(fetchSync(path, base));
  }
}
