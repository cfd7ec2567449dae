/**
 * <fr-network>: the network of the latest run, or of the settings before there is one; a picture's way
 * through it, and its units, each of which can be chosen.
 *
 * @import {Network, Picture, Recipe} from "../../../protocol.js"
 * @import {Outcome} from "../../../page/actions.js"
 * @import {State} from "../../../page/state.js"
 * @import {Layout} from "./network-drawing.js"
 */

import { html, nothing } from "lit";
import { shownNetwork, showsRun } from "../../../page/inside.js";
import { likeliest } from "../../../page/likeliest.js";
import { isRunning } from "../../../page/state.js";
import { count, percent } from "../../../text/format.js";
import { drawSoon } from "../../shared/draw-queue.js";
import { foldClass, panelHeading } from "../../shared/headings.js";
import { onTheme } from "../../shared/theme.js";
import { classNames, View } from "../../shared/view.js";
import "./epochs.js";
import { drawNetwork, layoutNetwork, litUnits } from "./network-drawing.js";
import { tiles } from "./tiles.js";

/** The least width of a column; a wider drawing scrolls. */
const COLUMN_WIDTH = 36;
/** With less between columns, a caption takes another line. */
const TIGHT = 84;
/** What the lines of the drawing are. */
const UNTRAINED_LINES = "its lines are the numbers to learn";
const TRAINED_LINES = "thicker lines count more; solid blue adds, dashed red subtracts";

class FrNetwork extends View {
  constructor() {
    super();
    /** What the canvas shows. @type {any[]} */
    this.drawn = [];
    /** @type {() => void} */
    this.unsubscribe = () => {};
    this.size = { width: 0, height: 0 };
    /** Where everything lies, of names and lines alike. @type {Layout | null} */
    this.layout = null;
    /** The template of the cards, once there is something to put on them. @type {typeof import("../inside/cards.js")["cards"] | null} */
    this.cards = null;
    /** The cards that were asked for last; they come into sight when they are there. */
    this.asked = "false";
    this.awaited = false;
    /** What had the focus when they were asked for. @type {Element | null} */
    this.asker = null;
    /** What a network that has learned nothing says of a picture. @type {{of: Picture, recipe: Recipe, shares: number[]} | null} */
    this.guess = null;
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
    const names = classNames(state, state.recipe, showsRun(state) ? state.run : null);
    const lines = trained ? TRAINED_LINES : UNTRAINED_LINES;
    return html`<section class="panel network ${foldClass(state, "network")}" aria-labelledby="network-head">
      ${panelHeading(state, "network", "Inside", state.embed ? lines : "what its units look for, and how they are connected")}
      ${this.tiles(state, network, names)}
      <p class="field-help net-lines">${[UNTRAINED_LINES, TRAINED_LINES].map((each) => html`<span class=${each === lines ? "" : "unseen"}>The network: ${each}.</span>`)}</p>
      ${network ? this.drawing(state, network, names) : html`<div class="net-scroll"><div class="net-box"><p class="placeholder">The network is drawn here as soon as Python is ready.</p></div></div>`}
      <fr-epochs .state=${state}></fr-epochs>
      ${showsRun(state) ? this.ways(state, names) : nothing}
    </section>`;
  }

  /** @param {State} state @param {Network} network @param {string[]} names */
  drawing(state, network, names) {
    const { width, height } = this.size;
    const layout = width ? layoutNetwork(network, names, width, height) : null;
    this.layout = layout;
    const gap = layout ? layout.columns[1].x - layout.columns[0].x : TIGHT;
    const about = network.columns.map((c, k) => `${count(c.units)} ${kind(network, k)}`).join(", ");
    return html`<div class="net-scroll" tabindex="0" role="group" aria-label="Drawing of the network">
      <div class="net-box ${gap < TIGHT ? "tight" : ""}" style="min-width:${network.columns.length * COLUMN_WIDTH + 124}px;--drawn:${width || 640}">
        <canvas role="img" aria-label=${`Network: ${about}`}></canvas>
        ${layout ? this.outputs(state, network, names, layout) : nothing}
        ${layout && showsRun(state) && network.links ? this.units(state, network, names, layout) : nothing}
        ${layout ? network.columns.map((_, k) => caption(network, k, k === 0 ? layout.side / 2 : layout.columns[k].x)) : nothing}
      </div>
    </div>
    <div class="net-words">
      <p><span class=${network.links ? "" : "unseen"}>${drawnLines(network)}</span><span class=${network.links ? "unseen" : ""}>Fit gives every line its weight.</span></p>
      <div>${this.why(state, names)}</div>
    </div>`;
  }

