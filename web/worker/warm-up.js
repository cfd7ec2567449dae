/** Trains once while the worker is idle, so that the first training finds its WebAssembly compiled. */

import { convert } from "./session.js";

/** Time without commands that counts as idle, in milliseconds. */
const IDLE_MS = 250;
/** Commands that may train themselves. */
const TRAINING = ["fit", "run-cell"];

/** @type {any} */
let python = null;
let needed = true;
let timer = 0;

/**
 * Warm up `pyodide` once the worker is idle after the page's next command: until that has come, a
 * slow page may be about to train.
 *
 * @param {any} pyodide
 */
export function warmUpWhenIdle(pyodide) {
  python = pyodide;
}

/** Wait for the next idle moment. @param {string} command Its type. */
export function postponeWarmUp(command) {
  if (TRAINING.includes(command)) needed = false;
  clearTimeout(timer);
  if (needed && python) timer = self.setTimeout(warmUp, IDLE_MS);
}

function warmUp() {
  needed = false;
  const start = performance.now();
  try {
    const module = python.pyimport("fittingroom.app.warm_up");
    convert(module.warm_up());
    module.destroy();
    performance.measure("warm-up", { start });
  } catch (error) {
    console.info("The first training will take a moment longer:", error);
  }
}
