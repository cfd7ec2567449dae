/**
 * The address of the site: the folder that this script lies in. The script is a classic one, which
 * has no `import.meta`, since browsers load a module of another origin only with a CORS header.
 */

/** An address and its position, at the end of a line of a stack: "... (https://a.edu/b.js:1:2)". */
const TOP_OF_STACK = /(?:^|[@(\s])((?:https?|file):\S+?):\d+(?::\d+)?\)?$/m;

/** What an element says where the address cannot be known. */
export const UNKNOWN = {
  code: "site-unknown",
  message:
    "Fitting Room does not know where its site is: its script was copied into another file. Load embed.js from the site, by its src.",
};

/** Null where it cannot be known. Read while the script runs, the only time that it can be. */
export const SITE = folderOf(document.currentScript) ?? folderOfModule();
if (!SITE) console.error(UNKNOWN.message);

/** @param {HTMLOrSVGScriptElement | null} script */
function folderOf(script) {
  const src = script instanceof HTMLScriptElement ? script.src : "";
  return /^(https?|file):/.test(src) ? new URL(".", src) : null;
}

/** For pages that load the script with `type="module"`, or import it: no element is running then. */
function folderOfModule() {
  if (document.currentScript) return null;
  const [, address] = TOP_OF_STACK.exec(new Error().stack ?? "") ?? [];
  return address ? new URL(".", address) : null;
}
