/**
 * <fr-to-set>: the right name for a picture of the learner's own, into their set with it, and the way to
 * that set. Dispatches "fr-added" once the set has the picture.
 *
 * @import {OwnState} from "../../../page/own/own-set.js"
 * @import {State} from "../../../page/state.js"
 */
import { html, nothing } from "lit";
import { pluralize } from "../../../text/format.js";
import { foldClass } from "../../shared/headings.js";
import { View } from "../../shared/view.js";
import { isBlank } from "./raster.js";

const EMPTY = "Draw or bring a picture first.";
const NAMELESS = "Say what it is first, such as cup.";

class FrToSet extends View {
  static properties = {
    ...View.properties,
    pixels: { attribute: false },
    name: { state: true },
    said: { state: true },
  };

  constructor() {
    super();
    /** @type {Uint8Array} */
    this.pixels = new Uint8Array();
    /** What the picture is. */
    this.name = "";
    /** What was said of the last picture. */
    this.said = "";
    /** The picture that is on its way into the set, and the set before it. @type {{pixels: Uint8Array, own: OwnState | null} | null} */
    this.sent = null;
    /** For which class the shelf has led here. @type {OwnState["drawing"]} */
    this.drawing = null;
  }

  /** @param {Map<PropertyKey, unknown>} changes */
  willUpdate(changes) {
    super.willUpdate(changes);
    const drawing = this.state?.own?.drawing ?? null;
    if (drawing && drawing !== this.drawing) this.name = drawing.name;
    this.drawing = drawing;
    if (changes.has("pixels") && !isBlank(this.pixels)) this.said = "";
  }

  /** @param {State} state */
  view(state) {
    const { own, recipe } = state;
    const names = own?.classes.map(({ name }) => name) ?? [];
    return html`<form class="own-to-set" @submit=${this.add}>
      <label for="own-class-name">It is a</label>
      <input id="own-class-name" list="own-class-names" maxlength="40" autocomplete="off" .value=${this.name} @input=${this.typed}>
      <datalist id="own-class-names">${names.map((name) => html`<option value=${name}></option>`)}</datalist>
      <button class="button small">Add to your set</button>
      ${recipe.data === "own" ? html`<button type="button" class="button small quiet" @click=${this.back}>Back to your set</button>` : nothing}
      <p class="field-help" role="status">${this.said}</p>
    </form>`;
  }

  /** @param {Event} event */
  typed({ target }) {
    this.name = /** @type {HTMLInputElement} */ (target).value;
  }

  /** @param {SubmitEvent} event */
  add(event) {
    event.preventDefault();
    const name = this.name.trim();
    this.said = isBlank(this.pixels) ? EMPTY : name ? "" : NAMELESS;
    if (this.said) return;
    const { pixels } = this;
    this.sent = { pixels, own: this.state?.own ?? null };
    this.act({ type: "own", change: { type: "put", name, pictures: [{ pixels, place: 0 }] } });
  }

  /** What came of the picture on its way. */
  updated() {
    const { own, recipe } = this.state ?? {};
    if (!this.sent || !own || own === this.sent.own) return;
    const { pixels: sent } = this.sent;
    const to = own.classes.find(({ pictures }) => pictures.some(({ pixels }) => pixels === sent));
    if (to) {
      const further = recipe?.data === "own" ? "" : " Choose Your own under Load to train on it.";
      this.said = `Added to ${to.name}. It has ${pluralize(to.pictures.length, "picture")}.${further}`;
      this.dispatchEvent(new CustomEvent("fr-added"));
    } else if (own.problem) this.said = own.problem;
    else return;
    this.sent = null;
  }

  /** To the class of that name on the shelf, where it may be folded away. */
  async back() {
    const { state } = this;
    if (state && foldClass(state, "load")) this.act({ type: "fold", panel: "load" });
    // What was folded is laid out in the next frame.
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
    const name = this.name.trim().toLowerCase();
    const index = state?.own?.classes.findIndex((each) => each.name.toLowerCase() === name) ?? -1;
    const classes = document.querySelectorAll("fr-own-set .own-class");
    const place = classes[index] ?? document.querySelector("fr-own-set");
    place?.scrollIntoView({ block: "start" });
    /** @type {HTMLElement | null | undefined} */ (
      place?.querySelector("button:enabled, input:enabled")
    )?.focus({ preventScroll: true });
  }
}

customElements.define("fr-to-set", FrToSet);
