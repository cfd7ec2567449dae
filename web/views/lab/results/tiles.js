/**
 * The weights of the first Dense layer as pictures, one a unit: what training has added to them, or
 * all that they are, in which the start's noise is strong.
 *
 * @import {Network, Recipe} from "../../../protocol.js"
 */
import { html, nothing } from "lit";
import { choice } from "../../shared/controls.js";
import { BytePicture, weights } from "../../shared/picture.js";

const PIXELS = 784;
/** Each unit's part of the bytes, the same at each look: a tile that has not changed is not drawn again. @type {WeakMap<Uint8Array, Uint8Array[]>} */
const parts = new WeakMap();
/** A layer shows so many units at the most. */
const MOST = 12;
/** In a narrow page, more tiles than this stand in two rows. */
const ROW = 6;
const KINDS = [
  { value: false, text: "What training added" },
  { value: true, text: "Weights" },
];

/**
 * Before there is a network their room is kept: the drawing stands below them.
 * @param {Network | null} network @param {string[]} names
 * @param {{recipe: Recipe, raw: boolean, chosen: number | null, showRaw: (raw: boolean) => void, choose: (unit: number) => void}} o
 */
export function tiles(network, names, { recipe, raw, chosen, showRaw, choose }) {
  const units = recipe.layers[0]?.units ?? names.length;
  const shown = network?.columns[1].shown ?? [...Array(Math.min(MOST, units)).keys()];
  const outputs = network ? network.columns.length === 2 : recipe.layers.length === 0;
  const what = outputs ? "class" : "unit of the first layer";
  const added = network?.changes && !raw;
  const bytes = (added ? network.changes : network?.tiles) ?? null;
  return html`<div class="tiles">
    <div class="tiles-head">
      <h3>What each ${what} looks for</h3>
      <div class=${network?.changes ? "" : "unseen"}>${choice({ name: "tiles", label: "Show", value: raw, options: KINDS, report: showRaw })}</div>
    </div>
    <p class="field-help">${words(network, raw)}</p>
    <ul class=${bytes ? "" : "blank"} aria-label="Weights by ${what}" style="--tiles:${shown.length};--row:${shown.length > ROW ? Math.ceil(shown.length / 2) : shown.length}">
      ${shown.map((unit, i) => {
        const name = outputs ? names[unit] : `unit ${unit}`;
        const own = bytes && partsOf(bytes)[i];
        const label = `${added ? "What training added to" : "Weights of"} ${name}`;
        const tile = html`<fr-tile .pixels=${own} .label=${bytes ? "" : label}></fr-tile>`;
        return html`<li>${bytes ? html`<button class="tile-button" aria-label=${label} aria-pressed=${unit === chosen} @click=${() => choose(unit)}>${tile}</button>` : tile}${outputs ? html`<span>${name}</span>` : nothing}</li>`;
      })}
    </ul>
  </div>`;
}

/** @param {Uint8Array} bytes */
function partsOf(bytes) {
  const known = parts.get(bytes);
  if (known) return known;
  const made = Array.from({ length: bytes.length / PIXELS }, (_, i) =>
    bytes.subarray(i * PIXELS, (i + 1) * PIXELS),
  );
  parts.set(bytes, made);
  return made;
}

/** @param {Network | null} network @param {boolean} raw */
function words(network, raw) {
  const { tiles: all, changes } = network ?? {};
  if (!all) return "What training adds to their weights appears here as it learns.";
  const reading = "Ink on blue speaks for it, ink on red against.";
  if (!changes) return `Noise: nothing is learned yet. ${reading}`;
  return raw
    ? `The noise of the start is still in them; it works all the same, as noise adds up to little. ${reading}`
    : `The weights now minus those of the start. ${reading}`;
}

/** One unit's 784 weights, blue where positive, red where negative. */
class FrTile extends BytePicture {
  constructor() {
    super(weights);
  }
}

customElements.define("fr-tile", FrTile);
