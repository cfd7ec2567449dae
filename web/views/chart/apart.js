/** Keeps labels from standing over one another. */

/**
 * Return where labels stand so that none is over another: as near as can be to where each is wanted.
 * @param {number[]} wanted In order. @param {number} gap From one to the next. @param {number} low @param {number} high
 */
export function apart(wanted, gap, low, high) {
  /** Labels that touch, as [their middle, how many]. @type {[number, number][]} */
  const blocks = [];
  for (const at of wanted) {
    blocks.push(within([at, 1]));
    for (let last = blocks.length - 1; last > 0 && touch(last - 1); last--) {
      const [[a, m], [b, n]] = blocks.splice(-2);
      blocks.push(within([(a * m + b * n) / (m + n), m + n]));
    }
  }
  return blocks.flatMap(([middle, n]) =>
    Array.from({ length: n }, (_, i) => middle + (i - (n - 1) / 2) * gap),
  );

  /** @param {number} i */
  function touch(i) {
    const [[a, m], [b, n]] = blocks.slice(i, i + 2);
    return b - a < ((m + n) / 2) * gap;
  }

  /** @param {[number, number]} block @returns {[number, number]} */
  function within([middle, n]) {
    const half = ((n - 1) / 2) * gap;
    return [Math.max(low + half, Math.min(high - half, middle)), n];
  }
}
