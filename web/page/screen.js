/**
 * What is on screen: the views, which all get the same state, and the title of the tab.
 *
 * @import {State} from "./state.js"
 * @typedef {HTMLElement & {state: State}} View
 */
import { limitFrameRate } from "./frame-rate.js";
import { tabTitle } from "./tab-title.js";

export class Screen {
  #state;
  #title = document.title;
  /** Those that have been rendered. @type {Set<View>} */
  #begun = new Set();
  /** Renders in a later frame. */
  drawing = limitFrameRate(() => this.render());

  /** @param {() => State} state */
  constructor(state) {
    this.#state = state;
  }

  /**
   * Render views for the first time: all of them in one task would take long on a phone.
   * @param {Iterable<View>} views
   */
  async begin(views) {
    for (const view of views) {
      this.#begun.add(view);
      if (!view.hidden) view.state = this.#state();
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  render() {
    const state = this.#state();
    const next = tabTitle(state, this.#title);
    if (document.title !== next) document.title = next;
    for (const view of this.#begun) if (!view.hidden) view.state = state;
  }
}
