/**
 * <fr-picture>: 28 by 28 bytes as a garment in ink on no ground at all, so that it lies on whatever
 * paper the theme has. Knows nothing of the page's state.
 */
import { onTheme, rgb } from "./theme.js";

const SIDE = 28;

/** 28 by 28 bytes on a canvas, painted anew when the theme changes. */
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
  set pixels(bytes) {
    if (bytes === this.shown) return;
    this.shown = bytes;
    if (this.isConnected) this.draw();
  }

  /** What it shows, for those who do not see it; empty where the words beside it say it already. @param {string} text */
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

/** Ink where the picture is bright, nothing where it is black. @param {Uint8Array} bytes */
export function garment(bytes) {
  const [r, g, b] = rgb("--ink");
  const image = new ImageData(SIDE, SIDE);
  for (let i = 0; i < SIDE * SIDE; i++) image.data.set([r, g, b, bytes[i]], i * 4);
  return image;
}

/**
 * 784 weights as bytes: 128 is none, above it adds, below it subtracts.
 * @param {Uint8Array} bytes
 */
export function weights(bytes) {
  const adds = rgb("--chalk");
  const subtracts = rgb("--thread");
  const image = new ImageData(SIDE, SIDE);
  for (let i = 0; i < SIDE * SIDE; i++) {
    const weight = bytes[i] - 128;
    const [r, g, b] = weight > 0 ? adds : subtracts;
    // Small weights are many and matter together: the curve lifts them out of the paper.
    image.data.set([r, g, b, 255 * Math.min(1, Math.abs(weight) / 127) ** 0.85], i * 4);
  }
  return image;
}

customElements.define("fr-picture", FrPicture);
