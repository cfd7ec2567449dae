/** Copies the page's link. */
import { copyText } from "../text/clipboard.js";

/** What a link does not carry, by the view that it was copied in. @type {Record<string, string>} */
const NOT_IN_LINK = {
  code: " A program of your own is not in it: Copy takes that along.",
  embed: " What is fixed or left out here is in the code to embed, not in this link.",
};

const NO_PICTURES = " Your own pictures are not in it: hand on the file of the set as well.";

/**
 * @param {boolean} withResult @param {string} route @param {string} data Which pictures it is about.
 * @returns {Promise<string>} The notice for the learner.
 */
export async function copyLink(withResult, route, data) {
  const pictures = data === "own" ? NO_PICTURES : "";
  if (!(await copyText(location.href)))
    return `Copy the address of this page: it holds these settings${withResult ? " and this result" : ""}.`;
  return withResult
    ? `Link copied. Whoever opens it and presses Fit sees whether their result is the same.${pictures}`
    : `Link copied. Whoever opens it gets these settings.${NOT_IN_LINK[route] ?? ""}${pictures}`;
}
