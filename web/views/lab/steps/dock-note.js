/**
 * The line below the buttons: what Fit will do, or why a control is disabled. On a phone
 * its line is kept when it says nothing: everything above it would jump when a run begins or ends.
 *
 * @import {Run, State} from "../../../page/state.js"
 */
import { html, nothing } from "lit";
import { stale } from "../../../page/outdated.js";
import { isRunning } from "../../../page/state.js";
import { percent, pluralize } from "../../../text/format.js";
import { tooFew } from "./own-counts.js";

/** @param {State} state */
export function dockNote(state) {
  const [kind, text] = note(state);
  return html`<p class="dock-note" data-kind=${kind}><span role="status">${text}</span>${kind === "ended" && hasCode(state.task) ? html` ${toCode}` : nothing}</p>`;
}

/** Whether a task is over and has a code to hand in. @param {State["task"]} task */
function hasCode(task) {
  return Boolean(task?.code && (task.done || task.over));
}

/** A task's code may be out of sight, and so may the panel that says it is done. */
const toCode = html`<button class="link" @click=${() => document.querySelector("fr-task-code")?.scrollIntoView({ block: "center" })}>See the code</button>`;

/** @param {State} state @returns {[kind: string, text: any]} */
function note(state) {
  if (state.waiting) return ["waiting", "Fit will start when Python is ready."];
  if (isRunning(state)) return ["locked", runningNote(state.run)];
  if (stale(state)) return ["stale", "These results are from the previous settings."];
  if (state.run) return ["ended", endedNote(state, state.run)];
  if (!state.description) return ["about", ""];
  const { train_samples, steps_per_epoch } = state.description;
  if (tooFew(state)) return ["about", "Your own set has too few pictures to train on yet."];
  return [
    "about",
    `An epoch shows it all ${pluralize(train_samples, "training picture")} and nudges its numbers ${pluralize(steps_per_epoch, "time")}.`,
  ];
}

/**
 * How far it is, for where the results are out of sight; they announce it themselves.
 * @param {Run | null} run
 */
function runningNote(run) {
  const done = percent(run?.fraction ?? 0, 0);
  return html`Stop to change settings.<span class="num" aria-hidden="true"> ${done}</span>`;
}

/**
 * What came out, where the results are out of sight. Progress says it aloud; once is enough.
 * @param {State} state @param {Run} run
 */
function endedNote({ hide, task }, { evaluation, recipe }) {
  const more = recipe.more.reduce((sum, { epochs }) => sum + epochs, 0);
  const anew = more
    ? `Fit begins anew: ${pluralize(recipe.epochs, "epoch")}, then ${more} more.`
    : "Fit begins anew.";
  if (!evaluation) return anew;
  const share = percent(evaluation.accuracy, 0);
  if (hasCode(task))
    return `${share} right. ${task?.done ? "The task is done." : "No try is left."}`;
  const right = `${share} of the test pictures right. `;
  return html`<span class="came" aria-hidden=${hide.includes("progress") ? "false" : "true"}>${right}</span>${anew}`;
}
