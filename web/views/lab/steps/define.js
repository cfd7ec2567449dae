/**
 * <fr-define>, step 2: the layers between the pixels and the answer.
 *
 * @import {HiddenLayer} from "../../../protocol.js"
 * @import {State} from "../../../page/state.js"
 */
import { html, nothing } from "lit";
import { isRunning } from "../../../page/state.js";
import { field, isLocked } from "../../../recipe/recipe.js";
import { count } from "../../../text/format.js";
import { described, problemOf, select, setting } from "../../shared/controls.js";
import { foldClass, stepHeading } from "../../shared/headings.js";
import * as icons from "../../shared/icons.js";
import { lockedInput, lockedNote } from "../../shared/locked.js";
import { numberInput } from "../../shared/number-input.js";
import { View } from "../../shared/view.js";

class FrDefine extends View {
  constructor() {
    super();
    /** The layer to focus once there are `layers` of them. @type {{layers: number, at: number} | null} */
    this.pendingFocus = null;
  }

  /** @param {State} state */
  view(state) {
    const { recipe, description } = state;
    const total = description?.summary.total_params;
    const max = field("layers").max_layers ?? 8;
    const full = recipe.layers.length >= max;
    const locked = isLocked(state.lock, "layers");
    return html`<section class="step ${foldClass(state, "define")}" aria-labelledby="step-define">
      ${stepHeading(state, "define", "Define", html`<span class="num ${total === undefined ? "pending" : ""}">${total === undefined ? "0,000" : count(total)}</span> numbers to learn`)}
      <div class="step-body">
        <p class="field-help" id="layers-help">${field("layers").help}</p>
        <ol class="layers" aria-label="Layers">
          <li class="layer fixed"><span class="layer-type" translate="no">Flatten</span><span>28 × 28 picture to <span class="num">784</span> inputs</span></li>
          ${recipe.layers.map((layer, i) => (locked ? this.lockedLayer(state, layer, i) : this.layer(state, layer, i)))}
          <li class="layer fixed"><span class="layer-type" translate="no">Dense <span class="num">${recipe.classes}</span></span><span>softmax, one output per class</span></li>
        </ol>
        ${problemOf(state, "layers")}
        ${
          locked
            ? lockedNote("layers")
            : html`<div class="add-layer">
          <button class="button" ?disabled=${full || isRunning(state)} @click=${() => this.add(recipe.layers)}>${icons.plus} Add a layer</button>
          ${full ? html`<span class="field-help">${max} hidden layers are the most that fit here.</span>` : nothing}
        </div>`
        }
        ${setting(
          state,
          "activation",
          select({
            id: "activation",
            describedby: described(state, "activation"),
            value: recipe.activation,
            disabled: isRunning(state),
            options: (field("activation").choices ?? []).map((value) => ({ value, text: value })),
            report: (value) => this.change("activation", value),
          }),
          { more: html`Each layer may have its own.` },
        )}
      </div>
    </section>`;
  }

  /** @param {State} state @param {HiddenLayer} layer @param {number} i */
  layer(state, layer, i) {
    const { recipe } = state;
    const { min = 1, max = 1024 } = field("layers");
    const off = isRunning(state);
    const name = `hidden layer ${i + 1}`;
    /** @param {{units?: number | "", activation?: string | null}} part */
    const update = (part) =>
      this.change(
        "layers",
        recipe.layers.map((l, at) => (at === i ? { ...l, ...part } : l)),
      );
    return html`<li class="layer">
      <span class="layer-type" translate="no">Dense</span>
      <span class="stepper">
        <button class="icon-button" aria-label="Fewer units in ${name}" ?disabled=${off || layer.units <= min} @click=${() => update({ units: Math.max(min, step(layer.units, -1)) })}>${icons.minus}</button>
        ${numberInput(state, {
          id: `units-${i}`,
          key: "layers",
          label: `Units in ${name}`,
          describedby: state.issues.some(({ key }) => key === "layers")
            ? "layers-problem"
            : undefined,
          value: String(layer.units),
          min,
          max,
          disabled: off,
          report: (units) => update({ units }),
        })}
        <button class="icon-button" aria-label="More units in ${name}" ?disabled=${off || layer.units >= max} @click=${() => update({ units: Math.min(max, step(layer.units, 1)) })}>${icons.plus}</button>
      </span>
      ${select({
        id: `activation-${i}`,
        label: `Activation of ${name}`,
        value: layer.activation ?? "",
        disabled: off,
        options: [
          { value: "", text: `${recipe.activation} (shared)` },
          ...(field("activation").choices ?? []).map((value) => ({ value, text: value })),
        ],
        report: (value) => update({ activation: value || null }),
      })}
      <button class="icon-button" aria-label="Remove ${name}" ?disabled=${off} @click=${() => this.removeLayer(recipe.layers, i)}>${icons.cross}</button>
    </li>`;
  }

  /** @param {State} state @param {HiddenLayer} layer @param {number} i */
  lockedLayer({ recipe }, { units, activation }, i) {
    const name = `hidden layer ${i + 1}`;
    const describedby = "layers-locked";
    return html`<li class="layer">
      <span class="layer-type" translate="no">Dense</span>
      ${lockedInput({ id: `units-${i}`, text: String(units), label: `Units in ${name}`, describedby })}
      ${lockedInput({ id: `activation-${i}`, text: activation ?? recipe.activation, label: `Activation of ${name}`, describedby })}
    </li>`;
  }

  /** @param {HiddenLayer[]} layers */
  add(layers) {
    const units = layers.at(-1)?.units ?? 10;
    this.pendingFocus = { layers: layers.length + 1, at: layers.length };
    this.change("layers", [...layers, { units, activation: null }]);
  }

  /** @param {HiddenLayer[]} layers @param {number} i */
  removeLayer(layers, i) {
    this.pendingFocus = { layers: layers.length - 1, at: Math.min(i, layers.length - 2) };
    this.change(
      "layers",
      layers.filter((_, at) => at !== i),
    );
  }

  updated() {
    if (!this.pendingFocus || this.state?.recipe.layers.length !== this.pendingFocus.layers) return;
    const { at } = this.pendingFocus;
    this.pendingFocus = null;
    const target =
      at < 0 ? this.querySelector(".add-layer button") : this.querySelector(`#units-${at}`);
    /** @type {HTMLElement | null} */ (target)?.focus();
  }
}

/**
 * Return the next number of units: small layers change by one, large ones by a round step.
 * @param {number} units @param {1 | -1} way
 */
function step(units, way) {
  const from = way > 0 ? units : units - 1;
  const size = from < 16 ? 1 : from < 64 ? 8 : from < 256 ? 32 : 128;
  return way > 0 ? (Math.floor(units / size) + 1) * size : (Math.ceil(units / size) - 1) * size;
}

customElements.define("fr-define", FrDefine);
