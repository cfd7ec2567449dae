/**
 * Draws in the browser's next frame, yet leaves a rest between two pictures: a network that trains
 * tells more than an eye can follow, and each picture takes time from the training.
 */

/** The least and the most time between the beginnings of two pictures, in milliseconds. */
const REST = 100;
const LONGEST_REST = 400;
/** Drawing may take one part in so many of the time. */
const SHARE = 8;

/**
 * @param {() => void} draw
 * @returns {{soon: () => void, next: () => void}} `soon` draws when the rest is over, `next` in the
 *   next frame: what the learner does is not kept waiting.
 */
export function limitFrameRate(draw) {
  const painted = new MessageChannel();
  let drawn = -Infinity;
  let rest = REST;
  let timer = 0;
  let frame = 0;
  painted.port1.onmessage = () => {
    const cost = performance.now() - drawn;
    rest = Math.min(LONGEST_REST, Math.max(REST, SHARE * cost));
  };

  function next() {
    clearTimeout(timer);
    timer = 0;
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      drawn = performance.now();
      draw();
      // Heard once the browser has laid out and painted what was drawn.
      painted.port2.postMessage(null);
    });
  }

  function soon() {
    if (timer || frame) return;
    const left = drawn + rest - performance.now();
    if (left > 0) timer = window.setTimeout(next, left);
    else next();
  }

  return { soon, next };
}
