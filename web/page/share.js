/** Copies the page's link. */
import { copyText } from "../text/clipboard.js";

/** @returns {Promise<string>} The notice for the learner. */
export async function copyLink() {
  return (await copyText(location.href))
    ? "Link copied. Whoever opens it gets these settings."
    : "Copy the address of this page: it holds these settings.";
}
