/**
 * Form controls: native inputs with label, help and issue; labels and help come from the recipe's table.
 *
 * @import {State} from "../../page/state.js"
 * @import {Issue} from "../../recipe/validate.js"
 * @import {TemplateResult} from "lit"
 */
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { field } from "../../recipe/recipe.js";
import { isFixed, lockedNote, lockedValue } from "./locked.js";
import { onTyped, onTyping, settled, typedText } from "./typing.js";

/**
 * A text input that reports its text on change.
 * @param {{id: string, describedby?: string, value: string, placeholder?: string,
 *   most?: number, report: (text: string) => void}} o  `most`: letters that fit.
 */
export function textInput(o) {
  return html`<input
    class="number"
    type="text"
    id=${o.id}
    autocomplete="off"
    spellcheck="false"
    placeholder=${o.placeholder ?? nothing}
    maxlength=${o.most ?? nothing}
    aria-describedby=${o.describedby ?? nothing}
    .value=${settled(o.value)}
    @input=${onTyping}
    @change=${(/** @type {Event} */ event) => o.report(typedText(event))}
    @blur=${onTyped}
  />`;
}

/**
 * @param {{id: string, label?: string, describedby?: string, value: string, disabled?: boolean,
 *   options: readonly {value: string, text: string, disabled?: boolean}[], report: (value: string) => void}} o
 */
export function select(o) {
  return html`<select
    translate="no"
    id=${o.id}
    aria-label=${o.label ?? nothing}
    aria-describedby=${o.describedby ?? nothing}
    ?disabled=${o.disabled}
    @change=${(/** @type {Event} */ e) => o.report(/** @type {HTMLSelectElement} */ (e.target).value)}
  >
    ${o.options.map(
      ({ value, text, disabled }) =>
        html`<option value=${value} .selected=${live(value === o.value)} ?disabled=${disabled}>${text}</option>`,
    )}
  </select>`;
}

/**
 * Radio buttons side by side. @template T
 * @param {{name: string, label: string, describedby?: string, value: T | null, disabled?: boolean,
 *   options: readonly {value: T, text: any, label?: string}[], report: (value: T) => void}} o
 */
export function choice(o) {
  return html`<div class="choice" role="radiogroup" aria-label=${o.label} aria-describedby=${o.describedby ?? nothing}>
    ${o.options.map(
      ({ value, text, label }) => html`<label>
        <input
          type="radio"
          name=${o.name}
          aria-label=${label ?? nothing}
          ?disabled=${o.disabled}
          .checked=${live(value === o.value)}
          @change=${() => o.report(value)}
        /><span>${text}</span>
      </label>`,
    )}
  </div>`;
}

/**
 * The issues of a setting's value. Those of a link are announced together, where the notices are.
 * @param {State} state @param {string} key @param {string} [id] of the field, if it is not the key
 */
export function problemOf(state, key, id = key) {
  const found = state.issues.filter((/** @type {Issue} */ p) => p.key === key);
  if (found.length === 0) return nothing;
  const given = found.some(({ input, chosen }) => input || chosen);
  return html`<p class="field-problem" id="${id}-problem" role=${given ? "alert" : nothing}>${found.map((p) => p.message).join(" ")}</p>`;
}

/** Return the ids for a field's `aria-describedby`. @param {State} state @param {string} key */
export function described(state, key) {
  const has = state.issues.some((p) => p.key === key);
  return `${key}-help${has ? ` ${key}-problem` : ""}${isFixed(state, key) ? ` ${key}-locked` : ""}`;
}

/**
 * One setting: label and help on the left, the control on the right; a locked one shows its value.
 * @param {State} state @param {string} key
 * @param {TemplateResult} control whose id is `key`
 * @param {{group?: boolean, stacked?: boolean, more?: any}} [o] `group`: the control names itself
 */
export function setting(
  state,
  key,
  control,
  { group = false, stacked = false, more = nothing } = {},
) {
  const { label, help } = field(key);
  const locked = isFixed(state, key);
  return html`<div class="field ${stacked ? "stacked" : ""}">
    <div class="field-words">
      ${group && !locked ? html`<span class="field-label" aria-hidden="true">${label}</span>` : html`<label class="field-label" for=${key}>${label}</label>`}
      ${locked ? lockedNote(key, state) : nothing}
      <p class="field-help" id="${key}-help">${help} ${more}</p>
    </div>
    <div class="field-control">${locked ? lockedValue(state, key, described(state, key)) : control}</div>
    ${problemOf(state, key)}
  </div>`;
}
