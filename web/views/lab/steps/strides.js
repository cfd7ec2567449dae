/**
 * The buttons that train one batch or one epoch and pause then. They stand beside the curves, which show
 * what came of it; where a link leaves those out, among the settings.
 *
 * @import {State} from "../../../page/state.js"
 * @import {Action} from "../../../page/actions.js"
 */
import { html } from "lit";

/**
 * A stride is not disabled while it trains: it would lose the focus.
 * @param {State} state @param {(action: Action) => void} act
 */
export function strides({ phase, list }, act) {
  const off = phase === "fitting" || phase === "booting" || Boolean(list?.running);
  return /** @type {const} */ (["batch", "epoch"]).map(
    (by) =>
      html`<button class="button small" aria-disabled=${off ? "true" : "false"} @click=${() => act({ type: "advance", by })}>One ${by}</button>`,
  );
}

/** Whether the curves have them. @param {State} state */
export function besideCurves({ hide }) {
  return !hide.includes("curves");
}
