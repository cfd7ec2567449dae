/**
 * The weights of the first Dense layer as pictures, one a unit: what training has added to them, or
 * all that they are, in which the start's noise is strong.
 *
 * @import {Network} from "../../../protocol.js"
 */
import { html, nothing } from "lit";
import { choice } from "../../shared/controls.js";
import { BytePicture, weights } from "../../shared/picture.js";

const PIXELS = 784;
/** More tiles than this stand in two rows. */
const ROW = 6;
const KINDS = [
  { value: false, text: "What training added" },
  { value: true, text: "Weights" },
];

/**
 * @param {Network} network @param {string[]} names
 * @param {{raw: boolean, chosen: number | null, showRaw: (raw: boolean) => void, choose: (unit: number) => void}} o
 */
export function tiles(network, names, { raw, chosen, showRaw, choose }) {
  const first = network.columns[1];
  const outputs = network.columns.length === 2;
  const what = outputs ? "class" : "unit of the first layer";
  const added = network.changes && !raw;
  const bytes = added ? network.changes : network.tiles;
  return html`<div class="tiles">
    <div class="tiles-head">
      <h3>What each ${what} looks for</h3>
      ${network.changes ? choice({ name: "tiles", label: "Show", value: raw, options: KINDS, report: showRaw }) : nothing}
    </div>
    <p class="field-help">${words(network, raw)}</p>
    <ul class=${bytes ? "" : "blank"} aria-label="Weights by ${what}" style="--tiles:${first.shown.length > ROW ? Math.ceil(first.shown.length / 2) : first.shown.length}">
      ${first.shown.map((unit, i) => {
        const name = outputs ? names[unit] : `unit ${unit}`;
        const own = bytes?.subarray(i * PIXELS, (i + 1) * PIXELS) ?? null;
        const label = `${added ? "What training added to" : "Weights of"} ${name}`;
        const tile = html`<fr-tile .pixels=${own} .label=${bytes ? "" : label}></fr-tile>`;
        return html`<li>${bytes ? html`<button class="tile-button" aria-label=${label} aria-pressed=${unit === chosen} @click=${() => choose(unit)}>${tile}</button>` : tile}${outputs ? html`<span>${name}</span>` : nothing}</li>`;
      })}
    </ul>
  </div>`;
}

/** @param {Network} network @param {boolean} raw */
function words({ tiles: all, changes }, raw) {
  if (!all) return "Noise at first. Watch shapes appear while it trains.";
  const reading = "Ink on blue parts of a picture speaks for it, ink on red parts against.";
  if (!changes) return `Noise: nothing is learned yet. ${reading}`;
  return raw
    ? `The noise of the start is still in them: it works all the same, since noise adds up to little. ${reading}`
    : `The weights now minus those of the start. ${reading}`;
}

/** One unit's 784 weights, blue where positive, red where negative. */
class FrTile extends BytePicture {
  constructor() {
    super(weights);
  }
}

customElements.define("fr-tile", FrTile);
