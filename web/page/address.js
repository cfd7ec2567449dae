/**
 * The page's address: what it says of the settings and of the page itself (its route, its theme,
 * what of it is hidden), and the way back into it. Knows `location`, `history` and the document's
 * own element, no state and no worker.
 *
 * @import {Recipe} from "../protocol.js"
 * @import {PageOptions} from "../recipe/recipe.js"
 */

import { formatPage, parseFragment } from "../recipe/recipe.js";

const root = document.documentElement;
const routed = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-route]"));
/** Each panel is a view of its name; messages are none. @type {NodeListOf<HTMLElement>} */
const panels = document.querySelectorAll("[data-view]:not(fr-notices)");

export class Address {
  constructor() {
    /** What the address says of the page; the recipe is the state's. */
    this.page = parseFragment("").page;
  }

  /** Takes over what the address says of the page, and returns what it says of the settings. */
  read() {
    const { page, recipe, issues } = parseFragment(location.hash);
    this.page = page;
    return { recipe, issues };
  }

  /** Changes what it says of the page; `apply` shows it, `write` or `push` says it. @param {Partial<PageOptions>} changes */
  update(changes) {
    this.page = { ...this.page, ...changes };
  }

  /** @param {Recipe} recipe */
  write(recipe) {
    history.replaceState(null, "", this.#fragment(recipe));
  }

  /** The same as a step that Back leads away from. @param {Recipe} recipe */
  push(recipe) {
    history.pushState(null, "", this.#fragment(recipe));
  }

  /** Shows on the document what it says of the page, and returns what the views want to know of it. */
  apply() {
    const { theme, embed, route, match, lesson, hide, lock } = this.page;
    root.dataset.theme = theme;
    root.toggleAttribute("data-embed", embed);
    for (const element of routed)
      element.hidden = !element.dataset.route?.split(" ").includes(route);
    for (const panel of panels) {
      if (hide.includes(panel.localName.replace("fr-", ""))) panel.hidden = true;
      else if (!panel.dataset.route) panel.hidden = false;
    }
    return { match, theme, route, lesson, embed, hide, lock };
  }

  /** @param {Recipe} recipe */
  #fragment(recipe) {
    return `#${formatPage(recipe, this.page)}`;
  }
}
