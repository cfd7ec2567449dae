/**
 * <fr-draw>: the heading of the panel for pictures of one's own; what it holds is fetched when it is
 * first opened.
 *
 * @import {State} from "../../../page/state.js"
 */
import { html, nothing } from "lit";
import { foldClass, panelHeading } from "../../shared/headings.js";
import { View } from "../../shared/view.js";

class FrDraw extends View {
  static properties = { ...View.properties, here: { state: true } };

  constructor() {
    super();
    /** Whether the pad is asked for, here, or could not be fetched. @type {"" | "asked" | "here" | "failed"} */
    this.here = "";
    /** For which class of the learner's own set the pad was asked for last. @type {unknown} */
    this.drawing = null;
  }

  /** @param {State} state */
  view(state) {
    return html`<section class="panel ${foldClass(state, "draw")}" aria-labelledby="draw-head">
      ${panelHeading(state, "draw", "Your own", "draw something, or bring a picture, and ask the network")}
      ${this.here === "here" ? html`<fr-own .state=${state}></fr-own>` : this.door()}
    </section>`;
  }

  /** A link may ask for the pad at once, and a class of the learner's own set. */
  updated() {
    const { draw, own } = this.state ?? {};
    if (draw && this.here === "") this.open();
    if (!own?.drawing || own.drawing === this.drawing) return;
    this.drawing = own.drawing;
    this.lead();
  }

  /** Lead to the pad. */
  async lead() {
    if (this.state && foldClass(this.state, "draw")) this.act({ type: "fold", panel: "draw" });
    if (this.here !== "here") await this.open();
    await this.updateComplete;
    await /** @type {View | null} */ (this.querySelector("fr-own"))?.updateComplete;
    const pad = this.querySelector("fr-pad") ?? this;
    pad.scrollIntoView({ block: "start" });
    /** @type {HTMLElement | null} */ (pad.querySelector(".pad, button"))?.focus({
      preventScroll: true,
    });
  }

  door() {
    return html`<button class="button" ?disabled=${this.here === "asked"} @click=${this.open}>Draw or bring a picture</button>
      ${this.here === "failed" ? html`<p class="field-problem" role="alert">The pad could not be fetched. Check the connection and press again.</p>` : nothing}`;
  }

  async open() {
    this.here = "asked";
    try {
      await import("../draw/own.js");
      this.here = "here";
    } catch {
      this.here = "failed";
    }
  }
}

customElements.define("fr-draw", FrDraw);
