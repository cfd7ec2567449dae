/**
 * A unit's sum as arithmetic: what each input adds or subtracts, from Python's own numbers.
 *
 * @import {Contributions} from "../../../protocol.js"
 * @import {Acts} from "./cards.js"
 */
import { html, nothing } from "lit";
import { count } from "../../../text/format.js";
import "./product.js";

const PIXELS = 784;
const MINUS = "\u2212";

/** A signed number with three decimals. @param {number} n */
export function exact(n) {
  return `${n < 0 ? MINUS : ""}${Math.abs(n).toFixed(3)}`;
}

/** @param {number} n */
function signed(n) {
  return n < 0 ? exact(n) : `+${exact(n)}`;
}

/** What is added up. @param {Contributions} sum */
export function sumWords({ inputs }) {
  return inputs.length === PIXELS
    ? "Each of the 784 pixels times its weight."
    : "The answers of the layer before, each times its weight.";
}

/** @param {Contributions} sum @param {{total: string, acts: Acts}} o `total`: what the sum is called */
export function sumTable(sum, { total, acts }) {
  return sum.inputs.length === PIXELS ? pixelSum(sum, total) : unitSum(sum, total, acts);
}

/** @param {Contributions} sum @param {string} total */
function pixelSum(sum, total) {
  const { weights, inputs, products, bias } = sum;
  return html`<fr-product .factors=${{ weights, inputs, products }}></fr-product>
    <p class="way-words">The 784 products come to <b class="num">${exact(sum.sum - bias)}</b>, with the bias <b class="num">${signed(bias)}</b> to ${total} <b class="num">${exact(sum.sum)}</b>.</p>`;
}

/** @param {Contributions} sum @param {string} total @param {Acts} acts */
function unitSum({ layer, inputs, weights, products, largest, rest, bias, sum }, total, acts) {
  const most = Math.max(...products.map(Math.abs), Math.abs(bias), Math.abs(rest)) || 1;
  const others = inputs.length - largest.length;
  /** @param {any} name @param {any} how @param {number} value */
  const row = (name, how, value) => html`<tr>
    <th scope="row">${name}</th>
    <td class="num how">${how}</td>
    <td class="diverging" aria-hidden="true"><i class=${value < 0 ? "against" : "for"} style="--share:${(Math.abs(value) / most).toFixed(4)}"></i></td>
    <td class="num">${signed(value)}</td>
  </tr>`;
  return html`<table class="sum">
    <caption class="visually-hidden">What each unit of the layer before adds: its answer times its weight</caption>
    <tbody>
      ${largest.map((i) =>
        row(
          html`<button class="link" @click=${() => acts.choose(layer - 1, i)}>unit ${i}</button>`,
          html`${exact(inputs[i])} × ${exact(weights[i])}`,
          products[i],
        ),
      )}
      ${others > 0 ? row(`${count(others)} others`, nothing, rest) : nothing}
      ${row("bias", nothing, bias)}
    </tbody>
    <tfoot><tr><th scope="row">${total}</th><td colspan="2"></td><td class="num">${exact(sum)}</td></tr></tfoot>
  </table>`;
}
