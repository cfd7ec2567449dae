/**
 * Draws what training has added to the units of the network that the page has at first, small: blue
 * where ink speaks for a unit, red where against. `poster_units.py` says how they are written down.
 */
import { make } from "./make.js";

const SIDE = 28;
const LEVELS = 3;
const FIRST = 35;
const COLUMNS = 5;
/** From one unit to the next. */
const STEP = SIDE + 4;

/** How many there are. */
export const UNITS = (__UNITS__.length * 2) / SIDE ** 2;

export function units() {
  /** Squares by what they add. @type {Record<number, string>} */
  const squares = {};
  [...__UNITS__].forEach((character, i) => {
    const pair = character.charCodeAt(0) - FIRST;
    const steps = 2 * LEVELS + 1;
    for (const [k, level] of [Math.floor(pair / steps), pair % steps].entries()) {
      const pixel = 2 * i + k;
      const [left, top] = corner(Math.floor(pixel / SIDE ** 2));
      const y = Math.floor((pixel % SIDE ** 2) / SIDE);
      squares[level - LEVELS] ??= "";
      squares[level - LEVELS] += `M${left + (pixel % SIDE)} ${top + y}h1v1h-1z`;
    }
  });
  const paths = Object.entries(squares)
    .filter(([level]) => Number(level))
    .map(([level, d]) => {
      const opacity = Math.abs(Number(level)) / LEVELS;
      return make("path", { class: Number(level) > 0 ? "adds" : "subtracts", opacity, d });
    });
  const frames = Array.from({ length: UNITS }, (_, unit) => {
    const [left, top] = corner(unit);
    return `M${left} ${top}h${SIDE}v${SIDE}h-${SIDE}z`;
  });
  const size = `0 0 ${STEP * COLUMNS} ${STEP * Math.ceil(UNITS / COLUMNS)}`;
  return make(
    "svg",
    { class: "units", viewBox: size, "aria-hidden": "true" },
    make("path", { class: "frames", d: frames.join("") }),
    ...paths,
  );
}

/** @param {number} unit */
function corner(unit) {
  return [1 + STEP * (unit % COLUMNS), 1 + STEP * Math.floor(unit / COLUMNS)];
}
