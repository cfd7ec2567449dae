/**
 * The question before a training, what will come of it, and its answer after: a share of test pictures
 * in percent. Fetched where something asks it.
 */
import { html, nothing } from "lit";
import { readTypedNumber } from "../../recipe/typed-number.js";
import { percent } from "../../text/format.js";
import "./styles/expected.late.css";

const REFUSED = "Write a number from 0 to 100, such as 80.";

/**
 * `came`: what came of it, once that is known, and `answer` what is to be said of that, if not only both
 * numbers; `wanted`: it is to be written before a training begins.
 * @param {{id: string, label?: string, expected: number | null, came: number | null,
 *   answer?: string | null, wanted: boolean, refused: string, report: (text: string) => void}} o
 */
export function expectedField({ id, label, expected, came, answer, wanted, refused, report }) {
  const question = wanted
    ? "First write what you expect here, a number from 0 to 100. Then train."
    : "What do you expect? Write it before you train.";
  const said =
    expected !== null && came !== null
      ? `You expected ${percent(expected)}; it came to ${percent(came)}.`
      : question;
  return html`<div class="task-field">
    <label for=${id}>${label ?? "Test accuracy you expect, in %"}</label>
    <input class="number" id=${id} type="text" inputmode="decimal" autocomplete="off"
      aria-describedby="${id}-help" aria-invalid=${wanted ? "true" : nothing}
      .value=${expected === null ? "" : String(Number((expected * 100).toFixed(2)))}
      @change=${(/** @type {Event} */ { target }) => report(/** @type {HTMLInputElement} */ (target).value)} />
    <p class="field-help" id="${id}-help" role=${wanted ? "alert" : nothing}>${refused || answer || said}</p>
  </div>`;
}

/**
 * Report what was typed as a share, or have the view say why it cannot be one.
 * @param {{refused: string, requestUpdate: () => void}} view @param {string} text
 * @param {(share: number) => void} report
 */
export function takeShare(view, text, report) {
  const share = readShare(text);
  view.refused = share === null ? REFUSED : "";
  if (share === null) view.requestUpdate();
  else report(share);
}

/** Return what was typed as a share; null where it is none. @param {string} text */
function readShare(text) {
  const reading = readTypedNumber(text.replace(/%\s*$/, ""), { whole: false });
  const number = "number" in reading ? reading.number : -1;
  if (number < 0 || number > 100) return null;
  // Who writes .8 means 80 %.
  return number < 1 ? number : number / 100;
}
