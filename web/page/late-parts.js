/**
 * Parts of the page whose modules are fetched when first used.
 *
 * @import {Cells} from "../client/cells.js"
 * @import {TrainingClient} from "../client/client.js"
 * @import {Recipe} from "../protocol.js"
 * @import {State} from "./state.js"
 *
 * @typedef {{client: TrainingClient, cells: Cells, set: (changes: Partial<State>) => void,
 *   say: (notice: string) => void, state: () => State, use: (recipe: Recipe) => void,
 *   refresh: () => void}} Page
 */

/** The files of the cells; none while their module cannot be fetched. @param {Page} page */
export async function shelf(page) {
  try {
    const { filesOf } = await import("./files/shelf.js");
    return filesOf(page);
  } catch {
    return null;
  }
}

const NOT_FETCHED =
  "This part of the page could not be fetched. Check the connection and try again.";

/** The learner's own set; none while its module cannot be fetched. @param {Page} page */
export async function ownSet(page) {
  try {
    const { ownSetOf } = await import("./own/own-set.js");
    return ownSetOf(page);
  } catch {
    page.say(NOT_FETCHED);
    return null;
  }
}
