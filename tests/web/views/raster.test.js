/** Ink on 28 by 28 pixels: a brush, an eraser, a fill, shapes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  blank,
  changedPixels,
  filled,
  SIDE,
  shape,
  withLine,
  withPixel,
} from "../../../web/views/lab/draw/raster.js";
import { STENCILS } from "../../../web/views/lab/draw/stencils.js";

const at = (x, y) => y * SIDE + x;
const dab = (x, y, radius = 1) => ({ x, y, radius });

test("a dab is full in its middle, soft at its edge and empty beyond", () => {
  const drawn = withLine(blank(), dab(10.5, 10.5), dab(10.5, 10.5), false);
  assert.equal(drawn[at(10, 10)], 255);
  assert.equal(drawn[at(11, 10)], 128);
  assert.equal(drawn[at(12, 10)], 0);
});

test("a line has no gaps, however far its ends are apart", () => {
  const drawn = withLine(blank(), dab(0.5, 5.5), dab(27.5, 5.5), false);
  for (let x = 0; x < SIDE; x++) assert.equal(drawn[at(x, 5)], 255);
});

test("the eraser takes away what the brush has drawn, and nothing else changes", () => {
  const drawn = withLine(blank(), dab(3.5, 5.5), dab(20.5, 5.5), false);
  const erased = withLine(drawn, dab(3.5, 5.5, 3), dab(20.5, 5.5, 3), true);
  assert.deepEqual(erased, blank());
  assert.ok(drawn.some((value) => value > 0));
});

test("fill stops at an outline, and at the border of the picture", () => {
  let ring = blank();
  for (const [a, b] of [
    [dab(5.5, 5.5), dab(20.5, 5.5)],
    [dab(20.5, 5.5), dab(20.5, 20.5)],
    [dab(20.5, 20.5), dab(5.5, 20.5)],
    [dab(5.5, 20.5), dab(5.5, 5.5)],
  ])
    ring = withLine(ring, a, b, false);
  const inside = filled(ring, at(12, 12));
  assert.equal(inside[at(10, 18)], 255);
  assert.equal(inside[at(0, 12)], 0);
  assert.equal(inside[at(27, 12)], 0);
  assert.equal(
    filled(blank(), 0).every((value) => value === 255),
    true,
  );
});

test("changed pixels are counted one by one", () => {
  const drawn = withPixel(withPixel(blank(), 0, false), 783, false);
  assert.equal(changedPixels(blank(), drawn), 2);
  assert.equal(changedPixels(blank(), withPixel(drawn, 0, true)), 1);
});

test("shapes cover what they enclose, by parts of a pixel", () => {
  const half = shape(
    [
      [2, 2],
      [4.5, 2],
      [4.5, 6],
      [2, 6],
    ],
    200,
  );
  assert.deepEqual(
    [half[at(1, 3)], half[at(3, 3)], half[at(4, 3)], half[at(5, 3)]],
    [0, 200, 100, 0],
  );
});

test("a stencil is neither a dot nor a blot, and a set of one's own has none", () => {
  assert.deepEqual(STENCILS.own, []);
  for (const { draw } of [...STENCILS.fashion, ...STENCILS.digits]) {
    const ink = draw().filter((value) => value > 0).length;
    assert.ok(ink > 50 && ink < 600);
  }
});
