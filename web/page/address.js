/**
 * Reads the page's options and the recipe from the URL, applies the options to the document, and
 * writes both back.
 *
 * @import {Recipe} from "../protocol.js"
 * @import {PageOptions} from "../recipe/recipe.js"
 */

import { formatPage, matchFor, parseFragment } from "../recipe/recipe.js";

const root = document.documentElement;
/** Settings that decide which pictures are needed, in a package that holds no others. */
const packaged = root.dataset.packaged?.split(" ").filter(Boolean) ?? [];
const routed = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-route]"));
/** Each panel is a view of the panel's name; notices are not a panel. @type {NodeListOf<HTMLElement>} */
const panels = document.querySelectorAll("[data-view]:not(fr-notices)");

export class Address {
  constructor() {
    /** The page's options; the recipe is kept in the state. */
    this.page = parseFragment("").page;
    /** What the link carries of a program, unread. @type {string | null} */
    this.program = null;
    /** The recipe whose run has the fingerprint `match`. @type {Recipe | null} */
    this.matchRecipe = null;
    /** What a learning platform has launched the page with; `task/launch.js` reads it. */
    this.launch = "";
  }

  /** Take the page's options from the URL and return its recipe. */
  read() {
    this.launch = takeLaunch();
    const { page, recipe, issues } = parseFragment(encodedOnce(location.hash));
    this.page = page;
    this.program = /[#&]program=([^&]+)/.exec(location.hash)?.[1] ?? null;
    this.matchRecipe = page.match ? recipe : null;
    return { recipe, issues };
  }

  /** Expect the result of a run. @param {Recipe} recipe @param {string} fingerprint */
  expect(recipe, fingerprint) {
    this.update({ match: fingerprint });
    this.matchRecipe = recipe;
  }

  /**
   * Change options; `apply` shows them, `write` or `push` puts them into the URL.
   * @param {Partial<PageOptions>} changes
   */
  update(changes) {
    this.page = { ...this.page, ...changes };
  }

  /** @param {Recipe} recipe */
  write(recipe) {
    history.replaceState(null, "", this.#fragment(recipe));
  }

  /** Like `write`, as a new entry of the history. @param {Recipe} recipe */
  push(recipe) {
    history.pushState(null, "", this.#fragment(recipe));
  }

  /** Apply the options to the document and return those that the views read. */
  apply() {
    const { theme, embed, route, match, lesson, step, experiment, hide, draw, lock } = this.page;
    const { task, list, pupil } = this.page;
    root.dataset.theme = theme;
    root.toggleAttribute("data-embed", embed);
    for (const element of routed)
      element.hidden = !element.dataset.route?.split(" ").includes(route);
    // Frames, and links that leave out what the network says, were made without the pad.
    const without = !draw && (embed || hide.includes("predict"));
    const hidden = without ? [...hide, "draw"] : hide;
    for (const panel of panels) {
      if (hidden.includes(panel.localName.replace("fr-", ""))) panel.hidden = true;
      else if (!panel.dataset.route) panel.hidden = false;
    }
    const { matchRecipe, program } = this;
    const link = { task, list, pupil };
    const locked = [...lock, ...packaged];
    const opened = { route, lesson, step, experiment, embed, hide, draw, program };
    return { match, matchRecipe, theme, ...opened, lock: locked, link };
  }

  /** @param {Recipe} recipe */
  #fragment(recipe) {
    const match = matchFor(recipe, { ...this.page, matchRecipe: this.matchRecipe });
    return `#${formatPage(recipe, { ...this.page, match })}`;
  }
}

/** Take launch parameters out of the address, which is copied and shared, and return them. */
function takeLaunch() {
  const { pathname, search, hash } = location;
  // Launchers that know no fragment put theirs behind it, where a link has no question mark.
  const [fragment, tail = search] = hash.split("?");
  if (!/[?&]endpoint=/.test(`?${tail}`)) return "";
  history.replaceState(null, "", pathname + fragment);
  return tail.replace(/^\?/, "");
}

/** Undo what pages do that encode an address again, as H5P's frames do: then no % is left but as %25. @param {string} hash */
function encodedOnce(hash) {
  const twice = hash.includes("%") && !/%(?!25[0-9a-f]{2})/i.test(hash);
  return twice ? hash.replaceAll("%25", "%") : hash;
}
