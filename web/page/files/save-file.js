/** Has the browser save bytes as a file. */

/** How long its address stays valid, in milliseconds: the browser asks where to save first. */
const KEPT = 60_000;

/** @param {string} name @param {Uint8Array} content */
export function saveFile(name, content) {
  const bytes = /** @type {Uint8Array<ArrayBuffer>} */ (content);
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT);
}
