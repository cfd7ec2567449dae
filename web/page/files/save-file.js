/** Has the browser save what the page has made as a file. */

/** How long its address stays valid, in milliseconds: the browser may ask first where to save it. */
const KEPT = 60_000;

/**
 * @param {string} name
 * @param {string | Uint8Array} content
 * @param {string} type Its media type.
 */
export function saveFile(name, content, type = "application/octet-stream") {
  const parts = [/** @type {string | Uint8Array<ArrayBuffer>} */ (content)];
  const url = URL.createObjectURL(new Blob(parts, { type }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT);
}
