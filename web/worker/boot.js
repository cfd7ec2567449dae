/**
 * Starts Python in the worker, in named stages, and returns its session.
 *
 * @import {PyodideAPI} from "pyodide"
 * @import {StartTimes} from "../protocol.js"
 * @import {Proxy, SessionProxy} from "./session.js"
 */

import { loadPyodide } from "pyodide";
import { fault } from "../protocol.js";
import { registerKernels } from "./kernels.js";
import { installLazyImports } from "./lazy-modules.js";
import { findRefusedFile } from "./refused-file.js";
import { convert, Session } from "./session.js";
import { prefetchStart, resume, WASM } from "./snapshot/quick-start.js";
import { limitStack } from "./stack-limit.js";

/** The stages in order, in the learner's words. */
const STAGES = ["Fetching Python", "Waking Python up", "Opening the wardrobe"];
/** The least time between two reports of bytes, in milliseconds. */
const REPORT_INTERVAL = 50;

/**
 * The module fittingroom.session.
 * @typedef {{Session: (manifest: string) => SessionProxy, versions: () => Proxy<Record<string, string>>,
 *   destroy: () => void}} SessionModule
 * @typedef {{pyodide: PyodideAPI, kernels: Promise<Response>, manifest: string,
 *   complete: (() => Promise<void>) | null, isKept: boolean}} Started
 * @typedef {{stage: string, step: number, steps: number, loaded: number, total: number}} BootProgress
 */

// Before the page's first message, which takes its time.
const start = prefetchStart(new URL("..", import.meta.url));

/**
 * @param {URL} base The folder of the page.
 * @param {(progress: BootProgress) => void} onProgress
 * @returns {Promise<{pyodide: PyodideAPI, session: Session, versions: Record<string, string>,
 *   start: StartTimes, complete: (() => Promise<void>) | null, isKept: boolean}>}
 *   `complete` fetches what a quick start has left out, from this device where the site `isKept`.
 */
export async function boot(base, onProgress) {
  let step = 0;
  const report = () => {
    const { loaded, total } = start;
    onProgress({ stage: STAGES[step], step, steps: STAGES.length, loaded, total });
  };
  /** @type {Record<string, number>} */
  const milliseconds = {};
  /** @param {string} stage */
  const enter = (stage) => {
    milliseconds[stage] = performance.now();
    step++;
    if (step < STAGES.length) report();
  };
  start.onBytes = throttled(report);
  try {
    report();
    if (!globalThis.WebAssembly) throw withoutWebAssembly();
    const quick = await startFromSnapshot(base, () => enter("fetched"));
    const { pyodide, kernels, manifest, ...rest } = quick ?? (await startFromFiles(base));
    enter("python");
    await registerKernels(kernels, pyodide);
    /** @type {SessionModule} */
    const module = pyodide.pyimport("fittingroom.session");
    const session = new Session(module.Session(manifest), pyodide);
    const versions = { pyodide: pyodide.version, ...convert(module.versions()) };
    module.destroy();
    milliseconds.ready = performance.now();
    return {
      pyodide,
      session,
      versions,
      start: { kind: quick ? "snapshot" : "plain", milliseconds },
      ...rest,
    };
  } catch (/** @type {any} */ error) {
    if (typeof error?.code === "string") throw error;
    throw await bootFailed(base, error);
  } finally {
    start.onBytes = null;
  }
}

/** Name the file that is held back, if there is one. @param {URL} base @param {unknown} error */
async function bootFailed(base, error) {
  const trace = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const refused = await findRefusedFile(base);
  if (refused) {
    const { path, why } = refused;
    const message = `Python could not be started: ${path} did not arrive (${why}).`;
    const hint =
      "Check the connection and press Retry. If it stays so, ask whoever runs this site or your " +
      "network to let this file through.";
    return { ...fault("boot-failed", message, hint, trace), file: path };
  }
  return fault(
    "boot-failed",
    "Python could not be started in this browser.",
    "Check the connection and press Retry. A browser from the last three years is needed.",
    trace,
  );
}

/**
 * Resume Python from the snapshot; null if that is refused.
 * @param {URL} base @param {() => void} onFetched @returns {Promise<Started | null>}
 */
async function startFromSnapshot(base, onFetched) {
  try {
    Promise.all([start.glue, start.memory]).then(onFetched, () => {});
    const { kernels, ...resumed } = await resume(start, new URL("runtime/", base).href);
    installLazyImports(resumed.pyodide, base);
    return { ...resumed, kernels: Promise.resolve(new Response(kernels)) };
  } catch (error) {
    console.info("Python is started without its snapshot:", error);
    return null;
  }
}

/** Start Python without a snapshot, file by file. @param {URL} base @returns {Promise<Started>} */
async function startFromFiles(base) {
  await checkBuild(base);
  const runtime = new URL("runtime/", base).href;
  const kernels = fetch(`${runtime}kernels.wasm`);
  const manifest = fetch(new URL("data/manifest.json", base));
  const pyodide = await orBroken(loadPyodide({ indexURL: runtime }));
  limitStack(/** @type {any} */ (pyodide)._module);
  await pyodide.loadPackage(["numpy", "fittingroom"], { messageCallback: () => {} });
  const response = await manifest;
  if (!response.ok) throw new Error(`data/manifest.json: ${response.status}`);
  return { pyodide, kernels, manifest: await response.text(), complete: null, isKept: false };
}

/** Raise if the site has been updated: the files of this start keep their names. @param {URL} base */
async function checkBuild(base) {
  const response = await fetch(new URL("build.json", base), { cache: "no-cache" });
  const { build } = await response.json();
  if (build !== __BUILD_ID__) throw mismatch();
}

export function mismatch() {
  const message = "This page was updated while it was open.";
  return fault("version-mismatch", message, "Reload it to get the new version as a whole.");
}

function withoutWebAssembly() {
  const message = "This browser has no WebAssembly, and Python needs it.";
  const hint =
    "Open the page in another browser. In Apple’s Lockdown Mode, exclude this site from it and press Retry.";
  return fault("boot-failed", message, hint);
}

/** @param {() => void} act */
function throttled(act) {
  let last = 0;
  return () => {
    const now = performance.now();
    if (now - last < REPORT_INTERVAL) return;
    last = now;
    act();
  };
}

/**
 * Await `loading`, but take its WebAssembly whatever type the server gives it, as servers do that do not
 * know it, and reject if it cannot be fetched: Pyodide only warns of that in the console and never
 * settles. @template T @param {Promise<T>} loading @returns {Promise<T>}
 */
function orBroken(loading) {
  const { instantiateStreaming } = WebAssembly;
  const broken = new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = (source, imports) => {
      const typed = Promise.resolve(source).then(({ body }) => new Response(body, WASM));
      const instance = instantiateStreaming(typed, imports);
      instance.catch(reject);
      return instance;
    };
  });
  return Promise.race([loading, broken]).finally(() => {
    WebAssembly.instantiateStreaming = instantiateStreaming;
  });
}
