/**
 * Keeps the site for visits without network, by its service worker. Where that is not available
 * (private windows, sandboxed frames, plain http) the page works without.
 */

import { trustedScriptUrl } from "../client/trusted-types.js";

/** Delay before registering, in milliseconds: what the learner does next goes first. */
const DELAY = 2000;
let registered = false;

const NEXT_IS_HERE = "A new version of this page is here. Load the page again when it suits you.";
const OTHERS_OPEN =
  "A new version of this page is here. Close the other tabs that show it, then load this one again.";

/**
 * Register the service worker, which fetches the whole site; later calls do nothing. To be called
 * when the page is idle.
 * @param {URL} base The folder of the page.
 * @param {(notice: string) => void} say Called when a new version has come while the page is open.
 */
export async function registerServiceWorker(base, say) {
  // A package of a learning platform has no service worker.
  if ("packaged" in document.documentElement.dataset) return;
  if (registered || /** @type {any} */ (navigator).connection?.saveData) return;
  registered = true;
  await new Promise((resolve) => setTimeout(resolve, DELAY));
  try {
    const registration = await register(base);
    const watch = () => {
      const next = registration.installing;
      next?.addEventListener("statechange", () => {
        if (next.state === "installed" && registration.active) say(NEXT_IS_HERE);
      });
    };
    watch();
    registration.addEventListener("updatefound", watch);
  } catch {
    // Not available here.
  }
}

/** @param {URL} base The folder of the page. */
export function register(base) {
  const script = trustedScriptUrl(new URL("service-worker.js", base));
  return navigator.serviceWorker.register(script, { scope: base.pathname, updateViaCache: "none" });
}

/**
 * Activate a waiting new version if this is the only page open. To be called before the page does
 * anything, since it reloads.
 * @param {URL} base
 * @param {(notice: string) => void} say Called when other pages keep the new version waiting.
 */
export async function activateUpdate(base, say) {
  try {
    const registration = await navigator.serviceWorker.getRegistration(base);
    // Before its own is there, a copy in an inner folder is given the outer copy's.
    if (registration?.scope !== base.href) return;
    if (!registration.waiting || !navigator.serviceWorker.controller) return;
    navigator.serviceWorker.addEventListener("message", ({ data }) => {
      if (data?.type === "others-open") say(OTHERS_OPEN);
    });
    // Messages of a service worker are held back until the page says that it listens.
    navigator.serviceWorker.startMessages();
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), {
      once: true,
    });
    registration.waiting.postMessage({ type: "take-over" });
  } catch {
    // This version stays.
  }
}
