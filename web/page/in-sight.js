/** Whether anyone can see a part of the page. */

/** @param {string} selector */
export function inSight(selector) {
  const part = document.hidden ? null : document.querySelector(selector);
  if (!part) return false;
  const { top, bottom } = part.getBoundingClientRect();
  return bottom > Math.max(0, top) && top < innerHeight;
}
