/**
 * <fr-product>: a unit's weights, a picture and their product, pixel by pixel. A pixel under the
 * pointer or the arrow keys shows its arithmetic.
 *
 * @typedef {{weights: number[], inputs: number[], products: number[]}} Factors
 */
import { html, LitElement, nothing } from "lit";
import { exact } from "./sum.js";

const SIDE = 28;

class FrProduct extends LitElement {
  static properties = { factors: { attribute: false }, at: { state: true } };

  constructor() {
    super();
    /** @type {Factors | null} */
    this.factors = null;
    /** The pixel looked at. @type {number | null} */
    this.at = null;
    /** The factors as pictures. @type {Record<string, Uint8Array>} */
    this.pictures = {};
  }

  createRenderRoot() {
    return this;
  }

  /** @param {Map<PropertyKey, unknown>} changes */
  willUpdate(changes) {
    if (!changes.has("factors") || !this.factors) return;
    const { weights, inputs, products } = this.factors;
    const most = Math.max(...inputs, 1e-9);
    this.pictures = {
      weights: scaled(weights),
      inputs: Uint8Array.from(inputs, (n) => (255 * n) / most),
      products: scaled(products),
    };
  }

  render() {
    if (!this.factors) return nothing;
    const { at } = this;
    return html`<div class="product" tabindex="0" role="group" aria-label="Weights times picture, pixel by pixel; the arrow keys go from pixel to pixel" @keydown=${this.move} @pointermove=${this.point} @pointerdown=${this.point} @pointerleave=${this.leave}>
        ${this.picture("weights", html`<fr-tile .pixels=${this.pictures.weights} .label=${""}></fr-tile>`)}
        <span class="sign" aria-hidden="true">×</span>
        ${this.picture("picture", html`<fr-picture .pixels=${this.pictures.inputs} .label=${""}></fr-picture>`)}
        <span class="sign" aria-hidden="true">=</span>
        ${this.picture("products", html`<fr-tile .pixels=${this.pictures.products} .label=${""}></fr-tile>`)}
      </div>
      <p class="product-words num" role="status">${at === null ? "Point at a pixel to see its numbers." : this.words(at)}</p>`;
  }

  /** @param {string} name @param {any} picture */
  picture(name, picture) {
    const { at } = this;
    const mark =
      at === null
        ? nothing
        : html`<i class="pixel-mark" style="--row:${Math.floor(at / SIDE)};--column:${at % SIDE}"></i>`;
    return html`<figure><div class="pixels">${picture}${mark}</div><figcaption>${name}</figcaption></figure>`;
  }

  /** @param {number} at */
  words(at) {
    const { weights, inputs, products } = /** @type {Factors} */ (this.factors);
    const place = `row ${Math.floor(at / SIDE) + 1}, column ${(at % SIDE) + 1}`;
    return `${place}: ${exact(weights[at])} × ${exact(inputs[at])} = ${exact(products[at])}`;
  }

  /** @param {number | null} at */
  look(at) {
    this.at = at;
  }

  /** @param {PointerEvent} event */
  point(event) {
    const box = /** @type {HTMLElement} */ (event.target).closest(".pixels");
    if (!box) return this.look(null);
    const { left, top, width, height } = box.getBoundingClientRect();
    const column = Math.floor(((event.clientX - left) / width) * SIDE);
    const row = Math.floor(((event.clientY - top) / height) * SIDE);
    const inside = [row, column].every((n) => n >= 0 && n < SIDE);
    this.look(inside ? row * SIDE + column : null);
  }

  /** A finger that is lifted has pointed; only a mouse goes away. @param {PointerEvent} event */
  leave({ pointerType }) {
    if (pointerType === "mouse") this.look(null);
  }

  /** @param {KeyboardEvent} event */
  move(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -SIDE, ArrowDown: SIDE }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = (this.at ?? (SIDE * SIDE) / 2 + SIDE / 2 - step) + step;
    if (next >= 0 && next < SIDE * SIDE) this.look(next);
  }
}

/** Return numbers as bytes, 128 for zero, over the largest. @param {number[]} numbers */
function scaled(numbers) {
  const most = Math.max(...numbers.map(Math.abs)) || 1;
  return Uint8Array.from(numbers, (n) => Math.round((127 * n) / most) + 128);
}

customElements.define("fr-product", FrProduct);
