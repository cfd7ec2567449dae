/**
 * <fr-network>: the network of the latest run, or of the settings before there is one.
 *
 * @import {Network} from "../../../protocol.js"
 * @import {State} from "../../../page/state.js"
 */
import { html, nothing } from "lit";
import { isRunning } from "../../../page/state.js";
import { count } from "../../../text/format.js";
import { drawSoon } from "../../shared/draw-queue.js";
import { foldClass, panelHeading } from "../../shared/headings.js";
import { onTheme } from "../../shared/theme.js";
import { classNames, View } from "../../shared/view.js";
import { drawNetwork, layoutNetwork } from "./network-drawing.js";
import { tiles } from "./tiles.js";

/** The least width of a column; a wider drawing scrolls. */
const COLUMN_WIDTH = 46;
/** With less between columns, a caption takes another line. */
const TIGHT = 84;

class FrNetwork extends View {
  constructor() {
    super();
    /** What the canvas shows. @type {any[]} */
    this.drawn = [];
    /** @type {() => void} */
    this.unsubscribe = () => {};
    this.size = { width: 0, height: 0 };
    this.watch = new ResizeObserver(([entry]) => {
      this.size = {
        width: Math.round(entry.contentRect.width),
        height: Math.round(entry.contentRect.height),
      };
      this.requestUpdate();
    });
  }

  connectedCallback() {
    super.connectedCallback();
    this.unsubscribe = onTheme(() => {
      this.drawn = [];
      this.requestUpdate();
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unsubscribe();
    this.watch.disconnect();
  }

  /** @param {State} state */
  view(state) {
    const network = shownNetwork(state);
    const trained = Boolean(network?.links);
    const names = classNames(state, state.recipe.classes);
    const words = trained
      ? "thicker lines count more; solid blue adds, dashed red subtracts"
      : "every line is a number to learn";
    return html`<section class="panel network ${foldClass(state, "network")}" aria-labelledby="network-head">
      ${panelHeading(state, "network", "Inside", words)}
      ${network ? this.drawing(network, names) : html`<div class="net-scroll"><div class="net-box"><p class="placeholder">The network is drawn here as soon as Python is ready.</p></div></div>`}
      ${network ? tiles(network, names) : nothing}
    </section>`;
  }

  /** @param {Network} network @param {string[]} names */
  drawing(network, names) {
    const { width, height } = this.size;
    const layout = width ? layoutNetwork(network, width, height) : null;
    const outputs = layout?.columns.at(-1);
    const gap = layout ? layout.columns[1].x - layout.columns[0].x : TIGHT;
    const about = network.columns.map((c, k) => `${count(c.units)} ${kind(network, k)}`).join(", ");
    return html`<div class="net-scroll" tabindex="0" role="group" aria-label="Drawing of the network">
      <div class="net-box ${gap < TIGHT ? "tight" : ""}" style="min-width:${network.columns.length * COLUMN_WIDTH + 140}px">
        <canvas role="img" aria-label=${`Network: ${about}`}></canvas>
        ${outputs ? outputs.y.map((y, i) => html`<span class="net-name" style="top:${y}px;left:${outputs.x + 14}px">${names[network.columns.at(-1)?.shown[i] ?? i]}</span>`) : nothing}
        ${layout ? network.columns.map((_, k) => caption(network, k, k === 0 ? layout.side / 2 : layout.columns[k].x)) : nothing}
      </div>
    </div>`;
  }

  updated() {
    const canvas = this.querySelector("canvas");
    if (!canvas || !this.state) return;
    this.watch.observe(canvas);
    const network = shownNetwork(this.state);
    const { size } = this;
    const { width, height } = size;
    const pixels = this.state.pictures?.images[0]?.pixels ?? null;
    const running = isRunning(this.state);
    const now = [canvas, network, pixels, width, height, running];
    if (!network || !width || now.every((thing, i) => thing === this.drawn[i])) return;
    this.drawn = now;
    drawSoon(canvas, () => drawOn(canvas, network, size, pixels), running);
  }
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Network} network
 * @param {{width: number, height: number}} size
 * @param {Parameters<typeof drawNetwork>[3]} pixels
 */
function drawOn(canvas, network, { width, height }, pixels) {
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(devicePixelRatio, devicePixelRatio);
  drawNetwork(context, network, layoutNetwork(network, width, height), pixels);
}

/** Return the run's network if it has the settings' layers, else the settings' own. @param {State} state */
function shownNetwork({ run, recipe, description }) {
  /** @param {State["recipe"]} r */
  const shape = ({ classes, layers, activation }) => JSON.stringify([classes, layers, activation]);
  if (run?.network && shape(run.recipe) === shape(recipe)) return run.network;
  return description?.network ?? null;
}

/** @param {Network} network @param {number} k */
function kind({ columns }, k) {
  return k === 0 ? "pixels" : columns[k].activation;
}

/** @param {Network} network @param {number} k @param {number} x */
function caption(network, k, x) {
  const { units, shown } = network.columns[k];
  const some = k > 0 && shown.length < units;
  return html`<p class="net-caption" style="left:${x}px">
    <b class="num">${some ? html`<small>${shown.length} of</small> ${count(units)}` : count(units)}</b><span>${kind(network, k)}</span>
  </p>`;
}

customElements.define("fr-network", FrNetwork);
