/** A confusion matrix as an SVG picture of its own, with the settings of its run. */

import { heading, round, sheet, text } from "./svg.js";

const CELL = 56;
const LEFT = 150;
const TOP = 160;
const RIGHT = 40;
const LEAST_WIDTH = 720;
const SOFT = "font-size='12' fill='#686b75'";

/**
 * @param {{title: string, settings: string[], confusion: number[][], names: string[]}} picture
 *   Rows of `confusion` are true classes, columns predicted ones.
 */
export function confusionSvg({ title, settings, confusion, names }) {
  const side = CELL * confusion.length;
  const rows = confusion.map((row, truth) => {
    const all = row.reduce((sum, n) => sum + n, 0) || 1;
    const y = TOP + CELL * truth;
    const name = text(LEFT - 10, y + CELL / 2 + 4, names[truth], `${SOFT} text-anchor='end'`);
    return name + row.map((n, i) => cell(n, n / all, LEFT + CELL * i, y, i === truth)).join("");
  });
  return sheet(Math.max(LEAST_WIDTH, LEFT + side + RIGHT), TOP + side + 32, title, [
    ...heading(title, settings),
    text(LEFT, TOP - 62, "columns: predicted, rows: true", SOFT),
    ...names.map((name, i) => slanted(name, LEFT + CELL * (i + 0.5), TOP - 10)),
    ...rows,
  ]);
}

/** A count, on a ground that its share of the row deepens. @param {number} n @param {number} share @param {number} x @param {number} y @param {boolean} right */
function cell(n, share, x, y, right) {
  const fill = right ? "#2b5fb3" : "#c2472d";
  const ground = `<rect x="${x + 1}" y="${y + 1}" width="${CELL - 2}" height="${CELL - 2}" fill="${fill}" fill-opacity="${round(share * 0.9 * 100) / 100}" stroke="#e3ddd1"/>`;
  const ink = share > 0.6 ? "#ffffff" : n === 0 ? "#686b75" : "#22252e";
  const place = [x + CELL / 2, y + CELL / 2 + 5];
  return (
    ground +
    text(place[0], place[1], String(n), `font-size='14' fill='${ink}' text-anchor='middle'`)
  );
}

/** A column's name, which may be wider than it. @param {string} name @param {number} x @param {number} y */
function slanted(name, x, y) {
  return text(x, y, name, `${SOFT} transform='rotate(-25 ${round(x)} ${round(y)})'`);
}
