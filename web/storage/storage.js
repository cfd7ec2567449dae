/**
 * What this copy of the site keeps in the browser, under names of its own: other sites of the same
 * host share the storage. Where it is refused, as in some frames, nothing is kept.
 */

const PREFIX = "fitting-room:";

/** The names of what is kept in IndexedDB. */
export const DATABASES = /** @type {const} */ (["files", "own", "runs"]);

/** Names under which the first versions stored, for the whole host. */
const OLD = /** @type {Record<string, string>} */ ({
  program: "fitting-room/program",
  "lesson-steps": "fitting-room/lessons",
});

/**
 * Return the key under which `name` is stored. It holds the folder of the site: two copies on one
 * host keep their own.
 * @param {string} name
 */
export function key(name) {
  return `${PREFIX}${folder()}${name}`;
}

/**
 * Whether anything has been kept in a database; asking the database itself would make it.
 * @param {(typeof DATABASES)[number]} name
 */
export async function exists(name) {
  // Chromium would refuse by an error that nothing can catch, beside the one caught below.
  if (self.origin === "null") return false;
  try {
    // Where the browser lists none, it may be there.
    if (!indexedDB.databases) return true;
    return (await indexedDB.databases()).some((database) => database.name === key(name));
  } catch {
    return false; // Storage is refused.
  }
}

/** Return what is stored under `name`, null where nothing is. @param {string} name @returns {unknown} */
export function read(name) {
  try {
    return JSON.parse(localStorage.getItem(key(name)) ?? adopt(name) ?? "null");
  } catch {
    return null;
  }
}

/**
 * Store `value` under `name`; null removes what is there.
 * @param {string} name @param {unknown} value @returns {boolean} Whether it outlasts the page.
 */
export function write(name, value) {
  try {
    if (value === null) localStorage.removeItem(key(name));
    else localStorage.setItem(key(name), JSON.stringify(value));
    return true;
  } catch {
    return false; // No storage, or full storage: the value lasts until the page is closed.
  }
}

/** Remove all that this copy keeps. What lies under the folder of another copy within it stays. */
export function forgetAll() {
  try {
    for (const stored of Object.keys(localStorage)) {
      const name = stored.startsWith(key("")) ? stored.slice(key("").length) : "/";
      if (!name.includes("/")) localStorage.removeItem(stored);
    }
    for (const old of Object.values(OLD)) localStorage.removeItem(old);
    for (const name of DATABASES) indexedDB.deleteDatabase(key(name));
  } catch {
    // Where storage is refused, nothing is kept.
  }
}

/**
 * Take over what the first versions stored. Nothing says which copy wrote it: the first that asks
 * has it, the others do not.
 * @param {string} name @returns {string | null}
 */
function adopt(name) {
  const old = OLD[name] ? localStorage.getItem(OLD[name]) : null;
  if (old === null) return null;
  localStorage.setItem(key(name), old);
  localStorage.removeItem(OLD[name]);
  return old;
}

/** Return the path of the site's folder, with a slash at both ends. */
function folder() {
  return new URL(".", globalThis.document?.baseURI ?? "https://localhost/").pathname;
}
