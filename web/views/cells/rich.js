/**
 * <fr-rich>: a value's HTML in a sandboxed frame: no scripts run, nothing is fetched, and the page
 * around it is out of reach.
 */
import { colour, onTheme } from "../shared/theme.js";

/** Inline styles and data: images only. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";
/** The greatest height in CSS pixels; above it the frame scrolls. */
const MAX_HEIGHT = 480;

class FrRich extends HTMLElement {
  html = "";
  #frame = document.createElement("iframe");
  #unsubscribe = () => {};

  connectedCallback() {
    this.#frame.title = "Value";
    // Same-origin, so that the page can measure it; without "allow-scripts" it cannot act itself.
    this.#frame.setAttribute("sandbox", "allow-same-origin");
    this.#frame.addEventListener("load", () => this.#fit());
    this.append(this.#frame);
    this.#draw();
    this.#unsubscribe = onTheme(() => this.#draw());
  }

  disconnectedCallback() {
    this.#unsubscribe();
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
    const height = inside ? inside.offsetHeight : MAX_HEIGHT / 2;
    this.#frame.style.height = `${Math.min(height + 2, MAX_HEIGHT)}px`;
  }
}

customElements.define("fr-rich", FrRich);
