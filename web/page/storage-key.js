/** Names what this copy of the site keeps in the browser, which other sites of the same host share. */

const PREFIX = "fitting-room";

/**
 * Return the key under which `name` is stored. It holds the folder of the site: two copies on one
 * host keep their own.
 * @param {string} name
 */
export function key(name) {
  return `${PREFIX}${folder()}${name}`;
}

/** Remove all that this copy keeps. What lies under the folder of another copy within it stays. */
export function forgetAll() {
  try {
    for (const stored of Object.keys(localStorage)) {
      const name = stored.startsWith(key("")) ? stored.slice(key("").length) : "/";
      if (!name.includes("/")) localStorage.removeItem(stored);
    }
  } catch {
    // Where storage is refused, nothing is kept.
  }
}

/** Return the path of the site's folder, with a slash at both ends. */
function folder() {
  return new URL(".", globalThis.document?.baseURI ?? "https://localhost/").pathname;
}
