/**
 * <fr-code-settings>: the settings as one line above the program on small screens, to unfold.
 *
 * @import {State} from "../../page/state.js"
 */
import { html } from "lit";
import { shortSummary, trainingDetails } from "../../text/recipe-summary.js";
import * as icons from "../shared/icons.js";
import { View } from "../shared/view.js";

class FrCodeSettings extends View {
  constructor() {
    super();
    this.open = false;
  }

  /** @param {State} state */
  view({ recipe }) {
    return html`<div class="code-settings">
      <p><strong>Settings</strong> <span class="muted">${shortSummary(recipe)}, ${trainingDetails(recipe)}</span></p>
      <button class="button small" aria-expanded=${this.open} @click=${this.toggle}>${this.open ? "Fold" : "Change"} ${this.open ? icons.up : icons.down}</button>
    </div>`;
  }

  toggle() {
    this.open = !this.open;
    this.closest("main")?.toggleAttribute("data-settings-open", this.open);
    this.requestUpdate();
  }
}

customElements.define("fr-code-settings", FrCodeSettings);
