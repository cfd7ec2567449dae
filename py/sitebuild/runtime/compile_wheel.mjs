/**
 * Compiles wheels in the Pyodide that will run them, started in Node, by inside/bytecode.py.
 *
 * node compile_wheel.mjs PYODIDE_FOLDER PACKAGES_FOLDER TARGET_FOLDER WHEEL...: prints each compiled
 * wheel's file name. PACKAGES_FOLDER holds pyodide-build and what it imports, all pure Python.
 */
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [pyodideFolder, packages, target, ...wheels] = process.argv.slice(2);
const INSIDE = join(dirname(fileURLToPath(import.meta.url)), "inside");
const ENVIRONMENT = {
  PYTHONHASHSEED: "0",
  PYTHONDONTWRITEBYTECODE: "1",
  // 1980, the earliest time of the zip format.
  SOURCE_DATE_EPOCH: "315532800",
};

try {
  const { loadPyodide } = await import(pathToFileURL(join(pyodideFolder, "pyodide.mjs")).href);
  const pyodide = await loadPyodide({ env: ENVIRONMENT });
  pyodide.mountNodeFS("/inside", INSIDE);
  pyodide.mountNodeFS("/packages", packages);
  pyodide.mountNodeFS("/target", target);
  const { path } = pyodide.pyimport("sys");
  path.insert(0, "/inside");
  path.append("/packages");
  const bytecode = pyodide.pyimport("bytecode");
  for (const [number, wheel] of wheels.entries()) {
    pyodide.mountNodeFS(`/wheel/${number}`, dirname(wheel));
    console.log(bytecode.compile_wheel(`/wheel/${number}/${basename(wheel)}`, "/target"));
  }
} catch (error) {
  // Node would print the whole minified line that threw.
  console.error(error.message);
  process.exitCode = 1;
}
