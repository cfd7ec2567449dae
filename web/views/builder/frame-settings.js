/**
 * The builder's last step: theme, height and title of the frame.
 *
 * @import {EmbedSpec} from "../../text/embed-code.js"
 * @import {State} from "../../page/state.js"
 * @import {Choices, UpdateChoices} from "./builder.js"
 */
import { html, nothing } from "lit";
import { embedTitle } from "../../text/embed-code.js";
import { count } from "../../text/format.js";
import { choice, described, problemOf, textInput } from "../shared/controls.js";
import { stepHeading } from "../shared/headings.js";
import { numberInput } from "../shared/number-input.js";

const THEMES = [
  { value: "auto", text: "As on the device" },
  { value: "light", text: "Light" },
  { value: "dark", text: "Dark" },
];
const MIN_HEIGHT = 200;
const MAX_HEIGHT = 10_000;

/**
 * @param {State} state @param {EmbedSpec} spec @param {Choices} choices
 * @param {UpdateChoices} update @param {number} proposed A height in CSS pixels.
 */
export function frameSettings(state, spec, choices, update, proposed) {
  return html`<section class="step" aria-labelledby="step-place">
    ${stepHeading(null, "place", "Place", "how it sits in your page")}
    <div class="step-body">
      <div class="field stacked">
        <div class="field-words">
          <span class="field-label" aria-hidden="true">Theme</span>
          <p class="field-help" id="embed-theme-help">Take the one that your course page has.</p>
        </div>
        <div class="field-control">${choice({
          name: "embed-theme",
          label: "Theme of the frame",
          describedby: "embed-theme-help",
          value: choices.theme,
          options: THEMES,
          report: (theme) => update(() => ({ theme: /** @type {Choices["theme"]} */ (theme) })),
        })}</div>
      </div>
      <div class="field">
        <div class="field-words">
          <label class="field-label" for="embed-height">Height of a plain frame</label>
          <p class="field-help" id="embed-height-help">In pixels. A plain frame keeps its height and scrolls inside; the element grows with its content. ${advice(choices, proposed)}</p>
        </div>
        <div class="field-control">${numberInput(state, {
          id: "embed-height",
          describedby: described(state, "embed-height"),
          value: String(spec.height),
          min: MIN_HEIGHT,
          max: MAX_HEIGHT,
          step: 50,
          report: (height) => update(() => ({ height: validHeight(height) })),
        })}</div>
        ${problemOf(state, "embed-height")}
      </div>
      <div class="field stacked">
        <div class="field-words">
          <label class="field-label" for="embed-title">Title</label>
          <p class="field-help" id="embed-title-help">What screen readers call it.</p>
        </div>
        <div class="field-control wide">${textInput({
          id: "embed-title",
          describedby: "embed-title-help",
          value: choices.title,
          placeholder: embedTitle({ ...spec, title: "" }),
          report: (title) => update(() => ({ title })),
        })}</div>
      </div>
    </div>
  </section>`;
}

/** @param {Choices} choices @param {number} proposed */
function advice({ height }, proposed) {
  if (height === null || height === proposed) return nothing;
  return html`About <b class="num">${count(proposed)}</b> would show all of it.`;
}

/** Clamp a typed height; null, for the proposed one, if it is empty. @param {number | ""} height */
function validHeight(height) {
  if (height === "") return null;
  return Math.min(MAX_HEIGHT, Math.max(MIN_HEIGHT, Math.round(height)));
}
