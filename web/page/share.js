/** Copies the page's link. */
import { copyText } from "../text/clipboard.js";

/** @param {boolean} withResult @returns {Promise<string>} The notice for the learner. */
export async function copyLink(withResult) {
  if (!(await copyText(location.href)))
    return `Copy the address of this page: it holds these settings${withResult ? " and this result" : ""}.`;
  return withResult
    ? "Link copied. Whoever opens it and presses Fit sees whether their result is the same."
    : "Link copied. Whoever opens it gets these settings.";
}
