/**
 * Draws the network that the attributes say, as lines and circles: a garment, its hidden layers and
 * one output a class. For the eye alone; the words beside it say the same.
 *
 * @import {Said} from "./words.js"
 */
import { make } from "./make.js";
import { layers, number } from "./words.js";

const WIDTH = 340;
const HEIGHT = 150;
const FROM = 112;
/** More units than this are not told apart. */
const SHOWN = 9;
const BANDS = 6;
const SHIRT = "M26 40 8 56l12 16 10-7v48h48V65l10 7 12-16-18-16H66c-4 8-20 8-24 0Z";

/** @param {Said} said */
export function drawing(said) {
  const hidden = layers(said).map((units) => Math.min(SHOWN, units));
  const outputs = Math.min(10, number(said, "classes"));
  const counts = [BANDS, ...hidden, outputs];
  const columns = counts.map((count, k) => {
    const x = FROM + ((WIDTH - 10 - FROM) * k) / (counts.length - 1);
    const gap = Math.min(k ? 24 : 11, (HEIGHT - 10) / count);
    return Array.from({ length: count }, (_, i) => ({
      x,
      y: HEIGHT / 2 + gap * (i - (count - 1) / 2),
      r: Math.min(6, gap * 0.34),
    }));
  });
  const lines = columns.slice(1).map((column, k) => {
    const pairs = columns[k].flatMap((a) => column.map((b) => `M${a.x} ${a.y}L${b.x} ${b.y}`));
    return make("path", { class: "links", d: pairs.join("") });
  });
  const units = columns
    .slice(1)
    .flatMap((column) => column.map(({ x, y, r }) => make("circle", { cx: x, cy: y, r })));
  const shirt = make("path", { class: "shirt", d: SHIRT });
  const size = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" };
  return make("svg", size, shirt, ...lines, ...units);
}
