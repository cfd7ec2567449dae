/** Text inputs that the page sets, except while the learner is typing in them. */
import { noChange } from "lit";
import { Directive, directive } from "lit/directive.js";

/** @type {WeakSet<EventTarget>} */
const typing = new WeakSet();

/** Sets an input's value, except while the user is typing in it. */
class Settled extends Directive {
  /** @param {string} value */
  render(value) {
    return value;
  }

  /** @param {any} part @param {[string]} values */
  update(part, [value]) {
    const input = /** @type {HTMLInputElement} */ (part.element);
    if (!typing.has(input) && input.value !== value) input.value = value;
    return noChange;
  }
}
export const settled = directive(Settled);

/** @param {Event} event */
export const onTyping = ({ target }) => typing.add(/** @type {EventTarget} */ (target));

/** Return whether something was typed that has not been taken yet; from now on it has. @param {Event} event */
export const onTyped = ({ target }) => typing.delete(/** @type {EventTarget} */ (target));

/** Return the text of an input that is no longer typed in. @param {Event} event */
export function typedText(event) {
  onTyped(event);
  return /** @type {HTMLInputElement} */ (event.target).value.trim();
}
