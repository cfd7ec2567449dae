/** The parts of the page that are fetched when somebody first goes there, so that a visit to another part pays nothing for them. */

/** @type {Record<string, () => Promise<unknown>>} */
const LATE = {
  embed: () => import("../views/builder/builder.js"),
};

export const NOT_BROUGHT =
  "This part of the page could not be fetched. Check the connection, then load the page again.";

/** Fetches what a part of the page still lacks; rejects where it cannot be had. @param {string} view */
export async function bring(view) {
  await LATE[view]?.();
}
