/**
 * Owns Python. Answers commands with one reply each, brings the files a recipe needs, and pumps the
 * session in short steps, so that a command is heard between any two of them. Holds no mathematics
 * and never touches the page.
 *
 * @import {Command, Fault, WorkerEvent} from "../protocol.js"
 * @import {Session} from "./boot.js"
 */

import { fault, PROTOCOL_VERSION } from "../protocol.js";
import { boot, convert, mismatch } from "./boot.js";
import { download, fetchAhead } from "./download.js";
import { importBackend } from "./kernels.js";
import { fetchNow } from "./sync-fetch.js";
import { notCalm, warmUpInCalm } from "./warm-up.js";

/** How long one step of the session may take before the worker listens again, in milliseconds. */
const STEP_BUDGET = 30;
/** Files fetched at the same time. */
const LANES = 3;
/** The least time between two progress events, in milliseconds. */
const EVENT_INTERVAL = 100;

/** Python itself is broken (out of memory, a trap, too deep a recursion): only a new worker helps. */
const BROKEN = new Error("Python is broken");

const tick = new MessageChannel();
tick.port1.start();

/** @type {Session} */
let session;
/** @type {any} */
let pyodide;
/** @type {URL} */
let base;
/** What is asked before Python is there waits for it. @type {Promise<any>} */
let booted = Promise.resolve();
let pumping = false;
/** The cell that runs now. */
let cell = "";
/** Ends the downloads of the current run. */
let run = new AbortController();
/** For what nobody stops. */
const never = new AbortController();
/** @type {Map<string, Promise<void>>} Files on their way, so that none is fetched twice at once. */
const onTheWay = new Map();

self.onmessage = async ({ data }) => {
  /** @type {Command} */
  const command = data;
  notCalm(command.type);
  try {
    const value = await answer(command);
    post({ type: "reply", id: command.id, ok: true, value });
  } catch (error) {
    // The page hears of a broken Python otherwise, and answers in its place.
    if (error === BROKEN) return;
    post({ type: "reply", id: command.id, ok: false, error: asFault(error) });
    return;
  }
  if (command.type === "fit") train(command.run_id);
  else if (["pause", "resume", "stop"].includes(command.type)) pump();
};

/** @param {Command} command @returns {Promise<any>} */
async function answer(command) {
  if (command.type === "init") {
    booted = init(command);
    return booted;
  }
  if (command.type === "expect") {
    for (const file of command.files) fetchAhead(new URL(`data/${file}`, base));
    return {};
  }
  await booted;
  if (command.type === "stop") run.abort();
  if (command.type === "run-cell") cell = command.cell;
  let outcome = ask(command);
  while (outcome.needs) {
    await bring(outcome.needs, null, never.signal).catch(ifNotAborted);
    outcome = ask(command);
  }
  if (outcome.error) throw outcome.error;
  return outcome.value;
}

/** @param {Extract<Command, {type: "init"}>} command */
async function init(command) {
  if (command.protocol !== PROTOCOL_VERSION || command.build !== __BUILD_ID__) {
    throw mismatch();
  }
  base = new URL(command.base);
  const started = await boot(base, (progress) => post({ type: "boot", ...progress }));
  ({ session, pyodide } = started);
  session.open_notebook(
    (output) => post({ type: "cell-output", cell, output: convert(output) }),
    (path) => pyodide.toPy(fetchNow(path, base)),
  );
  // For whoever looks in with the browser's own tools.
  Object.assign(self, { pyodide });
  // While the page hears that Python is ready there is nothing else to do.
  setTimeout(() => importBackend(pyodide));
  warmUpInCalm(pyodide);
  return { versions: started.versions, start: started.start };
}

/** Asks the session; its answer is `{value}`, `{error}` or `{needs: files}`. @param {object} message */
function ask(message) {
  try {
    return convert(session.handle(JSON.stringify(message)));
  } catch (error) {
    // The session turns whatever goes wrong into an answer, as long as there is a Python.
    self.reportError(error);
    throw BROKEN;
  }
}

