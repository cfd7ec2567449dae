/**
 * <fr-builder>: composes an embed for a course page: settings on the left, the preview and the code to
 * copy on the right. A lazy view.
 *
 * @import {Recipe} from "../../protocol.js"
 * @import {TaskTexts} from "../../recipe/recipe.js"
 * @import {State} from "../../page/state.js"
 * @import {EmbedSpec, OpenedView} from "../../text/embed-code.js"
 *
 * The teacher's choices besides the recipe. `height` is null while the proposed one is used.
 * @typedef {{hide: string[], lock: string[], theme: "auto" | "light" | "dark",
 *   height: number | null, title: string, view: OpenedView, task: TaskTexts | null, pupil: boolean}} Choices
 * Changes the choices by a function of the current ones.
 * @typedef {(change: (now: Choices) => Partial<Choices>) => void} UpdateChoices
 */
import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import {
  estimatedHeight,
  hiddenBut,
  roundHeight,
  SELECTIONS,
  SHOWN_WITH_TASK,
} from "../../recipe/panels.js";
import { frameLink } from "../../text/embed-code.js";
import { embedCodes } from "./copies.js";
import { frameSettings } from "./frame-settings.js";
import { panelSettings } from "./panel-settings.js";
import "./styles/builder.late.css";
import "./preview.js";
import { View } from "../shared/view.js";
import { recipeSettings } from "./recipe-settings.js";
import { taskSettings, usableTask } from "./task-settings.js";
import { viewSettings } from "./view-settings.js";

/** For what is read from top to bottom, until the preview says how high it is. In CSS pixels. */
const READING_HEIGHT = 900;

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
      view: { route: "lab" },
      task: null,
      pupil: false,
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
      if (changes.hide || changes.view || "task" in changes) this.measured = null;
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
    // Made anew where steps come or go: Chromium does not count the following one again.
    const lessons = this.choices.view.route === "lessons";
    return html`<div class="builder-head">
        <h2>Put it into your course</h2>
        <p class="builder-lead">Choose what your students train and what they see. Then copy one line into your course page.</p>
      </div>
      <div class="steps">
        ${viewSettings(this.choices, this.choose)}
        ${lessons ? nothing : recipeSettings(state, this.choices, this.choose, (key, value) => this.change(key, value))}
        ${lessons ? nothing : panelSettings(this.choices, this.choose)}
        ${lessons ? nothing : taskSettings(this.choices, this.choose, this.checkLink())}
        ${keyed(lessons, frameSettings(state, spec, this.choices, this.choose, this.proposedHeight(state.recipe)))}
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

  /** Return where codes of the chosen task are checked. */
  checkLink() {
    const { task, pupil, lock } = this.choices;
    return this.link({ route: "teach", task: usableTask(task), pupil, lock });
  }

  /** What the page's link locks or hides stays so in the code to copy. @param {State} state */
  inherit({ lock, hide, draw, link }) {
    if (this.inherited) return;
    this.inherited = true;
    const usual = link.task ? hiddenBut(SHOWN_WITH_TASK) : this.choices.hide;
    const chosen = hide.length > 0 ? hide : usual;
    // A frame has a pad where its link says so, and no other.
    const rest = chosen.filter((name) => name !== "draw");
    this.choices = {
      ...this.choices,
      ...link,
      lock,
      hide: draw ? rest : hiddenBut(hiddenBut([...rest, "draw"])),
    };
  }

  /** @param {State} state @returns {EmbedSpec} */
  spec({ recipe }) {
    const { height, ...choices } = this.choices;
    const base = new URL(".", document.baseURI).href;
    const task = usableTask(choices.task);
    const draw = !choices.hide.includes("draw");
    return { ...choices, draw, task, recipe, base, height: height ?? this.proposedHeight(recipe) };
  }

  /** A frame has one height for all devices, so it is never less than a phone needs. @param {Recipe} recipe */
  proposedHeight({ classes }) {
    const measured = this.measured ? roundHeight(this.measured.height) : 0;
    const { route } = this.choices.view;
    if (route !== "lab") return measured || READING_HEIGHT;
    const { hide } = this.choices;
    return Math.max(measured, estimatedHeight(hide, classes, !hide.includes("draw")));
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
