/**
 * Messages to and from the page that frames this one: events out, also dispatched on `window`, and a
 * few commands in.
 *
 * @import {Evaluation, Fault, History, Logs, Recipe, WorkerEvent} from "../protocol.js"
 * @import {Statement} from "../task/xapi.js"
 * @import {State} from "./state.js"
 * @import {JudgedGoal, KeptTask} from "./tasks/task-room.js"
 *
 * The fields of each event, beside `source`, `v` and `type`.
 * @typedef {{
 *   ready: {},
 *   epoch: {epoch: number, epochs: number, logs: Logs},
 *   done: {history: History, evaluation: Evaluation, fingerprint: string | null, seconds: number,
 *     recipe: Recipe},
 *   failed: Pick<Fault, "code" | "message">,
 *   resize: {height: number},
 *   task: {goals: JudgedGoal[], met: boolean, over: boolean, tries: number, code: string | null,
 *     kept: KeptTask},
 *   xapi: {statement: Statement},
 * }} PageEvents
 * A host that keeps a task, as learning platforms do, gives back what it was sent.
 * @typedef {typeof emit} Emit
 * @typedef {{type: typeof COMMANDS[number]} | {type: "restore", task: unknown}} FrameCommand
 */

export const framed = window.parent !== window;
/** Commands a parent may send. */
const COMMANDS = /** @type {const} */ (["fit", "stop", "reset"]);
/** Commands accepted per second; more are ignored. */
const MAX_PER_SECOND = 20;

/** @template {keyof PageEvents} T @param {T} type @param {PageEvents[T]} fields */
export function emit(type, fields) {
  const detail = { source: "fitting-room", v: 1, type, ...fields };
  window.dispatchEvent(new CustomEvent("fitting-room", { detail }));
  // Any parent may read it: it holds nothing but what was trained in its own view.
  if (framed) window.parent.postMessage(detail, "*");
}

/**
 * Emit the page's event for an event of the worker, once the state has been reduced.
 * @param {WorkerEvent} event @param {State} state
 */
export function emitRunEvent(event, { phase, run }) {
  if (event.type === "epoch-end") {
    emit("epoch", { epoch: event.epoch, epochs: event.epochs, logs: event.logs });
  }
  const ended = event.type === "run-end" || event.type === "evaluation";
  if (ended && phase === "done" && run?.evaluation) {
    const { history, evaluation, fingerprint, seconds, recipe } = run;
    emit("done", { history, evaluation, fingerprint, seconds, recipe });
  }
}

/**
 * Call `act` with each command of the parent. Anything else is ignored, cheaply.
 * @param {(command: FrameCommand) => void} act
 */
export function onCommand(act) {
  if (!framed) return;
  let second = 0;
  let received = 0;
  addEventListener("message", ({ source, data, timeStamp }) => {
    if (source !== window.parent) return;
    const command = parseCommand(data);
    if (!command) return;
    const now = Math.floor(timeStamp / 1000);
    received = now === second ? received + 1 : 1;
    second = now;
    if (received <= MAX_PER_SECOND) act(command);
  });
}

/** Return the command in a message, if it is exactly one. @param {unknown} data @returns {FrameCommand | undefined} */
function parseCommand(data) {
  if (typeof data !== "object" || data === null) return undefined;
  const message = /** @type {Record<string, unknown>} */ (data);
  const own = (/** @type {string} */ key) =>
    Object.hasOwn(message, key) ? message[key] : undefined;
  if (own("source") !== "fitting-room-host" || own("v") !== 1) return undefined;
  const fields = Object.keys(message).length;
  if (fields === 4 && own("type") === "restore" && own("task"))
    return { type: "restore", task: own("task") };
  const type = COMMANDS.find((name) => name === own("type"));
  return type && fields === 3 ? { type } : undefined;
}