/** Fetches what the accepted run still needs, then trains. @param {number} run_id */
async function train(run_id) {
  run = new AbortController();
  const { signal } = run;
  try {
    const { needs } = ask({ type: "missing" }).value;
    await bring(needs, run_id, signal);
  } catch (error) {
    if (error === BROKEN) return;
    if (!signal.aborted) ask({ type: "fail", run_id, error: asFault(error) });
  }
  pump();
}

/** @param {string[]} files @param {number | null} run_id @param {AbortSignal} signal */
async function bring(files, run_id, signal) {
  if (files.length === 0) return;
  const { sizes } = ask({ type: "sizes", files }).value;
  /** @type {Map<string, number>} */
  const received = new Map();
  const total = files.reduce((sum, file) => sum + sizes[file], 0);
  let lastPost = 0;
  /** @param {string} file @param {number} bytes */
  const count = (file, bytes) => {
    received.set(file, bytes);
    const now = performance.now();
    if (now - lastPost < EVENT_INTERVAL) return;
    lastPost = now;
    post({ type: "download", run_id, file, loaded: sum(received), total });
  };
  const queue = [...files];
  const lane = async () => {
    for (let file = queue.shift(); file; file = queue.shift()) {
      await fetchOnce(file, signal, count);
      received.set(file, sizes[file]);
    }
  };
  try {
    await Promise.all(Array.from({ length: LANES }, lane));
  } finally {
    queue.length = 0;
    post({ type: "download", run_id, file: "", loaded: total, total });
  }
}

/** @param {string} file @param {AbortSignal} signal @param {(file: string, bytes: number) => void} count */
function fetchOnce(file, signal, count) {
  let arriving = onTheWay.get(file);
  if (!arriving) {
    arriving = download(new URL(`data/${file}`, base), {
      signal,
      onBytes: (bytes) => count(file, bytes),
      accept: (content) => store(file, content),
    }).finally(() => onTheWay.delete(file));
    onTheWay.set(file, arriving);
  }
  return arriving;
}

/** Gives a file to the session, which checks its hash. @param {string} file @param {Uint8Array<ArrayBuffer>} content @returns {Promise<Fault | null>} */
async function store(file, content) {
  const hash = await sha256(content);
  const view = pyodide.toPy(content);
  try {
    return convert(session.add(file, view, hash)).error ?? null;
  } finally {
    view.destroy();
  }
}

/** In hex; undefined where the page came without https, and Python has to work it out. @param {Uint8Array<ArrayBuffer>} content */
async function sha256(content) {
  if (!globalThis.crypto.subtle) return undefined;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Lets the session work in short steps until it has nothing to do. */
async function pump() {
  if (pumping) return;
  pumping = true;
  try {
    for (let more = true; more; ) {
      const outcome = convert(session.step(STEP_BUDGET));
      outcome.events.forEach(post);
      more = outcome.more;
      if (more) await nextTick();
    }
  } catch (error) {
    self.reportError(error);
  } finally {
    pumping = false;
  }
}

/** Waits for the message queue once; setTimeout would cost 4 ms or more each time. */
function nextTick() {
  return new Promise((resolve) => {
    tick.port1.onmessage = resolve;
    tick.port2.postMessage(null);
  });
}

/** @param {Map<string, number>} numbers */
function sum(numbers) {
  let total = 0;
  for (const number of numbers.values()) total += number;
  return total;
}

/** @param {WorkerEvent | import("../protocol.js").Reply} message */
function post(message) {
  /** @type {Transferable[]} */
  const pixels = [];
  collect(message, pixels);
  self.postMessage(message, { transfer: pixels });
}

/** Finds the byte arrays in a message, which are handed over instead of copied. @param {any} value @param {Transferable[]} found */
function collect(value, found) {
  if (value instanceof Uint8Array) found.push(value.buffer);
  else if (value && typeof value === "object") {
    for (const part of Object.values(value)) collect(part, found);
  }
}

/** A file that a stopped run was fetching is simply asked for again. @param {any} error */
function ifNotAborted(error) {
  if (error?.name !== "AbortError") throw error;
}

/** @param {any} error @returns {Fault} */
function asFault(error) {
  if (typeof error?.code === "string") return error;
  const message = "Something went wrong in the page's own code.";
  return fault(
    "python-error",
    message,
    "Reload the page; if it happens again, please report it.",
    String(error?.stack ?? error),
  );
}
