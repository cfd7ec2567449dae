/** Fetches in the first calm moment what the quick start has left out. */

/** Time without commands and training that counts as calm, in milliseconds. */
const CALM_MS = 3000;

/** @type {{complete: () => Promise<void>, isBusy: () => boolean} | null} */
let left = null;
let timer = 0;

/** @param {() => Promise<void>} complete @param {() => boolean} isBusy */
export function completeWhenCalm(complete, isBusy) {
  left = { complete, isBusy };
  postponeCompletion();
}

/** Wait for the next calm moment. */
export function postponeCompletion() {
  clearTimeout(timer);
  if (left) timer = self.setTimeout(attempt, CALM_MS);
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
