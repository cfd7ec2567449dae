/**
 * <fr-own>: a picture of the learner's own: drawn, dropped, pasted or chosen; how it becomes 28 by 28;
 * what the network says of it while it is drawn; and the training pictures nearest to it.
 *
 * @import {LensView, Neighbours, OwnAnswer} from "../../../protocol.js"
 * @import {Question} from "../../../page/actions.js"
 * @import {State} from "../../../page/state.js"
 * @import {Tool} from "./pad.js"
 */
import { html, nothing } from "lit";
import { showsRun } from "../../../page/inside.js";
import { likeliest } from "../../../page/likeliest.js";
import { isRunning } from "../../../page/state.js";
import { choice } from "../../shared/controls.js";
import { probabilityTable } from "../../shared/probabilities.js";
import { View } from "../../shared/view.js";
import { strip } from "./lens-strip.js";
import { nearest } from "./nearest.js";
import "./fool.js";
import "./pad.js";
import "./to-set.js";
import { blank, isBlank } from "./raster.js";
import { INVITATIONS, STENCILS } from "./stencils.js";
import "./styles/draw.late.css";

const TOOLS = /** @type {const} */ ([
  { value: "brush", text: "Brush" },
  { value: "eraser", text: "Eraser" },
  { value: "fill", text: "Fill" },
]);
const BRUSHES = /** @type {const} */ ([
  { value: 0.5, text: "Fine" },
  { value: 1.2, text: "Medium" },
  { value: 2.5, text: "Broad" },
]);
const WAYS = /** @type {const} */ ([
  { value: "garment", text: "Like Fashion-MNIST" },
  { value: "digit", text: "Like MNIST’s digits" },
]);
const NEIGHBOURS = 5;
/** Strokes that can be undone. */
const UNDO = 50;
/** How long the pad must rest before the rest of the page follows it, in milliseconds. */
const REST = 250;
const MOST_BYTES = 40e6;
const TOO_LARGE = "The file has more than 40 MB. Save it smaller.";
const UNREADABLE = "The file cannot be read any more. Choose it again.";
const KINDS = "image/png,image/jpeg,image/webp,image/gif,image/bmp";

class FrOwn extends View {
  static properties = {
    ...View.properties,
    pixels: { state: true },
    tool: { state: true },
    radius: { state: true },
    chosenWay: { state: true },
    answer: { state: true },
    lens: { state: true },
    near: { state: true },
    problem: { state: true },
    reading: { state: true },
    camera: { state: true },
  };

  constructor() {
    super();
    /** @type {Uint8Array} */
    this.pixels = blank();
    /** @type {Tool} */
    this.tool = "brush";
    /** @type {number} */
    this.radius = 1.2;
    /** How a picture is made 28 by 28; null: as the network's set was. @type {"garment" | "digit" | null} */
    this.chosenWay = null;
    /** What the network says, and of which pixels. @type {{answer: OwnAnswer, of: Uint8Array} | null} */
    this.answer = null;
    /** @type {LensView | null} */
    this.lens = null;
    /** The nearest pictures, and to which network. @type {{found: Neighbours, network: unknown} | null} */
    this.near = null;
    /** What went wrong with the last picture. */
    this.problem = "";
    /** Counts what was done to the picture: a reply to anything but the latest is out of date. */
    this.turn = 0;
    /** The turn in which a picture is read. */
    this.reading = 0;
    /** Whether the camera is on, after a press. */
    this.camera = false;
    /** Pictures before each change, the latest last. @type {Uint8Array[]} */
    this.earlier = [];
    /** The picture as the last stroke left it. @type {Uint8Array} */
    this.settled = this.pixels;
    /** What changed pixels are counted from: the last stencil or picture, or an empty pad. @type {Uint8Array} */
    this.start = this.pixels;
    /** The last file, for another way or inversion. @type {Uint8Array | null} */
    this.content = null;
    this.asking = false;
    this.outdated = false;
    this.rest = 0;
    /** The network that was asked. @type {unknown} */
    this.asked = null;
    this.onPaste = (/** @type {ClipboardEvent} */ event) => this.paste(event);
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("paste", this.onPaste);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("paste", this.onPaste);
    clearTimeout(this.rest);
  }