  /** @param {State} state @param {string[]} names */
  why(state, names) {
    if (!state.run) return this.untrained(state, names);
    const { trace, why } = state.inside;
    const shares = (showsRun(state) && trace?.activations.at(-1)) || [];
    const answer = shares.length > 0 ? names[likeliest(shares)] : "that";
    return html`<button class="button small" aria-expanded=${why} ?disabled=${shares.length === 0} @click=${() => this.act({ type: "look", changes: { why: !why } })}>Why does it say ${answer}?</button>`;
  }

  /** It can answer before it has learned anything, and says so. @param {State} state @param {string[]} names */
  untrained(state, names) {
    const guess = this.guessed(state);
    if (guess)
      return html`<span role="status">Untrained, it says <b>${names[likeliest(guess.shares)]}</b>: only a guess.</span>`;
    return html`<button class="button small" ?disabled=${state.phase !== "ready" || !entering(state)} @click=${() => this.ask(state)}>What does it say untrained?</button>`;
  }

  /** The guess for the picture and the settings that are shown. @param {State} state */
  guessed(state) {
    const { guess } = this;
    const of = entering(state);
    if (!guess || !of || guess.recipe !== state.recipe) return null;
    // The same picture comes twice: as a preview, and from Python.
    return guess.of.pixels.every((pixel, at) => pixel === of.pixels[at]) ? guess : null;
  }

  /** @param {State} state */
  ask(state) {
    const { recipe } = state;
    const of = entering(state);
    if (!of) return;
    const question = { type: /** @type {const} */ ("answer"), recipe, pixels: [...of.pixels] };
    /** @param {Outcome} outcome */
    const resolve = ({ value }) => {
      if (!value || !("probabilities" in value)) return;
      this.guess = { of, recipe, shares: value.probabilities };
      this.requestUpdate();
    };
    this.act({ type: "ask", question, resolve });
  }

  /** The classes' names, each with its probability for the chosen picture. @param {State} state @param {Network} network @param {string[]} names @param {Layout} layout */
  outputs(state, network, names, layout) {
    const { x, y } = layout.columns[layout.columns.length - 1];
    const { shown } = network.columns[network.columns.length - 1];
    const shares = showsRun(state)
      ? state.inside.trace?.activations.at(-1)
      : this.guessed(state)?.shares;
    return y.map(
      (top, i) =>
        html`<span class="net-name" style="top:${top}px;left:${x + 14}px;max-width:calc(100% - ${x + 14}px)"><span title=${names[shown[i]] ?? nothing}>${names[shown[i]] ?? shown[i]}</span>${shares ? html` <small class="num">${percent(shares[shown[i]])}</small>` : nothing}</span>`,
    );
  }

  /** A button on each unit; the arrow keys lead from one to the next. @param {State} state @param {Network} network @param {string[]} names @param {Layout} layout */
  units(state, network, names, layout) {
    const { unit: chosen } = state.inside;
    const columns = network.columns.slice(1);
    const last = columns.length - 1;
    return html`<div class="net-units" role="group" aria-label="Units of the network" @keydown=${move}>
      ${columns.map(({ shown }, k) =>
        shown.map((unit, i) => {
          const pressed = chosen?.layer === k && chosen.unit === unit;
          const { x, y, radius } = layout.columns[k + 1];
          const name = k === last ? `Output for ${names[unit]}` : `Unit ${unit} of layer ${k + 1}`;
          const first = k === 0 && i === 0;
          return html`<button data-layer=${k} data-place=${i} style="left:${x}px;top:${y[i]}px;--size:${2 * radius}px" aria-label=${name} aria-pressed=${pressed} tabindex=${(chosen ? pressed : first) ? 0 : -1} @click=${() => this.choose(k, unit)}></button>`;
        }),
      )}
    </div>`;
  }

  /** @param {State} state @param {Network | null} network @param {string[]} names */
  tiles(state, network, names) {
    const { raw, unit } = state.inside;
    return tiles(network, names, {
      recipe: state.recipe,
      raw,
      chosen: unit?.layer === 0 ? unit.unit : null,
      showRaw: (value) => this.act({ type: "look", changes: { raw: value } }),
      choose: (index) => this.choose(0, index),
    });
  }

  /** @param {State} state @param {string[]} names */
  ways(state, names) {
    const { votes, sum, card } = state.inside;
    if (!votes && !sum && !card) return nothing;
    if (!this.cards)
      import("../inside/cards.js").then(
        (module) => {
          this.cards = module.cards;
          this.requestUpdate();
        },
        () => {}, // Without network: the next look asks again.
      );
    return this.cards?.(state, names, {
      choose: (layer, unit) => this.choose(layer, unit),
      close: () => this.act({ type: "look", changes: { unit: null } }),
      closeWhy: () => this.act({ type: "look", changes: { why: false, unit: null } }),
    });
  }

