/**
 * Asks the browser to keep the site for a visit without network. Where that is refused (private
 * windows, sandboxed frames, plain http in a school's network) the page works all the same and says
 * nothing: nobody asked for it.
 */

/** How long after that to begin, in milliseconds: what the learner does next goes first. */
const REST = 2000;
let asked = false;

/**
 * Keeps this version, and fetches a new one where there is one. To be called, as often as you like,
 * when the page has nothing else to do: whatever this visit has not needed is fetched now.
 * @param {URL} base The folder of the page.
 */
export async function registerServiceWorker(base) {
  if (asked || /** @type {any} */ (navigator).connection?.saveData) return;
  asked = true;
  await new Promise((resolve) => setTimeout(resolve, REST));
  try {
    await navigator.serviceWorker.register(new URL("service-worker.js", base), {
      scope: base.pathname,
      updateViaCache: "none",
    });
  } catch {
    // Then not.
  }
}

/**
 * Changes to a new version that has arrived, if this is the only page open. To be called before the
 * page does anything, since it is loaded again. @param {URL} base
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
    // Then this version stays.
  }
}
