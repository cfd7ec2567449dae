/**
 * <fitting-room>: the page inside somebody else's page, by one tag. A light poster until somebody
 * presses Start (or, with `autostart`, until it comes near the viewport), then a frame as high as its
 * content. Its attributes are the recipe's keys. Imports nothing of the page.
 */
import { Frame } from "./frame.js";
import { Poster } from "./poster.js";
import { mirror, upgrade } from "./properties.js";
import { SITE, UNKNOWN } from "./site.js";
import { roomOnSlide } from "./slide.js";
import { enter, leave } from "./turns.js";
import { asks, curlyQuotes, result, said } from "./words.js";

/** How near the viewport an `autostart` begins. */
const NEAR = { rootMargin: "200px", threshold: [0, 0.5, 1] };
const SILENT = {
  code: "frame-silent",
  message:
    "The page did not answer. Look whether its address opens in this network, then start again. If it does, its server forbids other sites to show it (X-Frame-Options), or this page forbids frames of it (frame-src).",
};
export class FittingRoom extends HTMLElement {
  static observedAttributes = [...Object.keys(__ATTRIBUTES__), "autostart"];
  /** One for all, so that of several in view the first ones start. */
  static #near = new IntersectionObserver((seen) => {
    for (const { isIntersecting, target } of seen) {
      if (isIntersecting) /** @type {FittingRoom} */ (target).#begin(true);
    }
  }, NEAR);

  #poster = new Poster(this.attachShadow({ mode: "open" }), () => this.#start());
  /** @type {Frame | null} */
  #frame = null;
  /** To be open, and to train: what an element that is moved in the document takes along. */
  #open = false;
  #train = false;
  /** An `autostart` starts once. */
  #started = false;
  #changed = false;
  #result = "";
  /** The conditions of the task in the frame. @type {{met: boolean}[]} */
  #goals = [];

  connectedCallback() {
    upgrade(this);
    const open = this.#open;
    this.#rest(SITE ? curlyQuotes(this) : UNKNOWN.message);
    if (open) this.#begin(false);
    this.#watch();
  }

  disconnectedCallback() {
    const open = this.#open;
    FittingRoom.#near.unobserve(this);
    this.#close();
    this.#open = open;
  }

  /** With this, `moveBefore` leaves the frame as it is. */
  connectedMoveCallback() {}

  attributeChangedCallback() {
    if (this.#changed) return;
    this.#changed = true;
    // Attributes that are set one after the other are one change.
    queueMicrotask(() => {
      this.#changed = false;
      if (!this.isConnected) return;
      if (this.#frame) this.#frame.follow(said(this));
      this.#poster.draw(said(this));
      this.#watch();
    });
  }

  /** Trains, and opens the page for it where that is still to do. */
  fit() {
    this.#train = true;
    if (this.#frame) this.#frame.fit(said(this));
    else if (this.isConnected) this.#begin(false);
    else this.#open = true;
  }

  /** What the button does. */
  #start() {
    this.#train = !asks(said(this));
    this.#begin(false);
  }

  /** Ends the run under way. */
  stop() {
    this.#frame?.send("stop");
  }

  /** Back to the settings that the attributes say, without results. */
  reset() {
    this.#train = false;
    this.#result = "";
    if (this.#frame) this.#frame.send("reset");
    else if (this.isConnected) this.#rest("");
  }

  /** Gives up its place to another one. */
  yieldPlace() {
    this.#rest("Set aside, so that another network can train.");
  }

  /** Whether somebody may be looking at it. */
  get inView() {
    const { top, bottom, left, right } = this.getBoundingClientRect();
    // A slide that is not shown lies beside or behind the one that is.
    const { visibility } = getComputedStyle(this);
    return (
      bottom > 0 && top < innerHeight && right > 0 && left < innerWidth && visibility === "visible"
    );
  }

  /** @param {boolean} polite Takes no place of one that somebody may be looking at. */
  #begin(polite) {
    if (!SITE) return this.#fail(UNKNOWN);
    if (this.#frame || !enter(this, polite)) return;
    if (polite) this.#train = !asks(said(this));
    this.#open = true;
    this.#started = true;
    FittingRoom.#near.unobserve(this);
    this.#poster.busy();
    this.#frame = new Frame(this.#poster.stage, {
      site: SITE,
      said: said(this),
      run: this.#train,
      title: this.title || this.#poster.title,
      hear: (type, detail) => this.#hear(type, detail),
    });
  }

  /** @param {string} type @param {any} detail */
  #hear(type, detail) {
    if (type === "resize") return this.#show(detail.height);
    if (type === "used") return enter(this, false);
    if (type === "silent") return this.#fail(SILENT);
    if (type !== "ready") enter(this, false);
    if (type === "done") this.#result = result(detail);
    this.#tell(type, detail);
    if (type === "task") this.#follow(detail.goals);
  }

  /** Tell which conditions have come true, or are true no more, since they were told last. @param {{met: boolean}[]} goals */
  #follow(goals) {
    goals.forEach((goal, i) => {
      if (goal.met !== (this.#goals[i] ?? goal).met) this.#tell("goal", goal);
    });
    this.#goals = goals;
  }

  /** @param {string} type @param {object} detail */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** @param {number} height That the page needs. */
  #show(height) {
    const room = roomOnSlide(this) ?? height;
    this.#poster.show(Math.min(height, room));
    // Has reveal.js centre the slide anew.
    if (room < height) dispatchEvent(new Event("resize"));
  }

  /** @param {{code: string, message: string}} detail */
  #fail(detail) {
    this.#rest(detail.message);
    this.#tell("failed", detail);
  }

  /** @param {string} note */
  #rest(note) {
    this.#close();
    this.#poster.rest(said(this), note, this.#result);
  }

  #close() {
    this.#frame?.close();
    this.#frame = null;
    this.#open = false;
    leave(this);
  }

  #watch() {
    FittingRoom.#near.unobserve(this);
    if (this.hasAttribute("autostart") && !this.#started) FittingRoom.#near.observe(this);
  }
}

mirror(FittingRoom.prototype);
// A page may load this file twice, from two addresses.
if (!customElements.get("fitting-room")) customElements.define("fitting-room", FittingRoom);
