/**
 * <fr-pad>: 28 by 28 pixels to draw on with a pointer, a pen or the arrow keys. Dispatches "draw" with
 * the picture while a stroke grows, and "drawn" once it has ended.
 *
 * @import {Dab} from "./raster.js"
 * @typedef {"brush" | "eraser" | "fill"} Tool
 */
import { html, LitElement } from "lit";
import "../../shared/picture.js";
import { blank, filled, SIDE, withLine, withPixel } from "./raster.js";

/** What a pen's pressure makes of the radius, at the least and at the most. */
const PRESSURE = [0.5, 1.5];
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

class FrPad extends LitElement {
  static properties = {
    pixels: { attribute: false },
    tool: { attribute: false },
    radius: { attribute: false },
    at: { state: true },
  };

  constructor() {
    super();
    /** @type {Uint8Array} */
    this.pixels = blank();
    /** @type {Tool} */
    this.tool = "brush";
    this.radius = 1;
    /** Where the keyboard's cursor is; null while there is none. @type {{x: number, y: number} | null} */
    this.at = null;
    /** The last dab of the stroke under way. @type {Dab | null} */
    this.last = null;
  }

  createRenderRoot() {
    return this;
  }

  render() {
    const { at } = this;
    return html`<div class="pad" tabindex="0" role="application" aria-label="Drawing pad of 28 by 28 pixels" aria-describedby="pad-keys" @pointerdown=${this.begin} @pointermove=${this.go} @pointerup=${this.end} @pointercancel=${this.end} @keydown=${this.press} @focus=${this.enter} @blur=${this.leave}>
        <fr-picture .pixels=${this.pixels} .label=${"Your drawing"}></fr-picture>
        ${at ? html`<i class="pixel-mark" style="--row:${at.y};--column:${at.x}"></i>` : ""}
      </div>
      <p class="visually-hidden" id="pad-keys">The arrow keys move the cursor, space draws with the chosen tool, Shift with an arrow key draws on the way.</p>
      <p class="visually-hidden" role="status">${at ? this.words(at) : ""}</p>`;
  }

  /** @param {{x: number, y: number}} at */
  words({ x, y }) {
    return `Row ${y + 1}, column ${x + 1}: ${this.pixels[y * SIDE + x] > 127 ? "ink" : "empty"}`;
  }

  /** @param {PointerEvent} event */
  begin(event) {
    if (event.button !== 0) return;
    this.at = null;
    const dab = this.dab(event);
    if (this.tool === "fill") return this.fill(dab);
    /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
    this.line(dab, dab);
    this.last = dab;
  }

  /** @param {PointerEvent} event */
  go(event) {
    if (!this.last) return;
    // What the device has measured since the last frame, where the browser tells.
    const all = event.getCoalescedEvents?.() ?? [];
    for (const each of all.length > 0 ? all : [event]) {
      const dab = this.dab(each);
      this.line(this.last, dab);
      this.last = dab;
    }
  }

  end() {
    if (!this.last) return;
    this.last = null;
    this.emit("drawn");
  }

  /** @param {PointerEvent} event @returns {Dab} */
  dab({ clientX, clientY, pressure, pointerType }) {
    const box = /** @type {HTMLElement} */ (this.querySelector("fr-picture"));
    const { left, top, width, height } = box.getBoundingClientRect();
    const [least, most] = PRESSURE;
    const force = pointerType === "pen" ? least + (most - least) * pressure : 1;
    return {
      x: ((clientX - left) / width) * SIDE,
      y: ((clientY - top) / height) * SIDE,
      radius: this.radius * force,
    };
  }

  /** @param {Dab} from @param {Dab} to */
  line(from, to) {
    this.pixels = withLine(this.pixels, from, to, this.tool === "eraser");
    this.emit("draw");
  }

  /** @param {{x: number, y: number}} place */
  fill({ x, y }) {
    const [column, row] = [x, y].map((n) => Math.min(SIDE - 1, Math.max(0, Math.floor(n))));
    this.pixels = filled(this.pixels, row * SIDE + column);
    this.emit("draw");
    this.emit("drawn");
  }

  enter() {
    // A pointer that presses the pad draws; the cursor is for keys.
    if (this.querySelector(".pad:focus-visible")) this.at ??= { x: SIDE / 2, y: SIDE / 2 };
  }

  leave() {
    this.at = null;
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const at = this.at ?? { x: SIDE / 2, y: SIDE / 2 };
    const step = STEPS[/** @type {keyof typeof STEPS} */ (event.key)];
    if (!step && event.key !== " ") return;
    event.preventDefault();
    if (step) {
      const [x, y] = [at.x + step[0], at.y + step[1]];
      if (Math.min(x, y) >= 0 && Math.max(x, y) < SIDE) this.at = { x, y };
    } else this.at = at;
    if (!step || event.shiftKey) this.dot(/** @type {{x: number, y: number}} */ (this.at ?? at));
  }

  /** @param {{x: number, y: number}} at */
  dot({ x, y }) {
    if (this.tool === "fill") return this.fill({ x, y });
    const middle = { x: x + 0.5, y: y + 0.5, radius: this.radius };
    const erase = this.tool === "eraser";
    this.pixels =
      this.radius < 1
        ? withPixel(this.pixels, y * SIDE + x, erase)
        : withLine(this.pixels, middle, middle, erase);
    this.emit("draw");
    this.emit("drawn");
  }

  /** @param {"draw" | "drawn"} type */
  emit(type) {
    this.dispatchEvent(new CustomEvent(type, { detail: this.pixels }));
  }
}

customElements.define("fr-pad", FrPad);
