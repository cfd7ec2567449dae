/** Numbers of the recipe as text: in English, with as many decimals as they have, at most eight. */

const format = new Intl.NumberFormat("en", { maximumFractionDigits: 8 });

/** "60,000", for sentences. @param {number} n */
export function formatNumber(n) {
  return format.format(n);
}

/** "60000", for input fields and short lists. @param {number} n */
export function plainNumber(n) {
  return format.format(n).replaceAll(",", "");
}
