/**
 * The weights of the first Dense layer as pictures, one a unit.
 *
 * @import {Network} from "../../../protocol.js"
 */
import { html, nothing } from "lit";
import { BytePicture, weights } from "../../shared/picture.js";

const PIXELS = 784;
/** More tiles than this stand in two rows. */
const ROW = 6;

/** @param {Network} network @param {string[]} names */
export function tiles(network, names) {
  const first = network.columns[1];
  const outputs = network.columns.length === 2;
  const what = outputs ? "class" : "unit of the first layer";
  return html`<div class="tiles">
    <h3>What each ${what} looks for</h3>
    <p class="field-help">${network.tiles ? "Ink on blue parts of a picture speaks for it, ink on red parts against." : "Noise at first. Watch shapes appear while it trains."}</p>
    <ul class=${network.tiles ? "" : "blank"} aria-label="Weights by ${what}" style="--tiles:${first.shown.length > ROW ? Math.ceil(first.shown.length / 2) : first.shown.length}">
      ${first.shown.map((unit, i) => {
        const name = outputs ? names[unit] : `unit ${unit}`;
        const bytes = network.tiles?.subarray(i * PIXELS, (i + 1) * PIXELS);
        return html`<li><fr-tile .pixels=${bytes ?? null} .label=${`Weights of ${name}`}></fr-tile>${outputs ? html`<span>${name}</span>` : nothing}</li>`;
      })}
    </ul>
  </div>`;
}

/** One unit's 784 weights, blue where positive, red where negative. */
class FrTile extends BytePicture {
  constructor() {
    super(weights);
  }
}

customElements.define("fr-tile", FrTile);