  /** @param {State} state */
  view(state) {
    const empty = isBlank(this.pixels);
    return html`<div class="own" @dragover=${this.over} @drop=${this.drop}>
      <fr-pad .pixels=${this.pixels} .tool=${this.tool} .radius=${this.radius} @draw=${(/** @type {CustomEvent<Uint8Array>} */ e) => this.drawn(e.detail, false)} @drawn=${(/** @type {CustomEvent<Uint8Array>} */ e) => this.drawn(e.detail, true)}></fr-pad>
      <div class="own-answer" style="--rows:${(showsRun(state) && state.run ? state.run : state).recipe.classes}">${empty ? this.invitation(state) : this.said(state)}</div>
      <div class="own-tools">
        ${choice({ name: "own-tool", label: "Tool", value: this.tool, options: TOOLS, report: (tool) => (this.tool = tool) })}
        ${choice({ name: "own-brush", label: "Size of the brush", value: this.radius, options: BRUSHES, report: (/** @type {number} */ radius) => (this.radius = radius) })}
        <div class="own-buttons">
          <button class="button small" ?disabled=${this.earlier.length === 0} @click=${this.undo}>Undo</button>
          <button class="button small" ?disabled=${empty} @click=${() => this.replace(blank())}>Clear</button>
          <button class="button small" ?disabled=${empty} @click=${this.fit}>Fit and centre</button>
        </div>
        ${this.stencils(state)}
        <fr-fool .pixels=${this.pixels} .start=${this.start} .answer=${this.answer} .network=${this.asked} .trained=${showsRun(state) && !isRunning(state)} @again=${(/** @type {CustomEvent<Uint8Array>} */ e) => this.again(e.detail)}></fr-fool>
      </div>
      <fr-to-set .state=${state} .pixels=${this.pixels} @fr-added=${() => this.replace(blank())}></fr-to-set>
      ${this.bring()}
      ${this.lens ? strip(this.lens, (invert) => this.look(invert)) : nothing}
      ${this.near && !empty ? nearest(this.near.found, this.near.network !== this.asked) : nothing}
    </div>`;
  }

  /** @returns {"garment" | "digit"} */
  get way() {
    return this.chosenWay ?? (this.state?.recipe.data === "digits" ? "digit" : "garment");
  }

  /** @param {State} state */
  stencils({ recipe, inside }) {
    const index = inside.picture?.part === "test" ? inside.picture.index : 0;
    return html`<div class="own-buttons" role="group" aria-label="Start from">
      ${STENCILS[recipe.data].map(({ name, draw }) => html`<button class="button small" @click=${() => this.replace(draw())}>${name}</button>`)}
      <button class="button small" @click=${() => this.startFromTest(index)}>Test picture ${index}</button>
    </div>`;
  }

  /** @param {number} start Which picture of the test set. */
  async startFromTest(start) {
    const { recipe } = /** @type {State} */ (this.state);
    const found = await this.question({ type: "images", recipe, part: "test", start, count: 1 });
    if (found) this.replace(Uint8Array.from(found.images[0].pixels));
  }

  /** @param {State} state */
  invitation({ recipe }) {
    return html`<p class="placeholder">${INVITATIONS[recipe.data]} The network’s answer comes here. Nothing of it leaves this device.</p>`;
  }

  /** @param {State} state */
  said(state) {
    if (!this.answer)
      return html`<p class="placeholder">${state.phase === "booting" ? "Python is getting ready." : "The network is asked."}</p>`;
    const { answer } = this.answer;
    const { probabilities, class_names } = answer;
    // Python's None arrives as undefined.
    const epoch = answer.epoch ?? null;
    const top = likeliest(probabilities);
    const words =
      epoch === null
        ? "It has not been trained yet, so this is a guess. Press Fit, and ask again."
        : `The network after epoch ${epoch}.`;
    return html`<h3>${class_names[top]}</h3>
      <p class="subtitle">${words}</p>
      ${probabilityTable("How sure it is of each class", class_names, probabilities, top)}
      ${epoch === null ? nothing : html`<button class="button small" aria-expanded=${state.inside.why && state.inside.picture?.part === "own"} @click=${this.why}>Why? Look inside</button>`}`;
  }

