/**
 * What Fit will take, before it is pressed: steps, numbers to learn, time, download and memory; or what
 * it lacks. Its lines are kept before Python has said it.
 *
 * @import {State} from "../../../page/state.js"
 */
import { html } from "lit";
import { allEpochs } from "../../../recipe/recipe.js";
import { aboutTime, count, megabytes, pluralize } from "../../../text/format.js";
import { lacking } from "./own-counts.js";

/** @param {State} state */
export function preview(state) {
  return html`<p class="field-help fit-preview">${lacking(state) || words(state)}</p>`;
}

/** @param {State} state */
function words({ description, recipe }) {
  if (!description) return "What Fit will take stands here once Python is ready.";
  const { steps_per_epoch, summary, seconds, download_bytes, memory_bytes } = description;
  const steps = `${pluralize(allEpochs(recipe) * steps_per_epoch, "step")} of ${pluralize(recipe.batch, "picture")}`;
  const fetched = download_bytes > 0 ? `${megabytes(download_bytes)} to fetch` : "nothing to fetch";
  return html`Fit takes ${aboutTime(seconds)} on this device: <span class="num">${steps}</span>, <span class="num">${count(summary.total_params)}</span> numbers to learn, ${fetched}, about ${megabytes(memory_bytes)} of memory.`;
}
