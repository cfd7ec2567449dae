/** Parts of the SVG pictures that results are saved as: for reports, on white. */

const FONT = "font-family='Inter, system-ui, sans-serif'";

/** Return a picture. @param {number} width @param {number} height @param {string} title @param {string[]} parts */
export function sheet(width, height, title, parts) {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img"><title>${escaped(title)}</title><rect width="100%" height="100%" fill="#fffdf9"/>${parts.join("")}</svg>`;
}

/** Return the title of a picture, with lines of settings below. @param {string} title @param {string[]} settings */
export function heading(title, settings) {
  return [
    text(24, 36, title, "font-size='20' font-weight='600' fill='#22252e'"),
    ...settings.map((line, i) => text(24, 58 + 16 * i, line, "font-size='12' fill='#686b75'")),
  ];
}

/** Return words at a place. @param {number} x @param {number} y @param {string} words @param {string} style Its attributes. */
export function text(x, y, words, style) {
  return `<text x="${round(x)}" y="${round(y)}" ${FONT} ${style}>${escaped(words)}</text>`;
}

/** Return a place to a tenth of a pixel. @param {number} n */
export function round(n) {
  return Number(n.toFixed(1));
}

/** @param {string} words */
function escaped(words) {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
