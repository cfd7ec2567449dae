/**
 * Trains a few times while the worker is idle, so that the first training finds its WebAssembly compiled,
 * and compiled for speed.
 *
 * @import {Session} from "./session.js"
 */

/** Time without commands that counts as idle, in milliseconds. */
const IDLE_MS = 250;
/**
 * How often to train, once in each idle moment: engines compile for speed what was called often, and
 * do that beside. A command waits for one time at most.
 */
const ROUNDS = 8;
/** Those before all of Python is there: what the others call may be in the part that comes later. */
const FIRST_ROUNDS = 1;
/** Commands that may train themselves. */
const TRAINING = ["fit", "run-cell"];

/** @type {Session | null} */
let session = null;
let rounds = FIRST_ROUNDS;
/** Those that wait for the rest of Python. */
let later = ROUNDS - FIRST_ROUNDS;
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
  if (TRAINING.includes(command)) rounds = later = 0;
  wait();
}

/** Warm up further, since all of Python is there. */
export function warmUpFurther() {
  rounds += later;
  later = 0;
  wait();
}

function wait() {
  clearTimeout(timer);
  if (rounds > 0 && session) timer = self.setTimeout(warmUp, IDLE_MS);
}

function warmUp() {
  rounds--;
  const start = performance.now();
  try {
    session?.warmUp();
    performance.measure("warm-up", { start });
    wait();
  } catch (error) {
    rounds = later = 0;
    console.info("The first training will take a moment longer:", error);
  }
}
