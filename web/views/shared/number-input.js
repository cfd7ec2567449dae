/**
 * An input for a number, as text: a browser's own number field drops what it cannot read without a
 * word, and reads a comma by the language of the browser.
 *
 * @import {State} from "../../page/state.js"
 * @typedef {{min: number, max: number, step: number}} Steps
 */
import { html, nothing } from "lit";
import { dispatch } from "../../page/actions.js";
import { plainNumber } from "../../recipe/numbers.js";
import { readTypedNumber, refusal } from "../../recipe/typed-number.js";
import { onTyped, onTyping, settled, typedText } from "./typing.js";

/**
 * An input that reports the number it holds, or "" if it is empty. A text that cannot be read is
 * noted among the page's issues, and the value stays as it was.
 * @param {State} state
 * @param {{id: string, key?: string, label?: string, describedby?: string, value: string, min?: number,
 *   max?: number, step?: number, decimal?: boolean, disabled?: boolean,
 *   report: (value: number | "") => void}} o
 *   `key`: the setting whose problem it is, if not `id`; `decimal`: a number without steps
 */
export function numberInput(state, o) {
  const { min = 0, max = Number.MAX_SAFE_INTEGER, step = 1 } = o;
  const whole = !o.decimal && step >= 1;
  const invalid = state.issues.some((issue) => issue.input === o.id);
  /** @param {Event} event */
  const take = (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const text = typedText(event);
    const reading = text === "" ? null : readTypedNumber(text, { whole });
    if (reading && "why" in reading) {
      const message = refusal(text, reading.why, { whole, kept: o.value });
      return dispatch(input, {
        type: "issue",
        issue: { key: o.key ?? o.id, message, input: o.id },
      });
    }
    if (invalid) dispatch(input, { type: "issue", issue: null });
    o.report(reading ? reading.number : "");
  };
  // A number like the one before is no change to the browser, but it answers the field's complaint.
  /** @param {Event} event */
  const leave = (event) => {
    if (!onTyped(event)) return;
    take(event);
    answered(event);
  };
  /** A sticky bar may cover what is said of the text. @param {Event} event */
  const answered = async ({ target }) => {
    await new Promise(requestAnimationFrame);
    const field = /** @type {HTMLElement} */ (target).closest(".field, .step-body");
    field?.querySelector(".field-problem")?.scrollIntoView({ block: "nearest" });
  };
  const stepped = onStep({ min, max, step });
  /** @param {KeyboardEvent} event */
  const press = (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") leave(event);
    else if (!o.decimal && stepped(event)) take(event);
  };
  return html`<input
    class="number"
    id=${o.id}
    type="text"
    role=${o.decimal ? nothing : "spinbutton"}
    inputmode=${whole ? "numeric" : "decimal"}
    autocomplete="off"
    spellcheck="false"
    aria-valuenow=${o.decimal || o.value === "" ? nothing : o.value}
    aria-valuemin=${o.decimal ? nothing : (o.min ?? nothing)}
    aria-valuemax=${o.decimal ? nothing : (o.max ?? nothing)}
    aria-label=${o.label ?? nothing}
    aria-describedby=${o.describedby ?? nothing}
    aria-invalid=${invalid ? "true" : nothing}
    ?disabled=${o.disabled}
    .value=${settled(o.value)}
    @input=${onTyping}
    @change=${leave}
    @blur=${leave}
    @keydown=${press}
  />`;
}

/**
 * Return a handler of keys that goes to the next step with the arrows up and down, as a number field
 * does, and returns whether it went.
 * @param {Steps} steps
 */
export function onStep(steps) {
  /** @param {KeyboardEvent} event */
  return (event) => {
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!way || event.altKey || event.ctrlKey || event.metaKey) return false;
    const input = /** @type {HTMLInputElement} */ (event.target);
    const reading = readTypedNumber(input.value, { whole: steps.step >= 1 });
    event.preventDefault();
    if ("why" in reading) return false;
    input.value = plainNumber(nextStep(reading.number, way, steps));
    return true;
  };
}

/** Return the next number that is whole steps above the least. @param {number} from @param {number} way @param {Steps} steps */
function nextStep(from, way, { min, max, step }) {
  // 0.15 / 0.05 is a little less than 3.
  const at = Number(((from - min) / step).toPrecision(12));
  const next = way > 0 ? Math.floor(at) + 1 : Math.ceil(at) - 1;
  const most = Math.floor(Number(((max - min) / step).toPrecision(12)));
  return Number((min + Math.min(most, Math.max(0, next)) * step).toPrecision(12));
}
