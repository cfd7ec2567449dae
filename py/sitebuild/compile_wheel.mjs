/**
 * Starts the Pyodide that will run the wheel, in Node, and has bytecode.py rewrite the wheel there.
 *
 * node compile_wheel.mjs PYODIDE_FOLDER WHEEL TARGET_FOLDER: prints the new wheel's file name.
 */
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [pyodideFolder, wheel, target] = process.argv.slice(2);

try {
  const { loadPyodide } = await import(pathToFileURL(join(pyodideFolder, "pyodide.mjs")).href);
  const pyodide = await loadPyodide({ env: { PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1" } });
  pyodide.mountNodeFS("/code", dirname(fileURLToPath(import.meta.url)));
  pyodide.mountNodeFS("/wheel", dirname(wheel));
  pyodide.mountNodeFS("/target", target);
  pyodide.pyimport("sys").path.insert(0, "/code");
  const bytecode = pyodide.pyimport("bytecode");
  console.log(bytecode.rewrite(`/wheel/${basename(wheel)}`, "/target"));
} catch (error) {
  // Node would print the whole minified line that threw.
  console.error(error.message);
  process.exitCode = 1;
}
