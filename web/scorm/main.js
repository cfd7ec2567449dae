/**
 * The page of a SCORM package: the hosted page in a frame, and what its task comes to as reports to the
 * learning platform. Where there is no platform, the task works all the same, and a line says so.
 *
 * @import {Outcome} from "./platform.js"
 * @import {Version} from "./api.js"
 *
 * A message of the page in the frame.
 * @typedef {{type: "ready" | "resize" | "task", height?: number, met?: boolean, tries?: number,
 *   over?: boolean, goals?: {met: boolean}[], code?: string | null, kept?: unknown}} Message
 */
import { findApi } from "./api.js";
import { Platform } from "./platform.js";

const NO_API =
  "No learning platform was found around this page, so nothing is recorded. The task works all the same; hand in its code.";
const NOT_BEGUN =
  "The learning platform did not answer, so nothing is recorded. The task works all the same; hand in its code.";
const LOOKING = "You are looking at this task: nothing is recorded.";
const TYPES = ["ready", "resize", "task"];
const LEAST_HEIGHT = 200;
const MOST_HEIGHT = 50_000;
/** Characters of a learner's name at the platform that the page takes. */
const TAG_LENGTH = 40;

const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("iframe"));
const note = /** @type {HTMLElement} */ (document.querySelector("[data-note]"));
const version = /** @type {Version} */ (document.documentElement.dataset.version);
const begun = performance.now();

const api = findApi(window, version);
const platform = api && new Platform(api, version);
let restored = false;
let counted = 0;
let over = false;
/** The best share of the goals that a whole run has met. */
let best = 0;

function noteText() {
  if (!platform) return NO_API;
  if (!platform.begun) return NOT_BEGUN;
  return platform.counts ? "" : LOOKING;
}

/** Give the page what an earlier sitting has left, or the learner's name. */
function restore() {
  if (!platform) return;
  const { kept, learner } = platform;
  best = platform.best;
  counted = Number(/** @type {{tries?: unknown} | null} */ (kept)?.tries) || 0;
  const name = learner.slice(0, TAG_LENGTH);
  const task =
    kept ?? (name ? { tag: name, tries: 0, hints: 0, expected: null, result: null } : null);
  if (!task) return;
  const command = { source: "fitting-room-host", v: 1, type: "restore", task };
  frame.contentWindow?.postMessage(command, new URL(frame.src).origin);
}

/** @param {Message} message */
function take({ goals = [], met = false, tries = 0, over: ended = false, code = null, kept }) {
  if (!restored) {
    restored = true;
    restore();
    return;
  }
  if (!platform) return;
  over = ended;
  if (tries > counted && goals.length > 0)
    best = Math.max(best, met ? 1 : goals.filter((goal) => goal.met).length / goals.length);
  counted = Math.max(counted, tries);
  platform.keep(kept);
  /** @type {Outcome} */
  const outcome = { tried: tries > 0, over, met, score: goals.length > 0 ? best : null, code };
  platform.report(outcome);
}

/** Return a message of the page in the frame, if it is one. @param {MessageEvent} event @returns {Message | null} */
function readMessage({ source, origin, data }) {
  if (source !== frame.contentWindow || origin !== new URL(frame.src).origin) return null;
  return data?.source === "fitting-room" && data.v === 1 && TYPES.includes(data.type) ? data : null;
}

addEventListener("message", (event) => {
  const message = readMessage(event);
  if (message?.type === "task") take(message);
  if (message?.type !== "resize" || typeof message.height !== "number") return;
  frame.style.height = `${Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, message.height))}px`;
});
// Platforms close the window, replace the frame or go on to the next page: each hides this one.
addEventListener("pagehide", () => platform?.end((performance.now() - begun) / 1000, over));
note.textContent = noteText();
