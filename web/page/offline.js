/**
 * Keeps the site for visits without network, by its service worker. Where that is not available
 * (private windows, sandboxed frames, plain http) the page works without.
 */

/** Delay before registering, in milliseconds: what the learner does next goes first. */
const DELAY = 2000;
let registered = false;

/**
 * Register the service worker, which fetches the whole site; later calls do nothing. To be called
 * when the page is idle.
 * @param {URL} base The folder of the page.
 */
export async function registerServiceWorker(base) {
  if (registered || /** @type {any} */ (navigator).connection?.saveData) return;
  registered = true;
  await new Promise((resolve) => setTimeout(resolve, DELAY));
  try {
    await navigator.serviceWorker.register(new URL("service-worker.js", base), {
      scope: base.pathname,
      updateViaCache: "none",
    });
  } catch {
    // Not available here.
  }
}

/**
 * Activate a waiting new version if this is the only page open. To be called before the page does
 * anything, since it reloads.
 * @param {URL} base
 */
export async function activateUpdate(base) {
  try {
    const registration = await navigator.serviceWorker.getRegistration(base);
    if (!registration?.waiting || !navigator.serviceWorker.controller) return;
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), {
      once: true,
    });
    registration.waiting.postMessage({ type: "take-over" });
  } catch {
    // This version stays.
  }
}
