/** Hands on the page's link, and says how. Knows the clipboard and the address, nothing else. */

/** @returns {Promise<string>} What to tell the learner. */
export async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    return "Link copied. Whoever opens it gets these settings.";
  } catch {
    return "Copy the address of this page: it holds these settings.";
  }
}
