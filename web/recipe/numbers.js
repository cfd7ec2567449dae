/**
 * Numbers as text: in English, with as many decimals as they have, at most eight. The first
 * Intl.NumberFormat of a page takes some 20 ms, on a phone a blocked tenth of a second.
 */

const DECIMALS = 8;
/** Between two digits, with three or a multiple of three after it. */
const GROUPS = /\B(?=(\d{3})+$)/g;

/** "60,000", for sentences. @param {number} n */
export function formatNumber(n) {
  const [whole, decimals] = plainNumber(n).split(".");
  const grouped = whole.replace(GROUPS, ",");
  return decimals ? `${grouped}.${decimals}` : grouped;
}

/** "60000", for input fields and short lists. @param {number} n */
export function plainNumber(n) {
  return n
    .toFixed(DECIMALS)
    .replace(/\.?0+$/, "")
    .replace(/^-0$/, "0");
}
