/**
 * The base class of all views: an element in light DOM that renders the page's state and dispatches
 * what the learner does as an action.
 *
 * @import {Action} from "../../page/actions.js"
 * @import {PageOptions} from "../../recipe/recipe.js"
 * @import {Recipe} from "../../protocol.js"
 * @import {Run, State} from "../../page/state.js"
 * @import {TemplateResult} from "lit"
 */
import { LitElement, nothing } from "lit";
import { dispatch } from "../../page/actions.js";
import { formatPage, matchFor } from "../../recipe/recipe.js";
import { BeneathTranslation } from "./translation.js";

// Before any element is defined: those of cells and lessons, which are no views, are rewritten alike.
LitElement.addInitializer((element) => {
  const host = /** @type {LitElement} */ (element);
  host.addController(new BeneathTranslation(host));
});

export class View extends LitElement {
  static properties = { state: { attribute: false, noAccessor: true } };

  /** @type {State | null} */
  #state = null;
  /** @type {State | null} The same, noting which of its fields are read. */
  #tracked = null;
  /** Fields of the state that this view has ever read. @type {Set<keyof State>} */
  #read = new Set();

  /** The page's state. A new one is rendered only if it differs in a field that this view reads. */
  get state() {
    return this.#tracked;
  }

  set state(next) {
    const before = this.#state;
    this.#state = next;
    this.#tracked = next && this.#track(next);
    if (before && next && [...this.#read].every((field) => before[field] === next[field])) return;
    this.requestUpdate();
  }

  /** @param {State} state */
  #track(state) {
    return new Proxy(state, {
      get: (target, field) => {
        this.#read.add(/** @type {keyof State} */ (field));
        return Reflect.get(target, field);
      },
    });
  }

  createRenderRoot() {
    return this;
  }

  /** Until the page has a state, what index.html shows stands. */
  shouldUpdate() {
    return this.#state !== null;
  }

  /** @param {Map<PropertyKey, unknown>} changes */
  update(changes) {
    if (!this.hasUpdated) this.replaceChildren();
    super.update(changes);
  }

  render() {
    return this.state ? this.view(this.state) : nothing;
  }

  /** @param {State} _state @returns {TemplateResult | typeof nothing} */
  view(_state) {
    return nothing;
  }

  /** @param {Action} action */
  act(action) {
    dispatch(this, action);
  }

  /** Return the URL of the page with the same settings and other options. @param {Partial<PageOptions>} options */
  link(options) {
    const state = /** @type {State} */ (this.state);
    const { recipe, theme, embed, hide, draw, lock, route, lesson, step, experiment, link } = state;
    const match = matchFor(recipe, state);
    const elsewhere = options.route || options.lesson;
    const here = { route, lesson, ...(!elsewhere && { step, experiment }) };
    return `#${formatPage(recipe, { match, theme, embed, hide, draw, lock, ...link, ...here, ...options })}`;
  }

  /**
   * Act instead of following a link, which would load the page anew; a modified click, for a new
   * tab, follows it. @param {MouseEvent} event @param {Action} action
   */
  leave(event, action) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.act(action);
  }

  /** @param {string} key @param {unknown} value */
  change(key, value) {
    this.act({ type: "change", key, value });
  }
}

/** Scroll past the settings to the results. */
export function toResults() {
  const results = /** @type {HTMLElement | null} */ (
    document.querySelector("main:not([hidden]) :is(.results, .lesson)")
  );
  results?.scrollIntoView({ block: "start" });
  results?.focus({ preventScroll: true });
}

/** Scroll back to the settings. */
export function toSettings() {
  const steps = /** @type {HTMLElement | null} */ (document.querySelector("main .steps"));
  scrollTo(0, 0);
  steps?.focus({ preventScroll: true });
}

/** Those of Fashion-MNIST and the digits, by data set and number. @type {Map<string, string[]>} */
const names = new Map();

/**
 * Return the names of a recipe's classes. The description follows the settings, results stay with the run
 * that made them, so names seen once are kept; a run of one's own pictures has its own.
 * @param {State} state @param {Recipe} recipe @param {Run | null} [run] Of the recipe.
 */
export function classNames(state, { data, classes }, run = null) {
  if (run?.class_names) return run.class_names;
  const now = state.description?.class_names;
  if (now) names.set(`${state.recipe.data} ${now.length}`, now);
  return names.get(`${data} ${classes}`) ?? Array.from({ length: classes }, (_, i) => `class ${i}`);
}
