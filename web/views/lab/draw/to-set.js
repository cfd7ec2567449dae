/**
 * <fr-to-set>: the right name for a picture of the learner's own, and into their set with it.
 *
 * @import {State} from "../../../page/state.js"
 */
import { html, nothing } from "lit";
import { View } from "../../shared/view.js";

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
    /** The picture that it was said of. @type {Uint8Array | null} */
    this.saidOf = null;
  }

  /** @param {State} state */
  view({ own, recipe }) {
    const names = own?.classes.map(({ name }) => name) ?? [];
    const further = recipe.data === "own" ? "" : " Choose Your own under Load to train on it.";
    return html`<form class="own-to-set" @submit=${this.add}>
      <label for="own-class-name">It is a</label>
      <input id="own-class-name" list="own-class-names" maxlength="40" autocomplete="off" .value=${this.name} @input=${this.typed}>
      <datalist id="own-class-names">${names.map((name) => html`<option value=${name}></option>`)}</datalist>
      <button class="button small">Add to your set</button>
      ${this.said && this.saidOf === this.pixels ? html`<span class="field-help" role="status">${this.said}${this.name ? further : ""}</span>` : nothing}
    </form>`;
  }

  /** @param {Event} event */
  typed({ target }) {
    this.name = /** @type {HTMLInputElement} */ (target).value;
  }

  /** @param {SubmitEvent} event */
  add(event) {
    event.preventDefault();
    this.saidOf = this.pixels;
    const name = this.name.trim();
    if (!name) {
      this.said = "Say what it is first, such as cup.";
      return;
    }
    const pictures = [{ pixels: this.pixels, place: 0 }];
    this.act({ type: "own", change: { type: "put", name, pictures } });
    this.said = `Added to ${name}.`;
  }
}

customElements.define("fr-to-set", FrToSet);
