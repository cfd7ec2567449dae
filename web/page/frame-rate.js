/** Limits how often the page is rendered: rendering takes time from the training. */

/** The least and the most time between the starts of two renderings, in milliseconds. */
const MIN_INTERVAL = 100;
const MAX_INTERVAL = 400;
/** Rendering takes at most one part in this many of the time. */
const SHARE = 8;

/** What the latest rendering, and what followed it frame by frame, has taken, in milliseconds. */
let cost = 0;
/** The same of the rendering before: the latest may not be over yet. */
let costBefore = 0;
/** When the frame under way began. @type {number | null} */
let begun = null;
const painted = new MessageChannel();
// Delivered once the browser has laid out and painted what was drawn.
painted.port1.onmessage = () => {
  if (begun !== null) cost += performance.now() - begun;
  begun = null;
};

/** Draw in the next frame, as part of the latest rendering. @param {() => void} draw @returns {number} */
export function inNextFrame(draw) {
  return requestAnimationFrame(() => {
    begun ??= performance.now();
    draw();
    painted.port2.postMessage(null);
  });
}

/**
 * @param {() => void} draw
 * @returns {{soon: () => void, next: () => void}} `soon` draws once the interval is over, `next` in
 *   the next frame, for what the learner does.
 */
export function limitFrameRate(draw) {
  let drawn = -Infinity;
  let timer = 0;
  let frame = 0;

  function next() {
    clearTimeout(timer);
    timer = 0;
    frame ||= inNextFrame(() => {
      frame = 0;
      drawn = performance.now();
      [costBefore, cost] = [cost, 0];
      draw();
    });
  }

  function soon() {
    if (timer || frame) return;
    const due = SHARE * Math.max(cost, costBefore);
    const interval = Math.min(MAX_INTERVAL, Math.max(MIN_INTERVAL, due));
    const left = drawn + interval - performance.now();
    if (left > 0) timer = window.setTimeout(next, left);
    else next();
  }

  return { soon, next };
}
