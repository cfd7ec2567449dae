/** Hands the visitor a file that the page has made. */

/** @param {string} name @param {string | Uint8Array<ArrayBuffer>} content @param {string} type Its media type. */
export function saveFile(name, content, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  // Not at once: the browser has yet to read it.
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
