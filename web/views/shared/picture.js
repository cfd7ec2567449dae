/** <fr-picture>: a 28 by 28 picture in the text colour on a transparent background. */
import { onTheme, rgb } from "./theme.js";

const SIDE = 28;

/** 28 by 28 bytes on a canvas, repainted when the theme changes. */
export class BytePicture extends HTMLElement {
  /** @param {(bytes: Uint8Array) => ImageData} paint */
  constructor(paint) {
    super();
    this.paint = paint;
    /** @type {Uint8Array | null} */
    this.shown = null;
    this.canvas = document.createElement("canvas");
    this.canvas.width = this.canvas.height = SIDE;
    /** @type {() => void} */
    this.unsubscribe = () => {};
  }

  connectedCallback() {
    this.replaceChildren(this.canvas);
    this.unsubscribe = onTheme(() => this.draw());
    this.draw();
  }

  disconnectedCallback() {
    this.unsubscribe();
  }

  /** @param {Uint8Array | null} bytes */
  set pixels(bytes) {
    if (bytes === this.shown) return;
    this.shown = bytes;
    if (this.isConnected) this.draw();
  }

  /** The accessible name; empty for a picture described by the text beside it. @param {string} text */
  set label(text) {
    if (text) {
      this.canvas.setAttribute("role", "img");
      this.canvas.setAttribute("aria-label", text);
    } else {
      this.canvas.setAttribute("aria-hidden", "true");
    }
  }

  draw() {
    const context = this.canvas.getContext("2d");
    context?.clearRect(0, 0, SIDE, SIDE);
    if (this.shown) context?.putImageData(this.paint(this.shown), 0, 0);
  }
}

class FrPicture extends BytePicture {
  constructor() {
    super(garment);
  }
}

/** Text colour where the picture is bright, transparent where it is black. @param {Uint8Array} bytes */
export function garment(bytes) {
  const [r, g, b] = rgb("--ink");
  const image = new ImageData(SIDE, SIDE);
  for (let i = 0; i < SIDE * SIDE; i++) image.data.set([r, g, b, bytes[i]], i * 4);
  return image;
}

/**
 * 784 weights as bytes: 128 is zero, more is positive, less is negative.
 * @param {Uint8Array} bytes
 */
export function weights(bytes) {
  const adds = rgb("--chalk");
  const subtracts = rgb("--thread");
  const image = new ImageData(SIDE, SIDE);
  for (let i = 0; i < SIDE * SIDE; i++) {
    const weight = bytes[i] - 128;
    const [r, g, b] = weight > 0 ? adds : subtracts;
    // Small weights are many and matter together: the exponent raises their opacity.
    image.data.set([r, g, b, 255 * Math.min(1, Math.abs(weight) / 127) ** 0.85], i * 4);
  }
  return image;
}

customElements.define("fr-picture", FrPicture);
