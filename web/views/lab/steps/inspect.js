/**
 * <fr-inspect>: a dialog with one training picture and its 28 by 28 pixel values.
 *
 * @import {Picture} from "../../../protocol.js"
 * @import {State} from "../../../page/state.js"
 */
import { html, nothing } from "lit";
import { count, oneHot, pixel } from "../../../text/format.js";
import * as icons from "../../shared/icons.js";
import "../../shared/picture.js";
import { View } from "../../shared/view.js";

const SIDE = Array.from({ length: 28 }, (_, i) => i);

class FrInspect extends View {
  /** The picture that the dialog was opened for. @type {Picture | null} */
  opened = null;

  /** @param {State} state */
  view(state) {
    return html`<dialog class="inspect" aria-labelledby="inspect-title" @close=${this.closed} @click=${this.outside}>
      ${state.inspected ? this.content(state, state.inspected) : nothing}
    </dialog>`;
  }

  updated() {
    const dialog = /** @type {HTMLDialogElement | null} */ (this.querySelector("dialog"));
    const inspected = this.state?.inspected ?? null;
    // Until the browser says that it was closed, its picture is still the one to show.
    const closing = inspected !== null && inspected === this.opened;
    this.opened = inspected;
    if (!dialog || closing || dialog.open === Boolean(inspected)) return;
    if (!inspected) return dialog.close();
    const { top } = /** @type {Element} */ (document.activeElement).getBoundingClientRect();
    if (this.state?.embed) place(dialog, top - 80);
    dialog.showModal();
    if (this.state?.embed)
      place(dialog, Math.min(top - 80, innerHeight - dialog.offsetHeight - 12));
  }

  closed() {
    this.opened = null;
    if (this.state?.inspected) this.act({ type: "inspect", index: null });
  }

  /** A click beside the dialog closes it. @param {MouseEvent} event */
  outside(event) {
    if (event.target === event.currentTarget)
      /** @type {HTMLDialogElement} */ (event.target).close();
  }

  /** @param {State} state @param {Picture} picture */
  content({ recipe, pictures }, picture) {
    const { index, name, one_hot, label, pixels } = picture;
    const total = pictures?.total ?? recipe.samples;
    const scale = recipe.normalize
      ? "0 is background, 1 is the brightest: each was divided by 255."
      : "0 is background, 255 is the brightest.";
    return html`<div class="inspect-sheet">
      <header class="inspect-head">
        <h3 id="inspect-title" tabindex="-1">Picture ${count(index)}: ${name}</h3>
        <div class="inspect-steps">
          ${this.step("Previous picture", index - 1, total, icons.previous)}
          ${this.step("Next picture", index + 1, total, icons.next)}
          <button class="icon-button" aria-label="Close" @click=${this.shut}>${icons.cross}</button>
        </div>
      </header>
      <div class="inspect-body">
        <div class="inspect-picture">
          <fr-picture .pixels=${pixels} .label=${`Picture ${index}, large: ${name}`}></fr-picture>
          <dl>
            <dt>Label</dt><dd class="num">${label}</dd>
            <dt>One-hot</dt><dd class="num">${oneHot(one_hot)}</dd>
            <dt>Shape</dt><dd class="num">28 × 28</dd>
          </dl>
        </div>
        <div class="inspect-numbers">
          <p class="field-help">This is all the network gets: 784 numbers. ${scale}</p>
          <div class="pixels-box" tabindex="0" role="region" aria-label="Pixel values">${this.pixels(pixels, recipe.normalize)}</div>
        </div>
      </div>
    </div>`;
  }

  /** @param {string} label @param {number} index @param {number} total @param {any} icon */
  step(label, index, total, icon) {
    const go = () => this.act({ type: "inspect", index });
    return html`<button class="icon-button" aria-label=${label} ?disabled=${index < 0 || index >= total} @click=${go}>${icon}</button>`;
  }

  shut() {
    /** @type {HTMLDialogElement | null} */ (this.querySelector("dialog"))?.close();
  }

  /** @param {Uint8Array} pixels @param {boolean} normalize */
  pixels(pixels, normalize) {
    return html`<table class="pixels">
      <caption class="visually-hidden">Pixel values by row and column</caption>
      <thead><tr><td></td>${SIDE.map((x) => html`<th scope="col">${x}</th>`)}</tr></thead>
      <tbody>
        ${SIDE.map(
          (y) =>
            html`<tr><th scope="row">${y}</th>${SIDE.map((x) => {
              const byte = pixels[y * 28 + x];
              return html`<td class=${byte > 140 ? "bright" : byte === 0 ? "zero" : ""} style="--v:${Math.round((byte / 255) * 100)}%">${pixel(byte, normalize)}</td>`;
            })}</tr>`,
        )}
      </tbody>
    </table>`;
  }
}

/**
 * Place the dialog by hand: the middle of a frame higher than the window may be out of sight.
 * @param {HTMLElement} dialog @param {number} top
 */
function place(dialog, top) {
  dialog.style.margin = `${Math.max(12, top)}px auto auto`;
}

customElements.define("fr-inspect", FrInspect);
