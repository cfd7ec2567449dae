/**
 * How the last hidden layer votes for a class, and how softmax makes shares of the logits.
 *
 * @import {Contributions, Trace} from "../../../protocol.js"
 * @import {Acts} from "./cards.js"
 */

import { html } from "lit";
import { likeliest } from "../../../page/likeliest.js";
import { percent } from "../../../text/format.js";
import * as icons from "../../shared/icons.js";
import { shownPicture } from "./shown-picture.js";
import { exact, sumTable, sumWords } from "./sum.js";

/** @param {Trace} trace @param {Contributions} votes @param {string[]} names @param {Acts} acts */
export function votesCard(trace, votes, names, acts) {
  const { picture, activations } = trace;
  const shares = activations[activations.length - 1];
  const predicted = likeliest(shares);
  const name = names[votes.unit];
  const title = votes.unit === predicted ? `Why it says ${name}` : `What speaks for ${name}`;
  return html`<section class="way" aria-labelledby="way-votes">
    <div class="way-head">
      <h3 id="way-votes" tabindex="-1">${title}</h3>
      <button class="icon-button" aria-label="Close these votes" @click=${acts.closeWhy}>${icons.cross}</button>
    </div>
    <div class="way-body">
      <figure class="way-picture">
        <fr-picture .pixels=${picture.pixels} .label=${""}></fr-picture>
        <figcaption>${shownPicture(trace)}</figcaption>
      </figure>
      <div class="way-sum">
        <p class="way-words">${sumWords(votes)}</p>
        ${sumTable(votes, { total: "logit", acts })}
      </div>
      <table class="softmax">
        <caption>Softmax makes shares of them: e to the power of each logit (minus the largest), divided by the sum of these powers</caption>
        <thead><tr><th scope="col">class</th><th scope="col">logit</th><th scope="col">power</th><th scope="col">share</th></tr></thead>
        <tbody>${names.map(
          (each, i) => html`<tr class=${i === votes.unit ? "top" : ""}>
            <th scope="row"><button class="link" aria-pressed=${i === votes.unit} @click=${() => acts.choose(activations.length - 1, i)}>${each}</button></th>
            <td class="num">${exact(trace.logits[i])}</td>
            <td class="num">${power(trace.exponentials[i])}</td>
            <td class="num">${percent(shares[i])}</td>
          </tr>`,
        )}</tbody>
      </table>
    </div>
  </section>`;
}

/** Short enough for a narrow column. @param {number} n */
function power(n) {
  return n > 0 && n < 0.001 ? n.toExponential(1) : n.toPrecision(2);
}
