/**
 * The question before a training, what will come of it, and its answer after: a share of test pictures
 * in percent, and where there is something to compare with, whether it will be higher or lower. Fetched
 * where something asks it.
 *
 * @import {Way} from "../../page/state.js"
 * @import {Interval} from "../../protocol.js"
 */
import { html, nothing } from "lit";
import { readTypedNumber } from "../../recipe/typed-number.js";
import { percent } from "../../text/format.js";
import { choice } from "./controls.js";
import "./styles/expected.late.css";

const WAYS = /** @type {const} */ ([
  { value: "higher", text: "higher" },
  { value: "same", text: "the same" },
  { value: "lower", text: "lower" },
]);
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

/** @param {{name: string, question: string, way: Way | null, report: (way: Way) => void}} o */
export function wayField({ name, question, way, report }) {
  return html`<div class="field stacked">
    <span class="field-label" aria-hidden="true">${question}</span>
    <div class="field-control">${choice({ name, label: question, value: way, options: WAYS, report })}</div>
  </div>`;
}

/**
 * What was expected, what came, and how that is to what it is compared with. `beside` names that, `spread`
 * is how sure the share is that came, and `chance` says what a difference within it is.
 * @param {{share: number | null, way: Way | null}} expected
 * @param {{came: number, before: number, beside: string, spread?: Interval | null, chance: string}} o
 */
export function answer({ share, way }, { came, before, beside, spread, chance }) {
  const said = [way && textOf(way), share !== null && percent(share)];
  const out = cameOut(came, before, spread);
  return `You expected ${said.filter(Boolean).join(", about ")}; it came to ${percent(came)} ${beside} ${percent(before)}: ${out === "same" ? chance : textOf(out)}.`;
}

/** @param {Way} way */
function textOf(way) {
  return WAYS.find(({ value }) => value === way)?.text ?? way;
}

/** A difference that chance makes as well is none. @param {number} now @param {number} before @param {Interval | null} [spread] @returns {Way} */
function cameOut(now, before, spread) {
  if (spread && before >= spread.low && before <= spread.high) return "same";
  return now === before ? "same" : now > before ? "higher" : "lower";
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
