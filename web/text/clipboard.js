/** Copies text to the clipboard. */

/** Return whether `text` could be copied: a browser may refuse, and mostly does in a frame. @param {string} text */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
