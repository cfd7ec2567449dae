/**
 * <fr-expected>: what the learner expects of the next Fit, and what came of it: a share of test pictures,
 * and where there is a run to compare with, whether it will be higher or lower. Fetched when first wished.
 *
 * @import {Expected, Run, State, Way} from "../../../page/state.js"
 * @import {Recipe} from "../../../protocol.js"
 */
import { html, nothing } from "lit";
import { differingKeys, field, sameRecipe } from "../../../recipe/recipe.js";
import { percent } from "../../../text/format.js";
import { choice } from "../../shared/controls.js";
import { expectedField, takeShare } from "../../shared/expected.js";
import { inWords } from "../../shared/locked.js";
import { View } from "../../shared/view.js";

const WAYS = /** @type {const} */ ([
  { value: "higher", text: "higher" },
  { value: "same", text: "the same" },
  { value: "lower", text: "lower" },
]);
/** Settings that are named, of those that differ. */
const NAMED = 2;

class FrExpected extends View {
  constructor() {
    super();
    /** What was typed and cannot be a number. */
    this.refused = "";
    /** What the field has last been gone to for. @type {Expected | null} */
    this.asked = null;
  }

  /** @param {State} state */
  view(state) {
    const { run, recipe, finished } = state;
    if (!state.expected) return nothing;
    const { run_id } = state.expected;
    const own = run && run.run_id === run_id && sameRecipe(run.recipe, recipe) ? run : null;
    // What was expected of an earlier run is over once other settings stand there.
    const open = own || run_id === null;
    const expected = open ? state.expected : { ...state.expected, share: null, way: null };
    const before = own ? finished[0] : run;
    const compared = before?.evaluation ? before : null;
    const differing = compared ? differingKeys([compared.recipe, own?.recipe ?? recipe]) : [];
    const asks = compared && differing.length > 0;
    return html`${asks ? this.way(expected, compared, own?.recipe ?? recipe, differing) : nothing}
      ${expectedField({
        id: "expected",
        ...(asks && { label: "About how much, in %" }),
        expected: expected.share,
        came: own?.evaluation?.accuracy ?? null,
        answer: own?.evaluation && asks ? answer(expected, compared, own) : null,
        wanted: expected.wanted,
        refused: this.refused,
        report: (text) => this.take(text),
      })}`;
  }

  /** @param {Expected} expected @param {Run} before @param {Recipe} recipe @param {string[]} differing */
  way({ way }, before, recipe, differing) {
    const named = differing.slice(0, NAMED).map((key) => {
      const label = (field(key).label ?? key).toLowerCase();
      return `${label} ${inWords(recipe, key)} instead of ${inWords(before.recipe, key)}`;
    });
    const others = differing.length > NAMED ? ", and more" : "";
    const question = `With ${named.join(" and ")}${others}, test accuracy will be`;
    return html`<div class="field stacked">
      <span class="field-label" aria-hidden="true">${question}</span>
      <div class="field-control">${choice({
        name: "expected-way",
        label: question,
        value: way,
        options: WAYS,
        report: (value) => this.put({ way: value }),
      })}</div>
    </div>`;
  }

  /** A Fit that may not begin yet asks for it. */
  updated() {
    const expected = this.state?.expected ?? null;
    if (expected?.wanted && expected !== this.asked)
      /** @type {HTMLElement | null} */ (this.querySelector("input[type=text]"))?.focus();
    this.asked = expected;
  }

  /** @param {string} text */
  take(text) {
    takeShare(this, text, (share) => this.put({ share }));
  }

  /** What was expected of an earlier run is over. @param {Partial<Expected>} changes */
  put(changes) {
    const { share = null, way = null, run_id = null } = this.state?.expected ?? {};
    const open = run_id === null ? { share, way } : { share: null, way: null };
    this.act({ type: "expect", expected: { ...open, ...changes, run_id: null, wanted: false } });
  }
}

/** What was expected, what came, and how that is to what came before. @param {Expected} expected @param {Run} before @param {Run} own */
function answer({ share, way }, before, own) {
  const { accuracy, interval } = /** @type {NonNullable<Run["evaluation"]>} */ (own.evaluation);
  const earlier = before.evaluation?.accuracy ?? 0;
  const said = [
    way && (WAYS.find(({ value }) => value === way)?.text ?? way),
    share !== null && percent(share),
  ];
  const came = cameOut(accuracy, earlier, interval);
  const text = WAYS.find(({ value }) => value === came)?.text;
  return `You expected ${said.filter(Boolean).join(", about ")}; it came to ${percent(accuracy)} after ${percent(earlier)}: ${came === "same" ? "with so few test pictures that is no difference" : text}.`;
}

/** A difference that the test pictures cannot tell from chance is none. @param {number} now @param {number} before @param {{low: number, high: number}} [interval] @returns {Way} */
function cameOut(now, before, interval) {
  if (interval && before >= interval.low && before <= interval.high) return "same";
  return now === before ? "same" : now > before ? "higher" : "lower";
}

customElements.define("fr-expected", FrExpected);
