/**
 * The builder's third step: the panels students see.
 *
 * @import {Choices, UpdateChoices} from "./builder.js"
 */
import { html, nothing } from "lit";
import { hiddenBut, PANELS, SELECTIONS } from "../../recipe/panels.js";
import { choice } from "../shared/controls.js";
import { stepHeading } from "../shared/headings.js";

const ALL = hiddenBut([]);

/** @param {Choices} choices @param {UpdateChoices} update */
export function panelSettings({ hide }, update) {
  /** @param {string} name */
  const toggle = (name) => {
    update((now) => ({ hide: ALL.filter((each) => (each === name) !== now.hide.includes(each)) }));
  };
  return html`<section class="step" aria-labelledby="step-show">
    ${stepHeading(null, "show", "Show", `${ALL.length - hide.length} of ${ALL.length} panels`)}
    <div class="step-body">
      ${choice({
        name: "embed-selection",
        label: "What students see",
        value: SELECTIONS.find(({ shown }) => same(hiddenBut(shown), hide))?.label ?? null,
        options: SELECTIONS.map(({ label }) => ({ value: label, text: label })),
        report: (label) => {
          const { shown = [] } = SELECTIONS.find((each) => each.label === label) ?? {};
          update(() => ({ hide: hiddenBut(shown) }));
        },
      })}
      <div class="panel-choices">
        ${PANELS.map(
          (group) => html`<fieldset class="panel-group">
            <legend>${group.label}</legend>
            ${group.panels.map(
              ({ name, label }) => html`<label class="check">
                <input type="checkbox" .checked=${!hide.includes(name)} @change=${() => toggle(name)} />
                <span>${label}</span>
              </label>`,
            )}
          </fieldset>`,
        )}
      </div>
      ${hide.includes("draw") ? nothing : html`<p class="field-help">With “Your own picture” students draw and ask the network, or train on a set of their own. Its camera works where the frame has <code>allow="camera"</code>: the codes here have it, and a page that writes its own frame needs it too.</p>`}
    </div>
  </section>`;
}

/** @param {string[]} a @param {string[]} b */
function same(a, b) {
  return a.join() === b.join();
}
