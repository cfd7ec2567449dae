/**
 * The one line beneath the buttons: what Fit will do, or why something cannot be done now.
 * From the press of Fit until Reset there is always one to read: on a phone everything above it
 * would jump if it went when a run ends.
 *
 * @import {State} from "../../page/state.js"
 */
import { html } from "lit";
import { isRunning } from "../../page/state.js";
import { counted } from "../../text/format.js";
import { stale } from "../shared/view.js";

/** @param {State} state */
export function dockNote(state) {
  const [kind, text] = note(state);
  return html`<p class="dock-note" data-kind=${kind} role="status">${text}</p>`;
}

/** @param {State} state @returns {[kind: string, text: any]} */
function note(state) {
  if (state.waiting) return ["waiting", "Fit will start when Python is ready."];
  if (isRunning(state)) return ["locked", "Stop to change settings."];
  if (stale(state)) return ["stale", "These results are from the previous settings."];
  if (state.run) return ["ended", "Fit begins again from the start."];
  if (!state.description) return ["about", ""];
  const { train_samples, steps_per_epoch } = state.description;
  return [
    "about",
    `An epoch shows it all ${counted(train_samples, "training picture")} and nudges its numbers ${counted(steps_per_epoch, "time")}.`,
  ];
}
