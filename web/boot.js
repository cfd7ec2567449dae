/**
 * Starts Python in the worker, in named stages, and hands over its session. Knows Pyodide; knows
 * nothing of training.
 *
 * @typedef {{
 *   handle: (message: string) => any, step: (budget_ms: number) => any,
 *   add: (name: string, content: any) => any, destroy: () => void,
 * }} Session The proxy of Python's fittingroom.session.Session.
 */

import { registerKernels } from "./kernels.js";
import { fault } from "./protocol.js";

/** What is being done, in the order it happens, in the learner's words. */
const STAGES = ["Fetching Python", "Unpacking NumPy", "Opening the wardrobe"];

/**
 * @param {URL} base The folder of the page.
 * @param {(progress: {stage: string, step: number, steps: number}) => void} onStage
 * @returns {Promise<{pyodide: any, session: Session, versions: Record<string, string>}>}
 */
export async function boot(base, onStage) {
  /** @param {number} step */
  const enter = (step) => onStage({ stage: STAGES[step], step, steps: STAGES.length });
  try {
    enter(0);
    const runtime = new URL("runtime/", base).href;
    const kernels = fetch(`${runtime}kernels.wasm`);
    const { loadPyodide } = await import(`${runtime}pyodide.mjs`);
    const pyodide = await orBroken(loadPyodide({ indexURL: runtime }));
    enter(1);
    await pyodide.loadPackage(["numpy", "fittingroom"], { messageCallback: () => {} });
    enter(2);
    await registerKernels(kernels, pyodide);
    const manifest = await fetch(new URL("data/manifest.json", base));
    if (!manifest.ok) throw new Error(`data/manifest.json: ${manifest.status}`);
    const module = pyodide.pyimport("fittingroom.session");
    const session = module.Session(await manifest.text());
    const versions = { pyodide: pyodide.version, ...convert(module.versions()) };
    module.destroy();
    return { pyodide, session, versions };
  } catch (error) {
    throw fault(
      "boot-failed",
      "Python could not be started in this browser.",
      "Check the connection and press Retry. A browser from the last three years is needed.",
      error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    );
  }
}

/**
 * `loading`, or the reason why its WebAssembly could not be had: Pyodide only warns of that in the
 * console and then waits for ever. @template T @param {Promise<T>} loading @returns {Promise<T>}
 */
function orBroken(loading) {
  const { instantiateStreaming } = WebAssembly;
  const broken = new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = (...given) => {
      const instance = instantiateStreaming(...given);
      instance.catch(reject);
      return instance;
    };
  });
  return Promise.race([loading, broken]).finally(() => {
    WebAssembly.instantiateStreaming = instantiateStreaming;
  });
}

/** A Python value as plain JavaScript; no proxy is left behind. @param {any} proxy */
export function convert(proxy) {
  const value = proxy.toJs({ dict_converter: Object.fromEntries, create_pyproxies: false });
  proxy.destroy();
  return value;
}
