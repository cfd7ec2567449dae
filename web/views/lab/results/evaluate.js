/**
 * <fr-evaluate>: test accuracy and the confusion matrix.
 *
 * @import {Evaluation} from "../../../protocol.js"
 * @import {Run, State} from "../../../page/state.js"
 */
import { html, nothing } from "lit";
import { differences, sameRecipe } from "../../../recipe/recipe.js";
import { count, loss, percent } from "../../../text/format.js";
import { foldClass, panelHeading } from "../../shared/headings.js";
import * as icons from "../../shared/icons.js";
import { classNames, View } from "../../shared/view.js";

class FrEvaluate extends View {
  /** @param {State} state */
  view(state) {
    const { run, description } = state;
    // The epoch of what is shown: that of the slider is asked for first.
    const look =
      state.inside.epoch !== null && state.inside.look?.evaluation ? state.inside.look : null;
    const evaluation = look?.evaluation ?? run?.evaluation;
    const tests = evaluation?.samples ?? (run?.test_samples || description?.test_samples);
    const names = classNames(state, run?.recipe ?? state.recipe, run);
    return html`<section class="panel evaluate ${foldClass(state, "evaluate")}" aria-labelledby="evaluate-head">
      ${panelHeading(state, "evaluate", "Evaluate", tests === undefined ? "on pictures it has never seen" : `on ${count(tests)} pictures it has never seen${look ? `, after epoch ${look.epoch}` : ""}`)}
      ${run && evaluation ? this.result(evaluation, names, fingerprint(run, state)) : this.empty(names, pendingText(state))}
      ${this.findings(state)}
    </section>`;
  }

  /** The same layout without results. @param {string[]} names @param {string} words */
  empty(names, words) {
    const none = names.map(() => names.map(() => 0));
    return html`<div class="evaluate-body blank" data-classes=${names.length}>
      <div class="score">
        <p class="score-number" aria-hidden="true">–</p>
        <p class="score-words">${words}</p>
      </div>
      <div class="matrix-box" aria-hidden="true">${matrix(none, names)}</div>
    </div>`;
  }

  /** @param {Evaluation} evaluation @param {string[]} names @param {any} mark */
  result(evaluation, names, mark) {
    const { accuracy, samples, correct, confusion, interval } = evaluation;
    return html`<div class="evaluate-body" data-classes=${names.length}>
      <div class="score">
        <p class="score-number">${percent(accuracy, samples > 100 ? 1 : 0)}</p>
        <p class="score-words"><span class="num">${count(correct)} of ${count(samples)}</span> right${interval ? html`, <span class="apart">95 % interval <span class="num">${percent(interval.low, 0)} – ${percent(interval.high, 0)}</span></span>` : nothing}, <span class="apart">loss <span class="num">${loss(evaluation.loss)}</span></span></p>
        ${mark}
      </div>
      <div class="matrix-box">${matrix(confusion, names, (truth, predicted) => this.open(truth, predicted))}</div>
    </div>`;
  }

  /** What stands out in the run, whichever epoch is looked at; its place is kept before there is anything. @param {State} state */
  findings({ run, recipe }) {
    const same = run && sameRecipe(run.recipe, recipe);
    const found = run?.findings ?? [];
    return html`<p class="findings-head" id="findings-head">${found.length > 0 ? "What stands out after the last epoch" : nothing}</p>
    <ul class="findings" aria-labelledby="findings-head">${found.map(
      ({ text, label, key, value, cell }) => html`<li>
        ${text} ${cell && label ? html`<button class="link" @click=${() => this.open(cell[0], cell[1])}>${label}</button>` : nothing}
        ${key && label && same ? html`<button class="link" @click=${() => this.change(key, value)}>${label}</button>` : nothing}
      </li>`,
    )}</ul>`;
  }

  /** Show the pictures that a cell of the matrix counts. @param {number} truth @param {number} predicted */
  open(truth, predicted) {
    this.act({ type: "predictions", filter: { which: "all", truth, predicted }, start: 0 });
    document.querySelector("fr-predict")?.scrollIntoView({ block: "nearest" });
  }
}

/** Return why there is no evaluation yet. @param {State} state */
function pendingText({ run, phase }) {
  if (run?.reason === "stopped" && run.test_samples > 0)
    return `Testing on ${count(run.test_samples)} pictures…`;
  if (run && run.reason !== null) return "This run ended before its test.";
  if (run && phase === "paused")
    return "Not tested yet. Resume trains on, and the test comes at the end. Stop ends the run here and tests what it has learned by now.";
  if (run?.activity === "evaluate") return `Testing on ${count(run.test_samples)} pictures…`;
  return "After Fit, how many it names rightly stands here, and beside it what it takes for what.";
}

/** A run's fingerprint, compared with the one in the link. @param {Run} run @param {State} state */
function fingerprint({ fingerprint: own, recipe, reason: end }, { match: expected, matchRecipe }) {
  if (!own) return nothing;
  if (!expected || !matchRecipe) {
    const means =
      end === "stopped"
        ? "of what was trained until Stop; whole runs of the same settings have the same on every device"
        : "the same settings give the same on every device";
    return html`<p class="fingerprint">Fingerprint <code translate="no">${own}</code>: ${means}</p>`;
  }
  return own === expected
    ? html`<p class="fingerprint good">${icons.tick} Fingerprint <code translate="no">${own}</code> matches the link’s</p>`
    : html`<p class="fingerprint">${icons.cross} Fingerprint <code translate="no">${own}</code> differs from the link’s <code translate="no">${expected}</code>. ${reason(differences(recipe, matchRecipe))}</p>`;
}

/** Why two runs differ. @param {string[]} labels Of the settings that differ. */
function reason(labels) {
  return labels.length > 0
    ? `The settings differ: ${labels.join(", ")}.`
    : "The settings are the same, so the link’s run was stopped early, another version of this page made it, or the link was changed by hand.";
}

/** @param {number[][]} confusion @param {string[]} names @param {((truth: number, predicted: number) => void) | null} [open] */
function matrix(confusion, names, open = null) {
  return html`<table class="matrix" data-classes=${names.length}>
    <caption class="visually-hidden">Confusion matrix: how many pictures of each true kind were predicted as which</caption>
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
          ${row.map(
            (n, predicted) =>
              html`<td class="${cell(n, truth === predicted)}" style="--share:${(n / all).toFixed(3)}">${
                open && n > 0
                  ? html`<button aria-label=${`${n} of ${names[truth]}, taken for ${names[predicted]}: show them`} @click=${() => open(truth, predicted)}>${n}</button>`
                  : n
              }</td>`,
          )}
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
