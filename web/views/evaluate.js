/**
 * <fr-evaluate>: how good it is on pictures it has never seen, and which kinds it confuses.
 *
 * @import {Evaluation} from "../protocol.js"
 * @import {State} from "../state.js"
 */
import { html } from "lit";
import { panelHead } from "./controls.js";
import { count, loss, percent } from "./format.js";
import { classNames, View } from "./view.js";

class FrEvaluate extends View {
  /** @param {State} state */
  view(state) {
    const { run, description } = state;
    const evaluation = run?.evaluation;
    const tests = evaluation?.samples ?? description?.test_samples;
    const classes = run?.recipe.classes ?? state.recipe.classes;
    const names = classNames(state, classes);
    return html`<section class="panel evaluate" aria-labelledby="evaluate-head">
      ${panelHead("evaluate-head", "Evaluate", tests === undefined ? "on pictures it has never seen" : `on ${count(tests)} pictures it has never seen`)}
      ${evaluation ? this.result(evaluation, names) : this.empty(classes)}
    </section>`;
  }

  /** @param {number} classes */
  empty(classes) {
    return html`<div class="evaluate-body" data-classes=${classes}>
      <p class="placeholder">After Fit, the network is shown the test pictures. How many of them it names rightly stands here, and which kinds it takes for one another.</p>
    </div>`;
  }

  /** @param {Evaluation} evaluation @param {string[]} names */
  result(evaluation, names) {
    const { accuracy, samples, correct, confusion } = evaluation;
    return html`<div class="evaluate-body" data-classes=${names.length}>
      <div class="score">
        <p class="score-number">${percent(accuracy, samples > 100 ? 1 : 0)}</p>
        <p class="score-words"><span class="num">${count(correct)} of ${count(samples)}</span> right · loss <span class="num">${loss(evaluation.loss)}</span></p>
      </div>
      <div class="matrix-box">${matrix(confusion, names)}</div>
    </div>`;
  }
}

/** @param {number[][]} confusion @param {string[]} names */
function matrix(confusion, names) {
  return html`<table class="matrix" data-classes=${names.length}>
    <caption class="gone">Confusion matrix: how many pictures of each true kind were predicted as which</caption>
    <thead>
      <tr><td colspan="2"></td><th class="axis" scope="colgroup" colspan=${names.length}>predicted</th></tr>
      <tr><td colspan="2"></td>${names.map((name) => html`<th scope="col"><span>${name}</span></th>`)}</tr>
    </thead>
    <tbody>
      ${confusion.map((row, truth) => {
        const all = row.reduce((sum, n) => sum + n, 0) || 1;
        return html`<tr>
          ${truth === 0 ? html`<th class="axis" scope="rowgroup" rowspan=${names.length}><span>true</span></th>` : ""}
          <th scope="row">${names[truth]}</th>
          ${row.map((n, predicted) => html`<td class="${cell(n, truth === predicted)}" style="--share:${(n / all).toFixed(3)}">${n}</td>`)}
        </tr>`;
      })}
    </tbody>
  </table>`;
}

/** @param {number} n @param {boolean} right */
function cell(n, right) {
  return n === 0 ? "none" : right ? "right" : "wrong";
}

customElements.define("fr-evaluate", FrEvaluate);
