/**
 * Starts the site's Pyodide in Node with the site's wheels and runs a folder of tests in it.
 *
 * node run_inside.mjs RUNTIME_FOLDER PACKAGES_FOLDER TESTS_FOLDER BACKEND: the last line is
 * inside.py's JSON. The kernels are put to work in the way the page does it.
 */
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [runtime, packages, tests, backend] = process.argv.slice(2);

try {
  const { loadPyodide } = await import(pathToFileURL(join(runtime, "pyodide.mjs")).href);
  const pyodide = await loadPyodide({
    packages: ["fittingroom"],
    env: { PYTHONDONTWRITEBYTECODE: "1" },
  });
  const env = { memory: pyodide._module.memory };
  const bytes = readFileSync(join(runtime, "kernels.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { env });
  pyodide.registerJsModule("fittingroom_kernels", { ...instance.exports });
  pyodide.mountNodeFS("/code", dirname(fileURLToPath(import.meta.url)));
  const folder = `/tests/${basename(tests)}`;
  pyodide.FS.mkdirTree(folder);
  pyodide.mountNodeFS(folder, tests);
  pyodide.mountNodeFS("/packages", packages);
  pyodide.pyimport("sys").path.append("/code");
  console.log(pyodide.pyimport("inside").run(folder, "/packages", backend));
} catch (error) {
  // Node would print the whole minified line that threw.
  console.error(error.message);
  process.exitCode = 1;
}
