/**
 * Trains once while the worker is idle, so that the first training finds its WebAssembly compiled.
 *
 * @import {Session} from "./session.js"
 */

/** Time without commands that counts as idle, in milliseconds. */
const IDLE_MS = 250;
/** Commands that may train themselves. */
const TRAINING = ["fit", "run-cell"];

/** @type {Session | null} */
let session = null;
let needed = true;
let timer = 0;

/**
 * Warm up once the worker is idle after the page's next command: until that has come, a
 * slow page may be about to train.
 *
 * @param {Session} started
 */
export function warmUpWhenIdle(started) {
  session = started;
}

/** Wait for the next idle moment. @param {string} command Its type. */
export function postponeWarmUp(command) {
  if (TRAINING.includes(command)) needed = false;
  clearTimeout(timer);
  if (needed && session) timer = self.setTimeout(warmUp, IDLE_MS);
}

function warmUp() {
  needed = false;
  const start = performance.now();
  try {
    session?.warmUp();
    performance.measure("warm-up", { start });
  } catch (error) {
    console.info("The first training will take a moment longer:", error);
  }
}
