/**
 * Draws what costs much, canvases and the frames of HTML values, one a frame of the screen: several
 * of them in one hold the main thread for longer than a key press may wait.
 */

import { inNextFrame } from "../../page/frame-rate.js";

/** @typedef {{draw: () => void, apart: boolean}} Drawing */
/**
 * How to draw each box that waits; the latest replaces an earlier one.
 * @type {Map<Element, Drawing>}
 */
const waiting = new Map();
/** Boxes to draw only once they are on screen. @type {WeakSet<Element>} */
const offScreen = new WeakSet();
/** No frame comes between the change to print and the print itself. */
const print = matchMedia("print");

/** Time left to the page after each drawing, in parts of what the drawing took. */
const PAUSE = 3;
let busy = false;

const screen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) offScreen.delete(target);
    else offScreen.add(target);
  }
  schedule();
});

/**
 * @param {Element} box
 * @param {() => void} draw
 * @param {object} [when]
 * @param {boolean} [when.seen] whether it may wait until the box is on screen
 * @param {boolean} [when.apart] whether drawing costs so much that layout and paint, which follow in
 *   a frame of the screen, are left to another task
 */
export function drawSoon(box, draw, { seen = false, apart = false } = {}) {
  if (print.matches) return draw();
  if (seen) screen.observe(box);
  else {
    screen.unobserve(box);
    offScreen.delete(box);
  }
  waiting.set(box, { draw, apart });
  schedule();
}

function schedule() {
  if (busy || !next()) return;
  busy = true;
  inNextFrame(drawOne);
}

/** Return the first box that can be drawn. */
function next() {
  for (const box of waiting.keys()) {
    if (!box.isConnected) waiting.delete(box);
    else if (!offScreen.has(box)) return box;
  }
  return null;
}

function drawOne() {
  const box = next();
  const drawing = box && waiting.get(box);
  if (!drawing) return resume();
  waiting.delete(box);
  if (drawing.apart) setTimeout(() => timed(drawing.draw));
  else timed(drawing.draw);
}

/** @param {() => void} draw */
function timed(draw) {
  const begun = performance.now();
  draw();
  // Input, and what a frame loads after this, have their turn before the next.
  setTimeout(resume, PAUSE * (performance.now() - begun));
}

function resume() {
  busy = false;
  schedule();
}
