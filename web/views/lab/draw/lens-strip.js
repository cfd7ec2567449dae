/**
 * How a picture becomes 28 by 28: a strip of small pictures, each with one line.
 *
 * @import {LensStep, LensView} from "../../../protocol.js"
 */
import { html, nothing } from "lit";
import { ref } from "lit/directives/ref.js";

/** @param {LensView} lens @param {(invert: boolean) => void} invert */
export function strip(lens, invert) {
  return html`<div class="lens">
    <h3>How it became 28 by 28</h3>
    <ol class="lens-steps" tabindex="0" aria-label="Steps from the picture to 28 by 28">${lens.steps.map(
      (step) => html`<li>
        <canvas aria-hidden="true" ${ref((canvas) => paint(canvas, step))}></canvas>
        <p><b>${step.title}</b> ${step.words}</p>
      </li>`,
    )}</ol>
    <label class="lens-invert"><input class="switch" type="checkbox" .checked=${lens.inverted} @change=${(/** @type {Event} */ e) => invert(/** @type {HTMLInputElement} */ (e.target).checked)}> Exchange light and dark</label>
    ${lens.warning ? html`<p class="field-problem" role="status">${lens.warning}</p>` : nothing}
  </div>`;
}

/** @param {Element | undefined} element @param {LensStep} step */
function paint(element, { width, height, pixels }) {
  if (!(element instanceof HTMLCanvasElement)) return;
  element.width = width;
  element.height = height;
  const image = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    image.data.set([...pixels.subarray(3 * i, 3 * i + 3), 255], 4 * i);
  }
  element.getContext("2d")?.putImageData(image, 0, 0);
}
