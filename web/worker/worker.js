/**
 * The worker: owns Python and answers each command of the page with one reply.
 *
 * @import {Command, Fault, Replies, ReplyValue} from "../protocol.js"
 * @import {Session} from "./session.js"
 */

import { PROTOCOL_VERSION, unexpectedFault } from "../protocol.js";
import { boot, mismatch } from "./boot.js";
import { completeWhenCalm, postponeCompletion } from "./completion.js";
import { prefetch } from "./download.js";
import { FileFetcher } from "./fetch-files.js";
import { importBackend } from "./kernels.js";
import { limitNesting } from "./nesting-limit.js";
import { post } from "./post.js";
import { Pump } from "./pump.js";
import { BROKEN } from "./session.js";
import { Shelf } from "./shelf.js";
import { fetchSync } from "./sync-fetch.js";
import { postponeWarmUp, warmUpFurther, warmUpWhenIdle } from "./warm-up.js";

/** @type {URL} The folder of the page. */
let base;
/** @type {import("pyodide").PyodideAPI} */
let python;
/** @type {Session} */
let session;
/** @type {FileFetcher} */
let files;
/** @type {Shelf} */
let shelf;
/** @type {Pump} */
let pump;
/** Commands that come before Python has started wait for it. @type {Promise<unknown>} */
let booted = Promise.resolve();
/** The cell that runs now. */
let cell = "";
/** Called before a cell: counts anew how deep values are in values. @type {(() => void) | undefined} */
let beginNesting;
/** Ends the downloads of the current run. */
let run = new AbortController();

// The page would wait for ever for what a cell that ended the worker was to answer.
self.close = () => {
  throw new Error(
    "close() would end the Python of this page. Restart, below the cells, gives them a fresh one.",
  );
};

self.onmessage = async (/** @type {MessageEvent<Command>} */ { data: command }) => {
  postponeWarmUp(command.type);
  postponeCompletion();
  try {
    const value = await answer(command);
    post({ type: "reply", id: command.id, ok: true, value });
  } catch (error) {
    // A broken Python is reported as an error of the worker; the page replaces it and settles the command.
    if (error === BROKEN) return;
    post({ type: "reply", id: command.id, ok: false, error: asFault(error) });
    return;
  }
  if (command.type === "fit") train(command.run_id);
  else if (["pause", "resume", "advance", "stop", "test", "open-model"].includes(command.type))
    pump.run();
};

/** @param {Command} command @returns {Promise<ReplyValue>} */
async function answer(command) {
  if (command.type === "init") {
    const started = init(command);
    booted = started;
    return started;
  }
  if (command.type === "prefetch") {
    for (const file of command.files) prefetch(new URL(`data/${file}`, base));
    return {};
  }
  await booted;
  switch (command.type) {
    case "list-files":
      return { files: shelf.list() };
    case "read-file":
      return { content: shelf.read(command.name) };
    case "write-file":
      shelf.write(command.name, command.content);
      return {};
    case "delete-file":
      shelf.remove(command.name);
      return {};
  }
  if (command.type === "stop") run.abort();
  if (command.type === "run-cell") {
    cell = command.cell;
    beginNesting ??= limitNesting(python);
    beginNesting();
  }
  let outcome = session.handle(command);
  while (outcome.needs) {
    await files.fetch(outcome.needs, null).catch(ifNotAborted);
    outcome = session.handle(command);
  }
  if (outcome.error) throw outcome.error;
  return outcome.value;
}

/** @param {Extract<Command, {type: "init"}>} command @returns {Promise<Replies["init"]>} */
async function init(command) {
  if (command.protocol !== PROTOCOL_VERSION || command.build !== __BUILD_ID__) throw mismatch();
  base = new URL(command.base);
  const started = await boot(base, (progress) => post({ type: "boot", ...progress }));
  const { pyodide, versions, start, complete, isKept } = started;
  session = started.session;
  python = pyodide;
  if (command.interrupt) pyodide.setInterruptBuffer(new Uint8Array(command.interrupt));
  session.openNotebook(
    (output) => post({ type: "cell-output", cell, output }),
    (path) => fetchSync(path, base),
  );
  shelf = new Shelf(pyodide.FS);
  files = new FileFetcher({ session, base, emit: post });
  pump = new Pump(session, post);
  // For the browser's developer tools.
  Object.assign(self, { pyodide });
  // While the page takes in that Python is ready there is nothing else to do.
  setTimeout(() => importBackend(pyodide));
  warmUpWhenIdle(session);
  if (!complete) warmUpFurther();
  else
    completeWhenCalm(
      () => complete().then(warmUpFurther),
      () => pump.isRunning,
      isKept,
    );
  return { versions, start };
}

/** Fetch what the accepted run still needs, then train. @param {number} run_id */
async function train(run_id) {
  run = new AbortController();
  const { signal } = run;
  try {
    await files.fetch(session.missing(), run_id, signal);
  } catch (error) {
    if (error === BROKEN) return;
    if (!signal.aborted) session.fail(run_id, asFault(error));
  }
  pump.run();
}

/** A file whose fetch was aborted with a stopped run is simply asked for again. @param {unknown} error */
function ifNotAborted(error) {
  if (!(error instanceof DOMException) || error.name !== "AbortError") throw error;
}

/** @param {unknown} error @returns {Fault} */
function asFault(error) {
  return isFault(error) ? error : unexpectedFault(error);
}

/** @param {unknown} error @returns {error is Fault} */
function isFault(error) {
  return (
    typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
  );
}
