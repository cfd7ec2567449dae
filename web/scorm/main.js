/**
 * The page of a SCORM package: the hosted page in a frame, and what its task comes to as reports to the
 * learning platform. Where there is no platform, the task works all the same, and a line says so.
 *
 * @import {Version} from "./api.js"
 * @import {Told} from "./sitting.js"
 *
 * A message of the page in the frame.
 * @typedef {{type: "ready" | "resize" | "task", height?: number} & Told} Message
 */
import { findApi } from "./api.js";
import { Platform } from "./platform.js";
import { Sitting } from "./sitting.js";

const NO_API =
  "No learning platform was found around this page, so nothing is recorded. The task works all the same; hand in its code.";
const NOT_BEGUN =
  "The learning platform did not answer, so nothing is recorded. The task works all the same; hand in its code.";
const LOOKING = "You are looking at this task: nothing is recorded.";
const TYPES = ["ready", "resize", "task"];
const LEAST_HEIGHT = 200;
const MOST_HEIGHT = 50_000;

const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("iframe"));
const note = /** @type {HTMLElement} */ (document.querySelector("[data-note]"));
const version = /** @type {Version} */ (document.documentElement.dataset.version);
const begun = performance.now();

const api = findApi(window, version);
const platform = api && new Platform(api, version);
/** Whether the page in the frame is there. */
let opened = false;
const sitting = new Sitting(platform, (task) => {
  const command = { source: "fitting-room-host", v: 1, type: "restore", task };
  frame.contentWindow?.postMessage(command, new URL(frame.src).origin);
});

/** How long the sitting has taken. */
function seconds() {
  return (performance.now() - begun) / 1000;
}

function noteText() {
  if (!platform) return NO_API;
  if (!platform.begun) return NOT_BEGUN;
  return platform.counts || !opened ? "" : LOOKING;
}

/** Return a message of the page in the frame, if it is one. @param {MessageEvent} event @returns {Message | null} */
function readMessage({ source, origin, data }) {
  if (source !== frame.contentWindow || origin !== new URL(frame.src).origin) return null;
  return data?.source === "fitting-room" && data.v === 1 && TYPES.includes(data.type) ? data : null;
}

addEventListener("message", (event) => {
  const message = readMessage(event);
  if (message?.type === "task") {
    sitting.take(message, seconds());
    opened = true;
    note.textContent = noteText();
  }
  if (message?.type !== "resize" || typeof message.height !== "number") return;
  frame.style.height = `${Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, message.height))}px`;
});
// Only now: what the page in the frame tells first is not to be missed.
frame.src = frame.dataset.src ?? "";
// Platforms close the window, replace the frame or go on to the next page: each hides this one.
addEventListener("pagehide", () => sitting.end(seconds()));
note.textContent = noteText();
