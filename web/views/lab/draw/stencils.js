/**
 * Garments to start from, as the set has them: filling the height or the width, seen from the front
 * or from the left.
 *
 * @import {Outline} from "./raster.js"
 */
import { shape } from "./raster.js";

/** About what garments of the set have in their middle. */
const BRIGHTNESS = 190;

/** @type {{name: string, outline: Outline}[]} */
const OUTLINES = [
  {
    name: "T-shirt",
    outline: [
      ...[
        [10, 1],
        [12, 3],
        [16, 3],
        [18, 1],
        [22, 3],
        [27, 10],
        [24, 14],
        [20, 11],
        [20, 27],
      ],
      ...[
        [8, 27],
        [8, 11],
        [4, 14],
        [1, 10],
        [6, 3],
      ],
    ].map(([x, y]) => /** @type {const} */ ([x, y])),
  },
  {
    name: "Shoe",
    outline: [
      ...[
        [1, 14],
        [4, 14],
        [9, 16],
        [15, 11],
        [19, 11],
        [21, 13],
        [26, 12],
        [27, 16],
        [27, 20],
      ],
      ...[
        [1, 20],
        [0, 17],
      ],
    ].map(([x, y]) => /** @type {const} */ ([x, y])),
  },
  {
    name: "Dress",
    outline: [
      ...[
        [10, 0],
        [12, 0],
        [12, 4],
        [16, 4],
        [16, 0],
        [18, 0],
        [18, 8],
        [17, 12],
        [20, 28],
      ],
      ...[
        [8, 28],
        [11, 12],
        [10, 8],
      ],
    ].map(([x, y]) => /** @type {const} */ ([x, y])),
  },
];

/** Names of the stencils, and what draws them. */
export const STENCILS = OUTLINES.map(({ name, outline }) => ({
  name,
  draw: () => shape(outline, BRIGHTNESS),
}));
