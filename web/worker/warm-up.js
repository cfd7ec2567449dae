/**
 * Has Python train once where nobody sees it, in the first moment in which nobody wants anything:
 * the learner's first training then finds its WebAssembly compiled.
 */

import { convert } from "./session.js";

/** How long nothing must have been asked for, in milliseconds. */
const IDLE_MS = 250;
/** These train themselves, or may. */
const TRAINING = ["fit", "run-cell"];

/** @type {any} */
let python = null;
let needed = true;
let timer = 0;

/** Python is ready. @param {any} pyodide */
export function warmUpInCalm(pyodide) {
  python = pyodide;
  waitForIdle();
}

/** Something is asked for. @param {string} command Its type. */
export function notCalm(command) {
  if (TRAINING.includes(command)) needed = false;
  waitForIdle();
}

function waitForIdle() {
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
