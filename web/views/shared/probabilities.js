/** A table of class probabilities with bars, the largest marked. */
import { html } from "lit";
import { percent } from "../../text/format.js";

/**
 * @param {string} caption For screen readers.
 * @param {(string | number)[]} names Of the classes.
 * @param {number[]} probabilities One a class; empty before there are any.
 * @param {number} top The class to mark; -1 for none.
 */
export function probabilityTable(caption, names, probabilities, top) {
  return html`<table class="probabilities">
    <caption class="visually-hidden">${caption}</caption>
    <tbody>${names.map(
      (name, i) => html`<tr class=${i === top ? "top" : ""}>
        <th scope="row">${name}</th>
        <td class="bar" aria-hidden="true"><i style="--share:${(probabilities[i] ?? 0).toFixed(3)}"></i></td>
        <td class="num">${percent(probabilities[i])}</td>
      </tr>`,
    )}</tbody>
  </table>`;
}
