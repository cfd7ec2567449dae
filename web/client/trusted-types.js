/**
 * What a host's Trusted Types let into the page: under `require-trusted-types-for 'script'` a browser
 * takes HTML and the address of a script from a named policy only. Lit has one of its own.
 */

const NAME = "fitting-room";

/**
 * The policy of this document, which can be made once: index.html's own script and the page share it.
 * @type {TrustedPolicy}
 */
const policy = globalThis.trustedPolicy ??
  globalThis.trustedTypes?.createPolicy(NAME, {
    createHTML: (text) => text,
    createScriptURL: (url) => {
      if (new URL(url).origin !== self.origin) throw new TypeError(`${url} is not of this site`);
      return url;
    },
  }) ?? { createHTML: String, createScriptURL: String };
globalThis.trustedPolicy = policy;

/** HTML for a frame without scripts, or of the page's own making. @param {string} text */
export function trustedHtml(text) {
  return policy.createHTML(text);
}

/** The address of a script of this site. @param {URL | string} url */
export function trustedScriptUrl(url) {
  return policy.createScriptURL(String(url));
}