  bring() {
    return html`<div class="own-bring">
      <label class="button small">Choose a picture<input class="visually-hidden" type="file" accept=${KINDS} @change=${this.choose}></label>
      <button class="button small" ?disabled=${this.camera} @click=${this.openCamera}>Camera</button>
      ${this.camera ? html`<fr-camera @photo=${(/** @type {CustomEvent<Uint8Array>} */ e) => this.photo(e.detail)} @closed=${(/** @type {CustomEvent<string>} */ e) => this.closeCamera(e.detail)}></fr-camera>` : nothing}
      ${choice({
        name: "own-way",
        label: "How it is made 28 by 28",
        value: this.way,
        options: WAYS,
        report: (way) => {
          this.chosenWay = way;
          if (this.content) this.look(null);
        },
      })}
      <p class="field-help">Or drop it here, or paste it. It is read in this browser and goes nowhere.</p>
      ${this.reading && this.reading === this.turn ? html`<p class="field-help" role="status">The picture is being read.</p>` : nothing}
      ${this.problem ? html`<p class="field-problem" role="alert">${this.problem}</p>` : nothing}
    </div>`;
  }

  /** Another network answers differently. */
  updated() {
    const { state } = this;
    if (!state) return;
    // Read with the pad empty as well: what has never been read is not followed.
    const { run, recipe, inside, phase, own: _ } = state;
    if (isBlank(this.pixels) || phase === "booting") return;
    const network = run?.network
      ? `${run.run_id} ${run.history.loss?.length} ${inside.epoch}`
      : recipe;
    const idle = isRunning(state) ? "" : state.phase;
    const now = `${JSON.stringify(network)} ${idle}`;
    if (now === this.asked) return;
    this.asked = now;
    this.ask();
    this.follow();
  }

  /** @param {Uint8Array} pixels @param {boolean} ended */
  drawn(pixels, ended) {
    this.turn++;
    this.pixels = pixels;
    this.near = null;
    this.ask();
    if (!ended) return;
    this.remember();
    this.follow();
  }

  /** Keep the picture before this change for Undo. */
  remember() {
    if (this.settled === this.pixels) return;
    this.earlier = [...this.earlier, this.settled].slice(-UNDO);
    this.settled = this.pixels;
  }

  undo() {
    const before = this.earlier.at(-1);
    if (!before) return;
    this.earlier = this.earlier.slice(0, -1);
    this.settled = before;
    this.show(before);
  }

  /** Put another picture in place of this one; Undo brings it back. @param {Uint8Array} pixels */
  replace(pixels) {
    this.start = pixels;
    this.lens = null;
    this.content = null;
    this.problem = "";
    this.show(pixels);
    this.remember();
  }

  /** Go back to a picture within what was drawn from it. @param {Uint8Array} pixels */
  again(pixels) {
    this.show(pixels);
    this.remember();
  }

  /** @param {Uint8Array} pixels */
  show(pixels) {
    this.turn++;
    this.pixels = pixels;
    this.near = null;
    this.answer = null;
    this.ask();
    this.follow();
  }

  /** Ask what the network says; what is drawn in the meantime is asked once more. */
  async ask() {
    this.outdated = true;
    const { state } = this;
    if (this.asking || !state || state.phase === "booting" || isBlank(this.pixels)) return;
    this.asking = true;
    while (this.outdated && !isBlank(this.pixels)) {
      this.outdated = false;
      const { recipe, inside } = /** @type {State} */ (this.state);
      const at = inside.epoch === null ? {} : { epoch: inside.epoch };
      const { pixels } = this;
      const answer = await this.question({ type: "answer", recipe, pixels: [...pixels], ...at });
      this.answer = answer && { answer, of: pixels };
    }
    this.asking = false;
  }

