/**
 * The weights of the first Dense layer as pictures: what each of its units looks for.
 *
 * @import {Network} from "../protocol.js"
 */
import { html, nothing } from "lit";
import { weights } from "./picture.js";
import { onTheme } from "./theme.js";

const PIXELS = 784;
/** More than so many stand in two rows. */
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
        return html`<li><fr-tile .bytes=${bytes ?? null} .label=${`Weights of ${name}`}></fr-tile>${outputs ? html`<span>${name}</span>` : nothing}</li>`;
      })}
    </ul>
  </div>`;
}

/** One unit's 784 weights, blue where they add, red where they subtract. */
class FrTile extends HTMLElement {
  constructor() {
    super();
    /** @type {Uint8Array | null} */
    this.shown = null;
    this.canvas = document.createElement("canvas");
    this.canvas.width = this.canvas.height = 28;
    this.canvas.setAttribute("role", "img");
    /** @type {() => void} */
    this.forget = () => {};
  }

  connectedCallback() {
    this.replaceChildren(this.canvas);
    this.forget = onTheme(() => this.draw());
    this.draw();
  }

  disconnectedCallback() {
    this.forget();
  }

  /** @param {Uint8Array | null} bytes */
  set bytes(bytes) {
    this.shown = bytes;
    if (this.isConnected) this.draw();
  }

  /** @param {string} text */
  set label(text) {
    this.canvas.setAttribute("aria-label", text);
  }

  draw() {
    const context = this.canvas.getContext("2d");
    context?.clearRect(0, 0, 28, 28);
    if (this.shown) context?.putImageData(weights(this.shown), 0, 0);
  }
}

customElements.define("fr-tile", FrTile);
