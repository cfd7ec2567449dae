/**
 * Starts the site's Pyodide in Node with the site's wheels and runs folders of tests in it.
 *
 * node run_inside.mjs RUNTIME_FOLDER PACKAGES_FOLDER TESTS_FOLDER FOLDER:BACKEND...: after each run
 * comes a line with inside.py's JSON. The kernels are put to work in the way the page does it.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [runtime, packages, tests, ...runs] = process.argv.slice(2);

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
  pyodide.FS.mkdirTree("/tests");
  pyodide.mountNodeFS("/tests", tests);
  pyodide.mountNodeFS("/packages", packages);
  pyodide.pyimport("sys").path.append("/code");
  const inside = pyodide.pyimport("inside");
  inside.prepare("/packages", "/tests");
  for (const [folder, backend] of runs.map((run) => run.split(":"))) {
    console.log(inside.run(`/tests/${folder}`, backend));
  }
} catch (error) {
  // Node would print the whole minified line that threw.
  console.error(error.message);
  process.exitCode = 1;
}