  /** Choose a unit; the one that is chosen is let go. @param {number} layer @param {number} unit */
  choose(layer, unit) {
    const { unit: chosen, picture } = /** @type {State} */ (this.state).inside;
    const same = chosen?.layer === layer && chosen.unit === unit;
    const shown = picture ?? { part: /** @type {const} */ ("test"), index: 0 };
    this.act({
      type: "look",
      changes: { unit: same ? null : { layer, unit }, picture: shown },
    });
  }

  /** Bring the card that was asked for into sight: on a phone it stands below the window, or above it if a card asked. */
  reveal() {
    const { unit, why, card, votes } = /** @type {State} */ (this.state).inside;
    const asked = unit ? `${unit.layer}/${unit.unit}` : String(why);
    if (asked !== this.asked) {
      // A unit that is let go leads nowhere: the votes may have been open before it.
      this.awaited = Boolean(unit) || (why && this.asked === "false");
      this.asker = document.activeElement;
    }
    this.asked = asked;
    const ways = this.querySelectorAll(".way");
    if (!this.awaited || !(unit ? card : votes) || ways.length === 0) return;
    this.awaited = false;
    const way = /** @type {HTMLElement} */ (unit ? ways[0] : ways[ways.length - 1]);
    const { top } = way.getBoundingClientRect();
    if (top >= 0 && top <= innerHeight / 2) return;
    way.scrollIntoView({ block: "start" });
    // The keys go on from there, not from what is out of sight now, unless they have gone on already.
    if (document.activeElement === this.asker)
      way.querySelector("h3")?.focus({ preventScroll: true });
  }

  updated() {
    if (this.state) this.reveal();
    const canvas = /** @type {HTMLCanvasElement | null} */ (this.querySelector(".net-box canvas"));
    if (!canvas || !this.state) return;
    this.watch.observe(canvas);
    const { state, size, layout } = this;
    const network = shownNetwork(state);
    const { trace, unit } = state.inside;
    const followed = showsRun(state) ? trace : null;
    const pixels = followed?.picture.pixels ?? entering(state)?.pixels ?? null;
    const running = isRunning(state);
    const where = JSON.stringify(layout);
    const now = [canvas, network, pixels, where, running, followed, unit];
    if (!network || !layout || now.every((thing, i) => thing === this.drawn[i])) return;
    this.drawn = now;
    const lit = followed ? litUnits(network, followed) : null;
    drawSoon(canvas, () => drawOn(canvas, network, { ...size, layout }, { pixels, lit, unit }), {
      seen: running,
    });
  }
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Network} network
 * @param {{width: number, height: number, layout: Layout}} place
 * @param {Parameters<typeof drawNetwork>[3]} shown
 */
function drawOn(canvas, network, { width, height, layout }, shown) {
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(devicePixelRatio, devicePixelRatio);
  drawNetwork(context, network, layout, shown);
}

/** Return the picture that enters a network that has not been trained: the one that was looked at last, or the first. @param {State} state */
function entering({ entered, pictures }) {
  return entered ?? pictures?.images[0] ?? null;
}

/** Move the focus between units with the arrow keys. @param {KeyboardEvent} event */
function move(event) {
  const steps = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  const step = steps[/** @type {keyof typeof steps} */ (event.key)];
  const from = /** @type {HTMLElement} */ (event.target).dataset;
  if (!step || from.layer === undefined) return;
  event.preventDefault();
  const box = /** @type {HTMLElement} */ (event.currentTarget);
  const layer = Number(from.layer) + step[0];
  const column = /** @type {HTMLElement[]} */ ([
    ...box.querySelectorAll(`[data-layer="${layer}"]`),
  ]);
  const place = Math.max(0, Math.min(column.length - 1, Number(from.place) + step[1]));
  column[place]?.focus();
}

/** "140 lines for 7,840 weights". @param {Network} network */
function drawnLines({ columns }) {
  const all = columns.slice(1).reduce((sum, { units }, k) => sum + columns[k].units * units, 0);
  const drawn = columns
    .slice(1)
    .reduce((sum, { shown }, k) => sum + columns[k].shown.length * shown.length, 0);
  const some = columns.some(({ units, shown }, k) => k > 0 && shown.length < units);
  return `${count(drawn)} lines stand for ${count(all)} weights: those of the picture in bands of two rows${some ? ", and some of the units, evenly spread" : ""}. Choose a unit to see what it does.`;
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
