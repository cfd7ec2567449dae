/**
 * Keeps the site for visits without network, by its service worker. Where that is not available
 * (private windows, sandboxed frames, plain http) the page works without.
 *
 * @import {State} from "./state.js"
 */

import { trustedScriptUrl } from "../client/trusted-types.js";
import { isRunning } from "./state.js";

/**
 * Delay before registering, and between looks whether Python is at work, in milliseconds: what the
 * learner does next goes first.
 */
export const DELAY = 2000;
let registered = false;

const NEXT_IS_HERE = "A new version of this page is here. Load the page again when it suits you.";
const OTHERS_OPEN =
  "A new version of this page is here. Close the other tabs that show it, then load this one again.";

/**
 * Register the service worker, which fetches and hashes the whole site, once Python is not at work;
 * later calls do nothing. To be called when the page is idle.
 * @param {URL} base The folder of the page.
 * @param {(notice: string) => void} say Called when a new version has come while the page is open.
 * @param {() => boolean} isAtWork Whether anything is trained or run.
 */
export async function registerServiceWorker(base, say, isAtWork) {
  // A package of a learning platform has no service worker.
  if ("packaged" in document.documentElement.dataset) return;
  if (registered || /** @type {any} */ (navigator).connection?.saveData) return;
  registered = true;
  await whenCalm(isAtWork);
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

/** Return whether Python computes, or is about to: a run that is paused waits. @param {State} state */
export function isAtWork(state) {
  const { phase } = state;
  return phase === "booting" || (phase !== "paused" && isRunning(state));
}

/** Wait for a while, and then until there is no work. @param {() => boolean} isAtWork */
export async function whenCalm(isAtWork) {
  do await new Promise((resolve) => setTimeout(resolve, DELAY));
  while (isAtWork());
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

/** Have the files checked that the service worker keeps. To be called when Python did not start from them. */
export function checkKept() {
  try {
    navigator.serviceWorker.controller?.postMessage({ type: "check" });
  } catch {
    // Nothing is kept here.
  }
}
