/**
 * What one unit does: its sum for the chosen picture, the pictures it answers to most, and its mean
 * answer by class.
 *
 * @import {UnitCard} from "../../../protocol.js"
 * @import {State} from "../../../page/state.js"
 * @import {Acts} from "./cards.js"
 */
import { html, nothing } from "lit";
import { count, percent } from "../../../text/format.js";
import * as icons from "../../shared/icons.js";
import { shownPicture } from "./shown-picture.js";
import { exact, sumTable, sumWords } from "./sum.js";

/** @param {State} state @param {string[]} names @param {Acts} acts */
export function unitCard({ inside }, names, acts) {
  const card = /** @type {UnitCard} */ (inside.card);
  const { sum, trace } = inside;
  const { layer, unit, activation } = card;
  return html`<section class="way" aria-labelledby="way-unit">
    <div class="way-head">
      <h3 id="way-unit" tabindex="-1">Unit ${unit} of layer ${layer + 1}</h3>
      <button class="icon-button" aria-label="Close this unit" @click=${acts.close}>${icons.cross}</button>
    </div>
    <div class="way-body">
      ${
        sum
          ? html`<div class="way-sum">
        <p class="way-words">${sumWords(sum)}${layer === 0 && trace ? html` ${shownPicture(trace)}` : nothing}</p>
        ${sumTable(sum, { total: "the sum", acts })}
        <p class="way-words">${answer(sum.sum, sum.output, activation)}</p>
        ${layer === 0 ? html`<p class="field-help">Weights often look almost random: the noise of the start is still in them. Over hundreds of pixels it cancels out, and what training added remains.</p>` : nothing}
      </div>`
          : nothing
      }
      <div class="way-habits">
        <h4>Answers most to</h4>
        ${
          card.active === 0
            ? html`<p class="way-words dead">Never active on ${count(card.samples)} test pictures: a dead ${activation}. It adds nothing and learns nothing more.</p>`
            : html`<ul class="exciting">${card.exciting.map((each) => html`<li><fr-picture .pixels=${each.pixels} .label=${`Test picture ${each.index}: ${each.name}`}></fr-picture><span class="num">${each.answer.toFixed(2)}</span></li>`)}</ul>
        <p class="way-words">Active for ${percent(card.active, 0)} of ${count(card.samples)} test pictures.</p>`
        }
        <h4>Mean answer by class</h4>
        ${means(card, names)}
      </div>
    </div>
  </section>`;
}

/** @param {number} sum @param {number} output @param {string} activation */
function answer(sum, output, activation) {
  if (activation === "relu" && sum <= 0)
    return html`Below zero, and relu makes it <b class="num">0</b>: for this picture the unit is silent.`;
  return html`${activation} makes of it <b class="num">${exact(output)}</b>, its answer to the next layer.`;
}

/** @param {UnitCard} card @param {string[]} names */
function means(card, names) {
  const most = Math.max(...card.means.map((mean) => Math.abs(mean ?? 0))) || 1;
  return html`<table class="sum">
    <caption class="visually-hidden">Mean answer by class</caption>
    <tbody>${card.means.map(
      (mean, i) => html`<tr>
        <th scope="row">${names[i]}</th>
        ${
          mean === null
            ? html`<td></td><td class="num">no test picture</td>`
            : html`<td class="diverging" aria-hidden="true"><i class=${mean < 0 ? "against" : "for"} style="--share:${(Math.abs(mean) / most).toFixed(4)}"></i></td>
        <td class="num">${exact(mean)}</td>`
        }
      </tr>`,
    )}</tbody>
  </table>`;
}
