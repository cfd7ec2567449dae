/**
 * Keeps texts in this browser's storage, where it allows. Copies of the site on one host share the
 * storage, so that the folder of the page is a part of each name.
 */

const folder = () => new URL(".", globalThis.document?.baseURI ?? "http://localhost/").pathname;

/** @param {string} name */
const keyOf = (name) => `fitting-room/${name}:${folder()}`;

/** Return the text kept under a name, or null. @param {string} name @returns {string | null} */
export function load(name) {
  try {
    const kept = localStorage.getItem(keyOf(name));
    return kept ?? adopt(name);
  } catch {
    return null;
  }
}

/** Keep a text; null removes it. @param {string} name @param {string | null} text */
export function save(name, text) {
  try {
    if (text === null) localStorage.removeItem(keyOf(name));
    else localStorage.setItem(keyOf(name), text);
  } catch {
    // A frame without storage, or full storage: the text lasts until the page is closed.
  }
}

/**
 * Take over what was kept before names had a folder. Nothing says which copy wrote it: the first
 * that asks has it, the others do not.
 * @param {string} name @returns {string | null}
 */
function adopt(name) {
  const old = localStorage.getItem(`fitting-room/${name}`);
  if (old === null) return null;
  localStorage.removeItem(`fitting-room/${name}`);
  save(name, old);
  return old;
}
