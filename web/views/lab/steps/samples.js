/**
 * A page of training pictures with name and one-hot label; a click inspects one.
 *
 * @import {Fault, Picture} from "../../../protocol.js"
 * @import {State} from "../../../page/state.js"
 * @import {Action} from "../../../page/actions.js"
 * @typedef {(action: Action) => void} Act
 */
import { html, nothing } from "lit";
import { readTypedNumber, refusal } from "../../../recipe/typed-number.js";
import { bytesProgress, count } from "../../../text/format.js";
import { problemOf } from "../../shared/controls.js";
import { onStep } from "../../shared/number-input.js";
import { pager } from "../../shared/pager.js";
import "../../shared/picture.js";

const PAGE = 12;

/** @param {State} state @param {Act} act */
export function samples(state, act) {
  const { pictures, picturesFault, recipe } = state;
  const start = pictures?.images[0]?.index ?? 0;
  return html`<div class="samples" role="group" aria-label="Training pictures" data-classes=${recipe.classes}>
      ${pictures ? pictures.images.map((picture) => sample(picture, act)) : Array.from({ length: PAGE }, empty)}
      ${pictures ? nothing : waiting(state, picturesFault, act)}
    </div>
    <div class="samples-foot">
      ${pager({ what: "pictures", start, size: PAGE, total: pictures?.total ?? 0, go: (next) => act({ type: "images", start: next }) })}
      ${lookUp(state, pictures?.total ?? 0, act)}
      ${problemOf(state, "look-up")}
    </div>`;
}

/** @param {Picture} picture @param {Act} act */
function sample(picture, act) {
  const { index, name, one_hot, pixels } = picture;
  return html`<figure class="sample">
    <button class="picture-button" aria-label="Look at picture ${index}" @click=${() => act({ type: "inspect", index })}>
      <fr-picture .pixels=${pixels} .label=${`Picture ${index}: ${name}`}></fr-picture>
    </button>
    <figcaption>
      <span class="sample-name">${name}</span>
      <span class="one-hot">${oneHotLabel(one_hot)}</span>
    </figcaption>
  </figure>`;
}

/** "[1 0 0]" with the one in bold. @param {number[]} row */
function oneHotLabel(row) {
  return html`[${row.map((n, i) => html`${i ? " " : ""}${n ? html`<b>1</b>` : "0"}`)}]`;
}

/** A placeholder as tall as a picture with its name and label, so that nothing moves when they arrive. */
function empty() {
  return html`<div class="sample blank" aria-hidden="true">
    <div class="picture-button"><fr-picture .label=${""}></fr-picture></div>
    <span class="sample-name">&nbsp;</span><span class="one-hot">&nbsp;</span>
  </div>`;
}

/** @param {State} state @param {Fault | null} fault @param {Act} act */
function waiting({ download }, fault, act) {
  if (fault) {
    return html`<div class="placeholder" role="alert">
      <p>${fault.message} ${fault.hint}</p>
      <button class="button" @click=${() => act({ type: "retry" })}>Load the pictures again</button>
    </div>`;
  }
  const progress = download
    ? html`Loading the pictures: <span class="num">${bytesProgress(download)}</span>`
    : "The first pictures will lie here.";
  return html`<div class="placeholder"><p>${progress}</p></div>`;
}

/** @param {State} state @param {number} total @param {Act} act */
function lookUp(state, total, act) {
  /** @param {SubmitEvent} event */
  const submit = (event) => {
    event.preventDefault();
    const input = /** @type {HTMLInputElement} */ (
      /** @type {HTMLFormElement} */ (event.target).elements[0]
    );
    const text = input.value.trim();
    const reading = readTypedNumber(text || "0", { whole: true });
    if ("why" in reading) {
      const message = refusal(text, reading.why, { whole: true, kept: "" });
      return act({ type: "issue", issue: { key: "look-up", message, input: "look-up" } });
    }
    const index = reading.number;
    if (index < 0 || index > max) {
      const message = `The pictures are numbered from 0 to ${count(max)}.`;
      return act({ type: "issue", issue: { key: "look-up", message, input: "look-up" } });
    }
    if (invalid) act({ type: "issue", issue: null });
    act({ type: "inspect", index });
  };
  const max = Math.max(0, total - 1);
  const invalid = state.issues.some(({ input }) => input === "look-up");
  return html`<form class="look-up" novalidate @submit=${submit}>
    <label for="look-up">Look at number</label>
    <input
      class="number"
      id="look-up"
      type="text"
      role="spinbutton"
      inputmode="numeric"
      autocomplete="off"
      aria-valuemin="0"
      aria-valuemax=${max}
      aria-invalid=${invalid ? "true" : nothing}
      aria-describedby=${invalid ? "look-up-problem" : nothing}
      value="0"
      ?disabled=${total === 0}
      @keydown=${onStep({ min: 0, max, step: 1 })}
    />
    <button class="button" ?disabled=${total === 0}>Look</button>
  </form>`;
}
