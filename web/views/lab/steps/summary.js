/**
 * <fr-summary>: Keras's model summary as a table, with the origin of each number of parameters.
 *
 * @import {Summary} from "../../../protocol.js"
 * @import {State} from "../../../page/state.js"
 */
import { html } from "lit";
import { count } from "../../../text/format.js";
import { View } from "../../shared/view.js";

class FrSummary extends View {
  /** @param {State} state */
  view({ description }) {
    const summary = description?.summary;
    return html`<details class="summary">
      <summary><h3>Summary</h3><span class="subtitle">what <code translate="no">model.summary()</code> prints</span></summary>
      ${summary ? this.table(summary) : html`<p class="field-help">The table of layers follows as soon as Python is ready.</p>`}
    </details>`;
  }

  /** @param {Summary} summary */
  table({ layers, total_params }) {
    return html`<table class="summary-table" translate="no">
      <caption class="visually-hidden">Layers of the model, their output shapes and parameters</caption>
      <thead><tr><th scope="col">Layer (type)</th><th scope="col">Output shape</th><th scope="col" class="to-right">Params</th></tr></thead>
      <tbody>
        ${layers.map(
          (row, i) => html`<tr>
            <th scope="row">${row.name} <span class="muted">(${row.type})</span></th>
            <td>${shape(row.output_shape)}</td>
            <td class="to-right">${count(row.params)}</td>
          </tr>
          <tr class="origin"><td colspan="3">${origin(layers, i)}</td></tr>`,
        )}
      </tbody>
      <tfoot><tr><th scope="row" colspan="2">Total</th><td class="to-right">${count(total_params)}</td></tr></tfoot>
    </table>`;
  }
}

/** "784 × 10 weights + 10 biases". @param {Summary["layers"]} layers @param {number} i */
function origin(layers, i) {
  if (layers[i].params === 0) return "nothing to learn: it only lays the rows end to end";
  const units = last(layers[i].output_shape);
  const inputs = i > 0 ? last(layers[i - 1].output_shape) : "784";
  return `${inputs} × ${units} weights + ${units} ${units === "1" ? "bias" : "biases"}`;
}

/** "(None, 10)", as Keras writes it. @param {(number | null)[]} sizes */
function shape(sizes) {
  return `(${sizes.map((size) => size ?? "None").join(", ")})`;
}

/** @param {(number | null)[]} sizes */
function last(sizes) {
  return count(sizes.at(-1) ?? 0);
}

customElements.define("fr-summary", FrSummary);
