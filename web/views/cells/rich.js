/**
 * <fr-rich>: a value that shows itself as HTML. It is drawn in a frame where nothing can act: no script
 * runs there, nothing is fetched, and the page around it is out of reach. Knows HTML, not whose it is.
 */
import { colour, onTheme } from "../shared/theme.js";

/** It may bring its own look and pictures within itself, nothing else. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";
/** Higher than this it scrolls, in CSS pixels. */
const HIGHEST = 480;

class FrRich extends HTMLElement {
  html = "";
  #frame = document.createElement("iframe");
  #forget = () => {};

  connectedCallback() {
    this.#frame.title = "Value";
    // The page may look at it, to know how high it is; without "allow-scripts" it looks at nothing.
    this.#frame.setAttribute("sandbox", "allow-same-origin");
    this.#frame.addEventListener("load", () => this.#fit());
    this.append(this.#frame);
    this.#draw();
    this.#forget = onTheme(() => this.#draw());
  }

  disconnectedCallback() {
    this.#forget();
  }

  #draw() {
    const [ink, paper, line] = ["--ink", "--paper", "--line"].map(colour);
    this.#frame.srcdoc = `<!doctype html><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="${POLICY}">
      <style>
        html { background: ${paper}; color: ${ink}; font: 13px/1.5 system-ui, sans-serif; }
        body { margin: 0; display: flow-root; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: 3px 10px; border-bottom: 1px solid ${line}; text-align: right; }
      </style>
      <body>${this.html}`;
  }

  #fit() {
    const inside = this.#frame.contentDocument?.body;
    const height = inside ? inside.offsetHeight : HIGHEST / 2;
    this.#frame.style.height = `${Math.min(height + 2, HIGHEST)}px`;
  }
}

customElements.define("fr-rich", FrRich);
