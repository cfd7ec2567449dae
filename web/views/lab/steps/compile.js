/**
 * <fr-compile>, step 3: how the network learns.
 *
 * @import {State} from "../../../page/state.js"
 */
import { html } from "lit";
import { isRunning } from "../../../page/state.js";
import { plainNumber } from "../../../recipe/numbers.js";
import { defaultValue, field } from "../../../recipe/recipe.js";
import { described, select, setting } from "../../shared/controls.js";
import { foldClass, stepHeading } from "../../shared/headings.js";
import { NAMES } from "../../shared/locked.js";
import { numberInput } from "../../shared/number-input.js";
import { View } from "../../shared/view.js";

class FrCompile extends View {
  /** @param {State} state */
  view(state) {
    const { recipe } = state;
    const usual = defaultValue("lr", recipe);
    return html`<section class="step ${foldClass(state, "compile")}" aria-labelledby="step-compile">
      ${stepHeading(state, "compile", "Compile", "how it will learn")}
      <div class="step-body">
        ${this.pick(state, "optimizer", recipe.optimizer)}
        ${setting(
          state,
          "lr",
          numberInput(state, {
            id: "lr",
            describedby: described(state, "lr"),
            value: plainNumber(recipe.lr ?? usual),
            decimal: true,
            disabled: isRunning(state),
            report: (value) => this.change("lr", value === "" || value === usual ? null : value),
          }),
          {
            more: html`${NAMES[recipe.optimizer]} usually takes <span class="num">${plainNumber(usual)}</span>.`,
          },
        )}
        ${this.pick(state, "loss", recipe.loss, true)}
        <div class="field">
          <div class="field-words">
            <span class="field-label" id="metric">Metric</span>
            <p class="field-help">What is counted besides the loss: the share of right answers.</p>
          </div>
          <div class="field-control"><output class="locked-value" aria-labelledby="metric">accuracy</output></div>
        </div>
        ${this.pick(state, "backend", recipe.backend)}
      </div>
    </section>`;
  }

  /** @param {State} state @param {string} key @param {string} value */
  pick(state, key, value, stacked = false) {
    const control = select({
      id: key,
      describedby: described(state, key),
      value,
      disabled: isRunning(state),
      options: (field(key).choices ?? []).map((choice) => ({
        value: choice,
        text: NAMES[choice] ?? choice,
      })),
      report: (chosen) => this.change(key, chosen),
    });
    return setting(state, key, control, { stacked });
  }
}

customElements.define("fr-compile", FrCompile);
