/** Fetches in the first calm moment what the quick start has left out. */

/**
 * Time without commands and training that counts as calm, in milliseconds; and where nothing comes
 * over the network: what warms up further waits for this.
 */
const CALM_MS = 3000;
const CALM_KEPT_MS = 250;

/** @type {{complete: () => Promise<void>, isBusy: () => boolean, calm: number} | null} */
let left = null;
let timer = 0;

/**
 * @param {() => Promise<void>} complete @param {() => boolean} isBusy
 * @param {boolean} isKept Whether it lies on this device.
 */
export function completeWhenCalm(complete, isBusy, isKept) {
  left = { complete, isBusy, calm: isKept ? CALM_KEPT_MS : CALM_MS };
  postponeCompletion();
}

/** Wait for the next calm moment. */
export function postponeCompletion() {
  clearTimeout(timer);
  if (left) timer = self.setTimeout(attempt, left.calm);
}

async function attempt() {
  if (!left) return;
  if (left.isBusy()) return postponeCompletion();
  const attempted = left;
  left = null;
  try {
    await attempted.complete();
    performance.mark("whole");
  } catch (error) {
    // In the next calm moment after a command it is tried again.
    left = attempted;
    console.info("The rest of Python could not be fetched yet:", error);
  }
}
