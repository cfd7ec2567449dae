/**
 * The builder's second step: the recipe, and which of its settings are locked. One row a setting.
 *
 * @import {Recipe} from "../../protocol.js"
 * @import {State} from "../../page/state.js"
 * @import {Choices, UpdateChoices} from "./builder.js"
 */
import { html } from "lit";
import { plainNumber } from "../../recipe/numbers.js";
import {
  defaultRecipe,
  defaultValue,
  field,
  fieldIn,
  isLocked,
  limits,
  parseValue,
} from "../../recipe/recipe.js";
import { writeValue } from "../../recipe/validate.js";
import { problemOf, select, textInput } from "../shared/controls.js";
import { stepHeading } from "../shared/headings.js";
import * as icons from "../shared/icons.js";
import { NAMES } from "../shared/locked.js";
import { numberInput } from "../shared/number-input.js";

const KEYS = /** @type {(keyof Recipe)[]} */ (Object.keys(defaultRecipe()));

/**
 * @param {State} state @param {Choices} choices @param {UpdateChoices} update
 * @param {(key: string, value: any) => void} change
 */
export function recipeSettings(state, choices, update, change) {
  const all = choices.lock.includes("all");
  /** @param {string[]} lock */
  const toggleAll = (lock) => (lock.includes("all") ? [...state.lock] : ["all"]);
  return html`<section class="step" aria-labelledby="step-train">
    ${stepHeading(null, "train", "Train", "the same settings as in the Lab")}
    <div class="step-body">
      <ul class="lockable" aria-label="Settings">
        <li class="lockable-row lockable-head">
          <span class="field-help">Close a lock and students cannot change the setting.</span>
          ${lockToggle({
            name: "Fix all settings",
            locked: all,
            disabled: state.lock.includes("all"),
            toggle: () => update((now) => ({ lock: toggleAll(now.lock) })),
          })}
        </li>
        ${KEYS.map((key) => row(state, key, choices, update, change))}
      </ul>
      <p class="field-help">A fixed setting still shows its value. It guides students and is no security: who rewrites the link by hand can change it.</p>
    </div>
  </section>`;
}

/**
 * @param {State} state @param {keyof Recipe} key @param {Choices} choices
 * @param {UpdateChoices} update @param {(key: string, value: any) => void} change
 */
function row(state, key, { lock }, update, change) {
  const { label } = field(key);
  // What this page's own link locks cannot be unlocked here.
  const inherited = isLocked(state.lock, key);
  return html`<li class="lockable-row">
    <label class="field-label" for=${`embed-${key}`}>${label}</label>
    <fieldset class="lockable-value" role="presentation" ?disabled=${inherited}>${control(state, key, (value) => change(key, value))}</fieldset>
    ${lockToggle({
      name: `Fix ${label}`,
      locked: isLocked(lock, key),
      disabled: inherited || lock.includes("all"),
      toggle: () => update((now) => ({ lock: toggled(now.lock, key) })),
    })}
    ${problemOf(state, key, `embed-${key}`)}
  </li>`;
}

/** @param {{name: string, locked: boolean, disabled: boolean, toggle: () => void}} o */
function lockToggle({ name, locked, disabled, toggle }) {
  return html`<label class="lock">
    <input type="checkbox" aria-label=${name} ?disabled=${disabled} .checked=${locked} @change=${toggle} />
    <span>${locked ? icons.locked : icons.unlocked}</span>
  </label>`;
}

/** @param {State} state @param {keyof Recipe} key @param {(value: any) => void} report */
function control(state, key, report) {
  const { recipe, issues } = state;
  const row = fieldIn(key, recipe);
  const id = `embed-${key}`;
  const has = issues.some((issue) => issue.key === key);
  const describedby = has ? `${id}-problem` : undefined;
  const value = recipe[key];
  const text = value === null ? "" : writeValue(row, value);
  /** @param {string} given */
  const read = (given) => report(parseValue(key, given));
  switch (row.type) {
    case "choice": {
      const options = (row.choices ?? []).map((each) => ({
        value: `${each}`,
        text: NAMES[each] ?? `${each}`,
      }));
      return select({ id, describedby, value: text, options, report: read });
    }
    case "bool":
      return html`<input class="switch" type="checkbox" id=${id} .checked=${value} @change=${() => report(!value)} />`;
    case "layers":
      return textInput({ id, describedby, value: text, placeholder: "none", report: read });
    case "more":
      return textInput({ id, describedby, value: text, placeholder: "no", report: read });
    case "stop": {
      /** @param {string} given */
      const orNever = (given) => (given === "" ? report(null) : read(given));
      return textInput({ id, describedby, value: text, placeholder: "never", report: orNever });
    }
    default: {
      const usual = defaultValue(key, recipe);
      return numberInput(state, {
        id,
        key,
        describedby,
        value: plainNumber(/** @type {number} */ (value ?? usual)),
        ...limits(key, recipe),
        decimal: row.type === "float",
        // The default is stored as such, so that it follows the fields it depends on.
        report: (given) => report(given === "" || given === usual ? row.default : given),
      });
    }
  }
}

/** @param {string[]} lock @param {string} key */
function toggled(lock, key) {
  return lock.includes(key)
    ? lock.filter((name) => name !== key)
    : KEYS.filter((name) => name === key || lock.includes(name));
}
