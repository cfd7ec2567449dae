/**
 * What a drawing can start from, by the set that the network learns: garments as Fashion-MNIST has them,
 * filling the height or the width, seen from the front or from the left; digits in strokes, within the
 * middle 20 by 20 pixels, as MNIST has them; nothing of a set of the learner's own.
 *
 * @import {Recipe} from "../../../protocol.js"
 * @import {Outline} from "./raster.js"
 * @typedef {{name: string, draw: () => Uint8Array}} Stencil
 */
import { blank, shape, withLine } from "./raster.js";

/** About what garments of the set have in their middle. */
const BRIGHTNESS = 190;

/** @type {{name: string, outline: Outline}[]} */
const OUTLINES = [
  {
    name: "T-shirt",
    outline: points("10,1 12,3 16,3 18,1 22,3 27,10 24,14 20,11 20,27 8,27 8,11 4,14 1,10 6,3"),
  },
  {
    name: "Shoe",
    outline: points("1,14 4,14 9,16 15,11 19,11 21,13 26,12 27,16 27,20 1,20 0,17"),
  },
  {
    name: "Dress",
    outline: points("10,0 12,0 12,4 16,4 16,0 18,0 18,8 17,12 20,28 8,28 11,12 10,8"),
  },
];

/** Half the width of a digit's strokes. */
const RADIUS = 1.2;
/** Points that a pen goes through. @type {{name: string, stroke: [x: number, y: number][]}[]} */
const DIGITS = [
  { name: "One", stroke: points("15,4 13,24") },
  { name: "Three", stroke: points("9,6 13,4 18,6 18,10 13,13 18,16 19,20 14,23 9,22") },
  { name: "Seven", stroke: points("7,8 20,8 18,13 14,23") },
];

/** Names of the stencils, and what draws them. @type {Record<Recipe["data"], Stencil[]>} */
export const STENCILS = {
  fashion: OUTLINES.map(({ name, outline }) => ({
    name,
    draw: () => shape(outline, BRIGHTNESS),
  })),
  digits: DIGITS.map(({ name, stroke }) => ({ name, draw: () => drawn(stroke) })),
  own: [],
};

/** What to do with an empty pad. @type {Record<Recipe["data"], string>} */
export const INVITATIONS = {
  fashion: "Draw a garment, start from a stencil, or bring a picture.",
  digits: "Write a digit, start from one that is there, or bring a picture.",
  own: "Draw something of your classes, or bring a picture.",
};

/** Read points as SVG writes them. @param {string} text @returns {[x: number, y: number][]} */
function points(text) {
  return text.split(" ").map((point) => {
    const [x, y] = point.split(",").map(Number);
    return [x, y];
  });
}

/** @param {[x: number, y: number][]} stroke */
function drawn(stroke) {
  const dabs = stroke.map(([x, y]) => ({ x, y, radius: RADIUS }));
  return dabs.slice(1).reduce((pixels, dab, i) => withLine(pixels, dabs[i], dab, false), blank());
}
