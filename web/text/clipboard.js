/** Copies text to the clipboard, and says why where a browser refuses. */

/** Return whether `text` could be copied. @param {string} text */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

/**
 * The older way, which browsers allow after a press in a frame whose host says nothing of the
 * clipboard, and on plain http. @param {string} text
 */
function copySelected(text) {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const box = document.createElement("textarea");
  box.value = text;
  box.className = "visually-hidden";
  box.readOnly = true;
  document.body.append(box);
  box.select();
  const copied = document.execCommand("copy");
  box.remove();
  focused?.focus({ preventScroll: true });
  return copied;
}

/** Return who refuses to copy: in a frame, a browser lets a page only what its host lets it. */
export function copyRefused() {
  return window.parent === window
    ? "This browser does not let a page copy."
    : "The site around this page does not let it copy.";
}

/** Select an element's text, ready for Ctrl+C. @param {HTMLElement} element */
export function selectText(element) {
  element.focus();
  getSelection()?.selectAllChildren(element);
}
