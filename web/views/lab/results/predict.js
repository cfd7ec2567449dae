/**
 * <fr-predict>: test pictures with their predicted classes, one of them large with all probabilities.
 *
 * @import {Confidence, Prediction} from "../../../protocol.js"
 * @import {PredictionFilter, State} from "../../../page/state.js"
 */
import { html, nothing } from "lit";
import { choice, select } from "../../shared/controls.js";
import * as icons from "../../shared/icons.js";
import { pager } from "../../shared/pager.js";
import { probabilityTable } from "../../shared/probabilities.js";
import "../../shared/picture.js";
import { foldClass, panelHeading } from "../../shared/headings.js";
import { classNames, View } from "../../shared/view.js";
import { confidences, noneLeft } from "./prediction-filters.js";

const PAGE = 12;
const ORDERS = /** @type {const} */ ([
  { value: "index", text: "in their order" },
  { value: "surest", text: "surest first" },
  { value: "doubtful", text: "doubtful first" },
]);
const FILTERS = /** @type {const} */ ([
  { value: "all", text: "All" },
  { value: "right", text: "Right" },
  { value: "wrong", text: "Wrong" },
]);

/** @type {Omit<Prediction, "probabilities">} */
const NO_PREDICTION = {
  index: 0,
  label: 0,
  name: "",
  one_hot: [],
  pixels: new Uint8Array(28 * 28),
  predicted: 0,
  predicted_name: "",
  correct: true,
};

class FrPredict extends View {
  /** @param {State} state */
  view(state) {
    const { predictions, run } = state;
    const epoch = predictions?.epoch ?? null;
    return html`<section class="panel predict ${foldClass(state, "predict")}" aria-labelledby="predict-head">
      ${panelHeading(state, "predict", "Predict", `what it takes each test picture for${epoch === null ? "" : `, after epoch ${epoch}`}`)}
      ${predictions && run ? this.result(state, predictions) : this.empty(state)}
    </section>`;
  }

  /** Takes the room of what comes, so that nothing below it moves then. @param {State} state */
  empty(state) {
    const probabilities = classNames(state, state.recipe).map(() => 0);
    const predictions = Array.from({ length: PAGE }, () => ({ ...NO_PREDICTION, probabilities }));
    const filter = /** @type {const} */ ({ which: "all" });
    const coming = { filter, start: 0, epoch: null, predictions, total: 10 * PAGE, levels: [] };
    return html`<div class="predict-room">
      <div class="coming" inert>${this.result(state, coming)}</div>
      <div class="predict-body blank">
        <div class="detail"><p class="placeholder">Test pictures come here after Fit, each with what the network takes it for and how sure it is.</p></div>
        <ul class="cards" aria-hidden="true">${predictions.map(() => html`<li></li>`)}</ul>
      </div>
    </div>`;
  }

  /** @param {State} state @param {NonNullable<State["predictions"]>} page */
  result(state, { filter, start, predictions, total, levels }) {
    const { which, order, confidence } = filter;
    const names = classNames(state, state.run?.recipe ?? state.recipe, state.run);
    const { picture } = state.inside;
    const chosen = picture?.part === "test" ? picture.index : null;
    const large = predictions.find((p) => p.index === chosen) ?? predictions[0];
    return html`<div class="predict-tools">
        ${choice({ name: "which", label: "Show", value: which, options: FILTERS, report: (value) => this.request({ ...filter, which: value }, 0) })}
        ${select({ id: "predict-class", label: "Kind", value: kindOf(filter), options: kinds(names), report: (value) => this.request({ ...filter, truth: value === "" ? undefined : Number(value), predicted: undefined }, 0) })}
        ${select({ id: "predict-confidence", label: "Confidence", value: confidence ?? "", options: confidences(levels), report: (value) => this.request({ ...filter, confidence: value === "" ? undefined : /** @type {Confidence} */ (value) }, 0) })}
        ${select({ id: "predict-order", label: "Order", value: order ?? "index", options: ORDERS, report: (value) => this.request({ ...filter, order: value === "index" ? undefined : /** @type {"surest" | "doubtful"} */ (value) }, 0) })}
        ${pager({ what: "test pictures", start, size: PAGE, total, go: (next) => this.request(filter, next) })}
        ${filter.truth === undefined || filter.predicted === undefined ? nothing : this.cell(names[filter.truth], names[filter.predicted])}
      </div>
      <div class="predict-body">
        ${large ? detail(large, names) : this.none(noneLeft(filter, levels, names))}
        <ul class="cards" aria-label="Test pictures">${predictions.map((p) => this.card(p, p === large))}</ul>
      </div>`;
  }

