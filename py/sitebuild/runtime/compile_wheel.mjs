/**
 * Starts the Pyodide that will run the wheels, in Node, and has bytecode.py rewrite them there.
 *
 * node compile_wheel.mjs PYODIDE_FOLDER TARGET_FOLDER WHEEL...: prints each new wheel's file name.
 */
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [pyodideFolder, target, ...wheels] = process.argv.slice(2);

try {
  const { loadPyodide } = await import(pathToFileURL(join(pyodideFolder, "pyodide.mjs")).href);
  const pyodide = await loadPyodide({ env: { PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1" } });
  pyodide.mountNodeFS("/code", dirname(fileURLToPath(import.meta.url)));
  pyodide.mountNodeFS("/target", target);
  pyodide.pyimport("sys").path.insert(0, "/code");
  const bytecode = pyodide.pyimport("bytecode");
  for (const [number, wheel] of wheels.entries()) {
    pyodide.mountNodeFS(`/wheel/${number}`, dirname(wheel));
    console.log(bytecode.rewrite(`/wheel/${number}/${basename(wheel)}`, "/target"));
  }
} catch (error) {
  // Node would print the whole minified line that threw.
  console.error(error.message);
  process.exitCode = 1;
}
