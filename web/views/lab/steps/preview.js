/**
 * What Fit will take, before it is pressed: steps, numbers to learn, time, download and memory. Its
 * lines are kept before Python has said it.
 *
 * @import {State} from "../../../page/state.js"
 */
import { html } from "lit";
import { allEpochs } from "../../../recipe/recipe.js";
import { aboutTime, count, megabytes, pluralize } from "../../../text/format.js";

/** @param {State} state */
export function preview({ description, recipe }) {
  return html`<p class="field-help fit-preview">${description ? words(description, recipe) : "What Fit will take stands here once Python is ready."}</p>`;
}

/** @param {NonNullable<State["description"]>} description @param {State["recipe"]} recipe */
function words(description, recipe) {
  const { steps_per_epoch, summary, seconds, download_bytes, memory_bytes } = description;
  const steps = `${pluralize(allEpochs(recipe) * steps_per_epoch, "step")} of ${pluralize(recipe.batch, "picture")}`;
  const fetched = download_bytes > 0 ? `${megabytes(download_bytes)} to fetch` : "nothing to fetch";
  return html`Fit takes ${aboutTime(seconds)} on this device: <span class="num">${steps}</span>, <span class="num">${count(summary.total_params)}</span> numbers to learn, ${fetched}, about ${megabytes(memory_bytes)} of memory.`;
}
