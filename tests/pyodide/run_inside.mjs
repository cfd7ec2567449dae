/**
 * Starts the site's Pyodide in Node with the site's wheels and runs a folder of tests in it.
 *
 * node run_inside.mjs RUNTIME_FOLDER TESTS_FOLDER PACKAGES_FOLDER: the last line is inside.py's JSON.
 */
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [runtime, tests, packages] = process.argv.slice(2);

try {
  const { loadPyodide } = await import(pathToFileURL(join(runtime, "pyodide.mjs")).href);
  const pyodide = await loadPyodide({
    packages: ["fittingroom"],
    env: { PYTHONDONTWRITEBYTECODE: "1" },
  });
  pyodide.mountNodeFS("/code", dirname(fileURLToPath(import.meta.url)));
  pyodide.mountNodeFS("/tests", tests);
  pyodide.mountNodeFS("/packages", packages);
  pyodide.pyimport("sys").path.append("/code");
  console.log(pyodide.pyimport("inside").run("/tests", "/packages"));
} catch (error) {
  // Node would print the whole minified line that threw.
  console.error(error.message);
  process.exitCode = 1;
}
