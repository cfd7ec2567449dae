/**
 * <fr-take-out>: the Lab's files, to take along and to open again; the menu is fetched when first opened.
 *
 * @import {State} from "../../../page/state.js"
 */
import { html, nothing } from "lit";
import { panelHeading } from "../../shared/headings.js";
import { View } from "../../shared/view.js";

class FrTakeOut extends View {
  constructor() {
    super();
    this.open = false;
    /** @type {typeof import("../take-out/menu.js")["menu"] | null} */
    this.menu = null;
  }

  /** @param {State} state */
  view(state) {
    if (state.embed) return nothing;
    return html`<section class="panel" aria-labelledby="take-out-head">
      <div class="panel-bar">
        ${panelHeading(null, "take-out", "Take it with you", "as files that open elsewhere, and here again")}
        <button class="button small" aria-expanded=${this.open} @click=${() => this.toggle()}>Files</button>
      </div>
      ${this.open && this.menu ? this.menu(state, this) : nothing}
    </section>`;
  }

  async toggle() {
    this.open = !this.open;
    this.requestUpdate();
    // Without network the next press asks again.
    const { menu } = await import("../take-out/menu.js").catch(() => ({ menu: null }));
    this.menu = menu;
    this.open = this.open && menu !== null;
    this.requestUpdate();
  }
}

customElements.define("fr-take-out", FrTakeOut);