  /** Once the pad rests, Inside shows this picture if it did before, and the nearest ones are found. */
  follow() {
    clearTimeout(this.rest);
    this.rest = window.setTimeout(() => {
      const { state } = this;
      if (!state || isBlank(this.pixels)) return;
      if (state.inside.picture?.part === "own") this.inside({});
      if (showsRun(state) && !isRunning(state) && state.run?.history.loss) this.findNearest();
    }, REST);
  }

  async findNearest() {
    const { pixels, asked: network } = this;
    const found = await this.question({ type: "nearest", pixels: [...pixels], count: NEIGHBOURS });
    if (pixels === this.pixels) this.near = found && { found, network };
  }

  why() {
    this.inside({ why: true, unit: null });
    document.querySelector("fr-network")?.scrollIntoView({ block: "start" });
  }

  /** @param {{why?: boolean, unit?: null}} changes */
  inside(changes) {
    const picture = { part: /** @type {const} */ ("own"), index: 0, pixels: [...this.pixels] };
    this.act({ type: "look", changes: { picture, ...changes } });
  }

  /** What was drawn goes through the same steps as a picture. */
  fit() {
    this.content = null;
    return this.through({ pixels: [...this.pixels] }, false);
  }

  /** The same file once more. @param {boolean | null} invert */
  look(invert) {
    if (this.content) return this.through({ content: this.content }, invert);
  }

  /** @param {{content: Uint8Array} | {pixels: number[]}} source @param {boolean | null} invert */
  async through(source, invert) {
    this.problem = "";
    const turn = ++this.turn;
    this.reading = turn;
    const lens = await this.question({ type: "lens", way: this.way, invert, ...source });
    if (turn !== this.turn) return;
    this.reading = 0;
    if (!lens) return;
    this.lens = lens;
    this.start = lens.pixels;
    this.show(lens.pixels);
    this.remember();
  }

  /** @param {File} file */
  async read(file) {
    if (file.size > MOST_BYTES) {
      this.problem = TOO_LARGE;
      return;
    }
    const turn = ++this.turn;
    try {
      const content = new Uint8Array(await file.arrayBuffer());
      if (turn !== this.turn) return;
      this.content = content;
    } catch {
      this.problem = UNREADABLE;
      return;
    }
    await this.look(null);
  }

  async openCamera() {
    this.problem = "";
    try {
      await import("./camera.js");
      this.camera = true;
    } catch {
      this.problem = "The camera’s part of the page could not be fetched. Check the connection.";
    }
  }

  /** @param {string} why */
  closeCamera(why) {
    this.camera = false;
    this.problem = why;
  }

  /** @param {Uint8Array} content */
  photo(content) {
    this.content = content;
    return this.look(null);
  }

  /** @param {Event} event */
  choose({ target }) {
    const input = /** @type {HTMLInputElement} */ (target);
    const [file] = input.files ?? [];
    if (file) this.read(file);
    // The same file can be chosen again.
    input.value = "";
  }

  /** @param {DragEvent} event */
  over(event) {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  }

  /** @param {DragEvent} event */
  drop(event) {
    const [file] = event.dataTransfer?.files ?? [];
    if (!file) return;
    event.preventDefault();
    this.read(file);
  }

  /** A picture that is pasted while this panel is on screen; text goes where it belongs. @param {ClipboardEvent} event */
  paste(event) {
    const [file] = event.clipboardData?.files ?? [];
    if (!file || !this.checkVisibility()) return;
    event.preventDefault();
    this.read(file);
  }

  /**
   * Ask Python; return null where it cannot answer, with the reason on screen.
   * @template {Question} Q @param {Q} question
   * @returns {Promise<import("../../../protocol.js").Replies[Q["type"]] | null>}
   */
  async question(question) {
    const { value, fault } = await new Promise(
      (/** @type {(outcome: import("../../../page/actions.js").Outcome) => void} */ resolve) =>
        this.act({ type: "ask", question, resolve }),
    );
    if (fault && fault.code !== "worker-died") this.problem = `${fault.message} ${fault.hint}`;
    return /** @type {any} */ (value ?? null);
  }
}

customElements.define("fr-own", FrOwn);
