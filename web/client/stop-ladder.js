/**
 * The stop ladder: the worker is asked to stop, which it does after its current step, and replaced
 * if it does not answer in time.
 */

/** How long a worker may take to answer, in milliseconds. A single step of the largest network may
 * rightly take this long. */
const TIMEOUT = 3000;

/**
 * Ask for a stop, and replace what does not answer.
 * @param {() => Promise<unknown>} ask @param {() => void} replace @param {number} [timeout]
 */
export async function stopOrReplace(ask, replace, timeout = TIMEOUT) {
  const timer = setTimeout(replace, timeout);
  try {
    await ask();
  } finally {
    clearTimeout(timer);
  }
}
