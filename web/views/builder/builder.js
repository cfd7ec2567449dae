/**
 * <fr-builder>: composes an embed for a course page: settings on the left, the preview and the code to
 * copy on the right. A lazy view.
 *
 * @import {State} from "../../page/state.js"
 * @import {EmbedSpec} from "../../text/embed-code.js"
 *
 * The teacher's choices besides the recipe. `height` is null while the proposed one is used.
 * @typedef {{hide: string[], lock: string[], theme: "auto" | "light" | "dark",
 *   height: number | null, title: string}} Choices
 * Changes the choices by a function of the current ones.
 * @typedef {(change: (now: Choices) => Partial<Choices>) => void} UpdateChoices
 */
import { html, nothing } from "lit";
import { estimatedHeight, hiddenBut, roundHeight, SELECTIONS } from "../../recipe/panels.js";
import { frameLink } from "../../text/embed-code.js";
import { embedCodes } from "./copies.js";
import { frameSettings } from "./frame-settings.js";
import { panelSettings } from "./panel-settings.js";
import styles from "./styles/builder.late.css";
import "./preview.js";
import { View } from "../shared/view.js";
import { recipeSettings } from "./recipe-settings.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets.push(sheet);

class FrBuilder extends View {
  constructor() {
    super();
    /** @type {Choices} */
    this.choices = {
      hide: hiddenBut(SELECTIONS[1].shown),
      lock: [],
      theme: "auto",
      height: null,
      title: "",
    };
    /**
     * The size of the page in the preview with these panels, in CSS pixels.
     * @type {{width: number, height: number} | null}
     */
    this.measured = null;
    /** Whether the choices of the page's own link have been taken over. */
    this.inherited = false;
    /** @type {UpdateChoices} */
    this.choose = (change) => {
      const changes = change(this.choices);
      if (changes.hide) this.measured = null;
      this.choices = { ...this.choices, ...changes };
      this.requestUpdate();
    };
  }

  /** @param {State} state */
  view(state) {
    // Leaving the view removes the preview with its Python.
    if (state.route !== "embed") return nothing;
    this.inherit(state);
    const spec = this.spec(state);
    return html`<div class="builder-head">
        <h2>Put it into your course</h2>
        <p class="builder-lead">Choose what your students train and what they see. Then copy one line into your course page.</p>
      </div>
      <div class="steps">
        ${recipeSettings(state, this.choices, this.choose, (key, value) => this.change(key, value))}
        ${panelSettings(this.choices, this.choose)}
        ${frameSettings(state, spec, this.choices, this.choose, this.proposedHeight())}
      </div>
      <div class="results" tabindex="-1">
        <fr-preview
          .src=${frameLink(spec)}
          .fold=${spec.height}
          @fr-measured=${(/** @type {CustomEvent} */ event) => this.measure(event.detail)}
        ></fr-preview>
        ${embedCodes(spec)}
      </div>`;
  }

  /** What the page's link locks or hides stays so in the code to copy. @param {State} state */
  inherit({ lock, hide }) {
    if (this.inherited) return;
    this.inherited = true;
    this.choices = { ...this.choices, lock, hide: hide.length > 0 ? hide : this.choices.hide };
  }

  /** @param {State} state @returns {EmbedSpec} */
  spec({ recipe }) {
    const { height, ...choices } = this.choices;
    const base = new URL(".", document.baseURI).href;
    return { ...choices, recipe, base, height: height ?? this.proposedHeight() };
  }

  proposedHeight() {
    if (this.measured) return roundHeight(this.measured.height);
    return estimatedHeight(this.choices.hide);
  }

  /**
   * A page grows as results arrive, so the greatest height at this width counts.
   * @param {{width: number, height: number}} seen
   */
  measure({ width, height }) {
    const before = this.measured?.width === width ? this.measured.height : 0;
    this.measured = { width, height: Math.max(before, height) };
    this.requestUpdate();
  }
}

customElements.define("fr-builder", FrBuilder);
