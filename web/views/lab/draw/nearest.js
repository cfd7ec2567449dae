/**
 * The training pictures nearest to a picture of the learner's own.
 *
 * @import {Neighbour, Neighbours} from "../../../protocol.js"
 */
import { html, nothing } from "lit";
import { count } from "../../../text/format.js";

/** @param {Neighbours} near @param {boolean} outdated Whether the network has learned on since. */
export function nearest({ by_pixels, by_layer, among }, outdated) {
  return html`<div class="own-near">
    <h3>What it is like</h3>
    <p class="field-help">The nearest of ${count(among)} training pictures${outdated ? ", to the network as it was before" : ""}.</p>
    ${row("By their pixels", by_pixels)}
    ${by_layer.length > 0 ? row("By the last hidden layer, as the network sees them", by_layer) : nothing}
  </div>`;
}

/** @param {string} words @param {Neighbour[]} pictures */
function row(words, pictures) {
  return html`<h4>${words}</h4>
    <ul class="own-row" aria-label=${words}>${pictures.map(
      ({ pixels, index, name }) =>
        html`<li><fr-picture .pixels=${pixels} .label=${`Training picture ${index}`}></fr-picture><span>${name}</span></li>`,
    )}</ul>`;
}
