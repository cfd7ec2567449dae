/**
 * <fr-expected>: what the learner expects of the next Fit, and what came of it. Fetched when first wished.
 *
 * @import {Expected, State} from "../../../page/state.js"
 */
import { nothing } from "lit";
import { expectedField, takeShare } from "../../shared/expected.js";
import { View } from "../../shared/view.js";

class FrExpected extends View {
  constructor() {
    super();
    /** What was typed and cannot be a number. */
    this.refused = "";
    /** What the field has last been gone to for. @type {Expected | null} */
    this.asked = null;
  }

  /** @param {State} state */
  view({ expected, run }) {
    if (!expected) return nothing;
    const own = run?.run_id === expected.run_id ? run : null;
    return expectedField({
      id: "expected",
      expected: expected.share,
      came: own?.evaluation?.accuracy ?? null,
      wanted: expected.wanted,
      refused: this.refused,
      report: (text) => this.take(text),
    });
  }

  /** A Fit that may not begin yet asks for it. */
  updated() {
    const expected = this.state?.expected ?? null;
    if (expected?.wanted && expected !== this.asked) this.querySelector("input")?.focus();
    this.asked = expected;
  }

  /** @param {string} text */
  take(text) {
    takeShare(this, text, (share) =>
      this.act({ type: "expect", expected: { share, run_id: null, wanted: false } }),
    );
  }
}

customElements.define("fr-expected", FrExpected);
