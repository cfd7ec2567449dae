/**
 * What every view is: an element in light DOM that draws the page's state and tells, as an event,
 * what the learner did. Imports Lit and the way an address is written.
 *
 * @import {PageOptions} from "../../recipe/recipe.js"
 * @import {State} from "../../page/state.js"
 * @import {TemplateResult} from "lit"
 */
import { LitElement, nothing } from "lit";
import { formatPage } from "../../recipe/recipe.js";

export class View extends LitElement {
  static properties = { state: { attribute: false, noAccessor: true } };

  /** @type {State | null} */
  #state = null;
  /** @type {State | null} What this view sees of it. */
  #seen = null;
  /** Parts of the state that this view has ever looked at. @type {Set<string>} */
  #looked = new Set();

  /** The page's state. A new one is drawn only if it differs in what this view looks at. */
  get state() {
    return this.#seen;
  }

  set state(next) {
    const before = /** @type {any} */ (this.#state);
    this.#state = next;
    this.#seen = next && this.#watched(next);
    const now = /** @type {any} */ (next);
    if (before && now && [...this.#looked].every((part) => before[part] === now[part])) return;
    this.requestUpdate();
  }

  /** @param {State} state */
  #watched(state) {
    return new Proxy(state, {
      get: (target, part) => {
        this.#looked.add(String(part));
        return Reflect.get(target, part);
      },
    });
  }

  createRenderRoot() {
    return this;
  }

  render() {
    return this.state ? this.view(this.state) : nothing;
  }

  /** @param {State} _state @returns {TemplateResult | typeof nothing} */
  view(_state) {
    return nothing;
  }

  /** @param {{type: string, [name: string]: any}} detail */
  act(detail) {
    this.dispatchEvent(new CustomEvent("fr-action", { bubbles: true, detail }));
  }

  /** The address of this or another part of the page, with what this one says of settings. @param {Partial<PageOptions>} part */
  link(part) {
    const { recipe, match, theme, embed, hide, lock, route, lesson } = /** @type {State} */ (
      this.state
    );
    return `#${formatPage(recipe, { match, theme, embed, hide, lock, route, lesson, ...part })}`;
  }

  /** A press on a link that keeps what is on the page; in a new tab it is a plain one. @param {MouseEvent} event @param {{type: string, [name: string]: any}} detail */
  leave(event, detail) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.act(detail);
  }

  /** @param {string} key @param {any} value */
  change(key, value) {
    this.act({ type: "change", key, value });
  }
}

/** Past the settings, to what comes out of them. */
export function toResults() {
  const results = /** @type {HTMLElement | null} */ (
    document.querySelector("main:not([hidden]) :is(.results, .lesson)")
  );
  results?.scrollIntoView({ block: "start" });
  results?.focus({ preventScroll: true });
}

/** While a run is under way its settings stand still. @param {State} state */
export function isRunning(state) {
  return state.phase === "fitting" || state.phase === "paused";
}

/** Have the settings moved on since the run on show? @param {State} state */
export function stale(state) {
  if (!state.run || isRunning(state)) return false;
  return JSON.stringify(state.recipe) !== JSON.stringify(state.run.recipe);
}

/** @type {Map<number, string[]>} */
const names = new Map();

/**
 * Class names by their number. The description follows the settings, results stay with the run
 * that made them, so names seen once are kept. @param {State} state @param {number} classes
 */
export function classNames(state, classes) {
  const now = state.description?.class_names;
  if (now) names.set(now.length, now);
  return names.get(classes) ?? Array.from({ length: classes }, (_, i) => `class ${i}`);
}
