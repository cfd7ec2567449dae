/**
 * Fetches the rest of Python's library, of NumPy and of the package on the first import of a module
 * that the snapshot lacks, and its docstrings when something looks at one.
 */
import { bytesToPython } from "./session.js";
import { fetchSync } from "./sync-fetch.js";

const LATER = __LATER__;

/** @param {any} pyodide Resumed from a snapshot. @param {URL} base */
export function installLazyImports(pyodide, base) {
  const entries = Object.entries(LATER);
  const hashes = Object.fromEntries(entries.map(([name, { sha256 }]) => [name, sha256]));
  /** @param {keyof typeof LATER} name */
  const fetch = (name) => bytesToPython(pyodide, fetchSync(LATER[name].path, base));
  const module = pyodide.pyimport("fittingroom.app.start.resume");
  try {
    module.resume.callKwargs(fetch, hashes);
  } finally {
    module.destroy();
  }
}
