/**
 * Draws in the browser's next frame, yet leaves a rest between two pictures: a network that trains
 * tells more than an eye can follow, and each picture takes time from the training.
 */

/** The least time between two pictures, in milliseconds. */
const REST = 100;

/**
 * @param {() => void} draw
 * @returns {{soon: () => void, next: () => void}} `soon` draws when the rest is over, `next` in the
 *   next frame: what the learner does is not kept waiting.
 */
export function paced(draw) {
  let drawn = -Infinity;
  let timer = 0;
  let frame = 0;

  function next() {
    clearTimeout(timer);
    timer = 0;
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      drawn = performance.now();
      draw();
    });
  }

  function soon() {
    if (timer || frame) return;
    const left = drawn + REST - performance.now();
    if (left > 0) timer = window.setTimeout(next, left);
    else next();
  }

  return { soon, next };
}