  /** The cell of the matrix that is open. @param {string} truth @param {string} predicted */
  cell(truth, predicted) {
    const words = truth === predicted ? `${truth}, and right` : `${truth}, taken for ${predicted}`;
    return html`<button class="button small" @click=${this.showAll}>${words} ${icons.cross}<span class="visually-hidden"> Show all again</span></button>`;
  }

  /** No picture is left: why, and the way back. @param {string} words */
  none(words) {
    return html`<div class="placeholder predict-none"><p role="status">${words}</p><button class="button" @click=${this.showAll}>Show all test pictures</button></div>`;
  }

  /** Undo all filters; the button that was pressed goes with them. */
  async showAll() {
    const { order } = this.state?.predictions?.filter ?? {};
    this.request({ which: "all", order }, 0);
    await this.updateComplete;
    this.querySelector("input")?.focus({ preventScroll: true });
  }

  /** @param {Prediction} p @param {boolean} shown */
  card(p, shown) {
    const name = `Test picture ${p.index}, ${p.correct ? "right" : "wrong"}: `;
    const choose = () => {
      if (!shown)
        this.act({ type: "look", changes: { picture: { part: "test", index: p.index } } });
    };
    return html`<li>
      <button class="card ${p.correct ? "right" : "wrong"}" aria-pressed=${shown} @click=${choose} @pointerenter=${choose} @focus=${choose}>
        <fr-picture .pixels=${p.pixels} .label=${""}></fr-picture>
        <span class="bars" aria-hidden="true">${p.probabilities.map((share, i) => html`<i class=${i === p.predicted ? "top" : ""} style="--share:${share.toFixed(3)}"></i>`)}</span>
        <span class="verdict"><span class="visually-hidden">${name}</span>${p.correct ? icons.tick : icons.cross} ${p.predicted_name}</span>
        <span class="truth">${p.correct ? "" : `is: ${p.name}`}</span>
      </button>
    </li>`;
  }

  /** @param {PredictionFilter} filter @param {number} start */
  request(filter, start) {
    this.act({ type: "predictions", filter, start });
  }
}

/** The kind that is chosen; a cell of the matrix is shown beside. @param {PredictionFilter} filter */
function kindOf({ truth, predicted }) {
  return truth === undefined || predicted !== undefined ? "" : String(truth);
}

/** What pictures can be of. @param {string[]} names */
function kinds(names) {
  return [
    { value: "", text: "every kind" },
    ...names.map((name, i) => ({ value: String(i), text: name })),
  ];
}

/** @param {Prediction} p @param {string[]} names */
function detail(p, names) {
  return html`<div class="detail ${p.correct ? "right" : "wrong"}">
    <div class="detail-head">
      <fr-picture .pixels=${p.pixels} .label=${`Test picture ${p.index}: ${p.name}`}></fr-picture>
      <div class="detail-words">
        <h3>${p.correct ? icons.tick : icons.cross} ${p.predicted_name}</h3>
        <p class="subtitle">${p.correct ? "Right" : `Wrong: it is ${p.name}`} · test picture <span class="num">${p.index}</span></p>
      </div>
    </div>
    ${probabilityTable("How sure it is of each class", names, p.probabilities, p.predicted)}
  </div>`;
}

customElements.define("fr-predict", FrPredict);
