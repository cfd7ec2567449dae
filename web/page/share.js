/** Hands on texts and the page's link. Knows the clipboard and the address, nothing else. */

/** Whether it could be copied: a browser may refuse, and a frame mostly must not. @param {string} text */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** @returns {Promise<string>} What to tell the learner. */
export async function copyLink() {
  return (await copyText(location.href))
    ? "Link copied. Whoever opens it gets these settings."
    : "Copy the address of this page: it holds these settings.";
}
