/** A Python of the site in a thread of Node: trains the recipes it is sent, one after the other. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { gunzipSync } from "node:zlib";
import { load } from "../site/load.mjs";

const { web, site } = workerData;
const runtime = join(site, "runtime");

async function start() {
  const esbuild = createRequire(join(web, "package.json"))("esbuild");
  const part = (path) => load(esbuild, join(web, path));
  const { Session } = await part("worker/session.js");
  const { registerKernels } = await part("worker/kernels.js");
  const { measure } = await part("task/measures.js");
  const { loadPyodide } = await import(pathToFileURL(join(runtime, "pyodide.mjs")).href);
  // What Pyodide says while it loads is not for stdout.
  const pyodide = await loadPyodide({ packages: ["fittingroom"], stdout: () => {} });
  await registerKernels(Promise.resolve(new Response(readFileSync(join(runtime, "kernels.wasm")))), pyodide);
  const manifest = readFileSync(join(site, "data", "manifest.json"), "utf8");
  const session = new Session(pyodide.pyimport("fittingroom.session").Session(manifest), pyodide);
  return { session, measure };
}

/** @param {any} session @param {{name: string}[]} files */
function add(session, files) {
  for (const { name } of files) {
    const bytes = readFileSync(join(site, "data", name));
    const fault = session.add(name, new Uint8Array(bytes[0] === 0x1f ? gunzipSync(bytes) : bytes));
    if (fault) throw new Error(fault.message);
  }
}

let run_id = 0;

/** What a recipe comes to. */
function train({ session, measure }, recipe) {
  const say = (command) => {
    const { value, error } = session.handle({ id: 1, ...command });
    if (error) throw new Error(error.message);
    return value;
  };
  say({ type: "fit", recipe, run_id: ++run_id });
  add(session, session.missing());
  const events = [];
  for (let more = true; more; ) {
    const outcome = session.step(1000);
    events.push(...outcome.events);
    more = outcome.more;
  }
  const { summary } = say({ type: "describe", recipe });
  const evaluation = events.find(({ type }) => type === "evaluation")?.evaluation ?? null;
  const { history, seconds, fingerprint } = events.find(({ type }) => type === "run-end");
  const measures = measure(recipe, summary.total_params, { history, evaluation, seconds });
  return { fingerprint, measures };
}

const started = start();
parentPort.on("message", async (recipe) => {
  try {
    parentPort.postMessage({ replayed: train(await started, recipe) });
  } catch (error) {
    parentPort.postMessage({ error: error.message });
  }
});
