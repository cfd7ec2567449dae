/**
 * <fr-rich>: a value's HTML in a sandboxed frame: no scripts run, nothing is fetched, and the page
 * around it is out of reach. A link opens in a tab of its own, which knows nothing of this page.
 */
import { trustedHtml } from "../../client/trusted-types.js";
import { drawSoon } from "../shared/draw-queue.js";
import { colour, onTheme } from "../shared/theme.js";

/** Inline styles and data: images only. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";
/** The greatest height in CSS pixels; above it the frame scrolls. */
const MAX_HEIGHT = 480;
/** How long a value must stay before it is drawn in the place of another, in milliseconds. */
const SETTLE_MS = 250;
/** Would lead the frame to another page by itself. */
const REFRESH = /<meta\b[^>]*http-equiv[^>]*>/gi;

class FrRich extends HTMLElement {
  #html = "";
  #settled = 0;
  #frame = document.createElement("iframe");
  #unsubscribe = () => {};

  /** @param {string} html */
  set html(html) {
    if (html === this.#html) return;
    this.#html = html;
    // A frame anew for each of many values would cost more than they are worth.
    clearTimeout(this.#settled);
    if (this.isConnected) this.#settled = window.setTimeout(() => this.#drawSoon(), SETTLE_MS);
  }

  connectedCallback() {
    this.#frame.title = "Value";
    // Same-origin, so that the page can measure it; without "allow-scripts" it cannot act itself.
    this.#frame.setAttribute(
      "sandbox",
      "allow-same-origin allow-popups allow-popups-to-escape-sandbox",
    );
    this.#frame.addEventListener("load", () => {
      if (!this.#frame.srcdoc) return;
      this.#guardLinks();
      this.#fit();
    });
    this.#drawSoon();
    this.#unsubscribe = onTheme(() => this.#drawSoon());
  }

  disconnectedCallback() {
    this.#unsubscribe();
  }

  /** A frame costs as much as a page. */
  #drawSoon() {
    drawSoon(this, () => this.#draw(), { apart: true });
  }

  #draw() {
    if (!this.#frame.isConnected) {
      // An empty page and its content in one go would hold the main thread too long.
      this.append(this.#frame);
      return this.#drawSoon();
    }
    const [ink, paper, line] = ["--ink", "--paper", "--line"].map(colour);
    this.#frame.srcdoc = trustedHtml(`<!doctype html><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="${POLICY}">
      <style>
        html { background: ${paper}; color: ${ink}; font: 13px/1.5 system-ui, sans-serif; }
        body { margin: 0; display: flow-root; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: 3px 10px; border-bottom: 1px solid ${line}; text-align: right; }
      </style>
      <base target="_blank">
      <body>${this.#html.replace(REFRESH, "")}`);
  }

  #guardLinks() {
    for (const link of this.#frame.contentDocument?.links ?? []) {
      link.target = "_blank";
      link.rel = "noopener noreferrer";
    }
  }

  #fit() {
    const inside = this.#frame.contentDocument?.body;
    const height = inside ? inside.offsetHeight : MAX_HEIGHT / 2;
    this.#frame.style.height = `${Math.min(height + 2, MAX_HEIGHT)}px`;
  }
}

customElements.define("fr-rich", FrRich);
