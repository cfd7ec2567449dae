/** Limits how often the page is rendered: rendering takes time from the training. */

/** The least and the most time between the starts of two renderings, in milliseconds. */
const MIN_INTERVAL = 100;
const MAX_INTERVAL = 400;
/** Rendering takes at most one part in this many of the time. */
const SHARE = 8;

/**
 * @param {() => void} draw
 * @returns {{soon: () => void, next: () => void}} `soon` draws once the interval is over, `next` in
 *   the next frame, for what the learner does.
 */
export function limitFrameRate(draw) {
  const painted = new MessageChannel();
  let drawn = -Infinity;
  let interval = MIN_INTERVAL;
  let timer = 0;
  let frame = 0;
  painted.port1.onmessage = () => {
    const cost = performance.now() - drawn;
    interval = Math.min(MAX_INTERVAL, Math.max(MIN_INTERVAL, SHARE * cost));
  };

  function next() {
    clearTimeout(timer);
    timer = 0;
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      drawn = performance.now();
      draw();
      // Delivered once the browser has laid out and painted what was drawn.
      painted.port2.postMessage(null);
    });
  }

  function soon() {
    if (timer || frame) return;
    const left = drawn + interval - performance.now();
    if (left > 0) timer = window.setTimeout(next, left);
    else next();
  }

  return { soon, next };
}
