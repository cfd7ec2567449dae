/**
 * <fr-expected>: what the learner expects of the next Fit, and what came of it: a share of test pictures,
 * and where there is a run to compare with, whether it will be higher or lower. Fetched when first wished.
 *
 * @import {Expected, Run, State} from "../../../page/state.js"
 * @import {Recipe} from "../../../protocol.js"
 */
import { html, nothing } from "lit";
import { differingKeys, field, sameRecipe } from "../../../recipe/recipe.js";
import { answer, expectedField, takeShare, wayField } from "../../shared/expected.js";
import { inWords } from "../../shared/locked.js";
import { View } from "../../shared/view.js";

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
        answer: own && asks ? this.answer(expected, compared, own) : null,
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
    return wayField({ name: "expected-way", question, way, report: (way) => this.put({ way }) });
  }

  /** @param {Expected} expected @param {Run} before @param {Run} own */
  answer(expected, before, own) {
    if (!own.evaluation) return null;
    return answer(expected, {
      came: own.evaluation.accuracy,
      before: before.evaluation?.accuracy ?? 0,
      beside: "after",
      spread: own.evaluation.interval,
      chance: "with so few test pictures that is no difference",
    });
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

customElements.define("fr-expected", FrExpected);
