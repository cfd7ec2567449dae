/**
 * Ink on 28 by 28 pixels. All of it is sums, products and square roots, which every browser rounds
 * alike, so the same strokes give the same bytes everywhere.
 *
 * @typedef {{x: number, y: number, radius: number}} Dab In pixels; the middle of the first is 0.5, 0.5.
 * @typedef {readonly (readonly [number, number])[]} Outline Corners of a closed shape.
 */

export const SIDE = 28;
const PIXELS = SIDE * SIDE;
const FULL = 255;
/** Rows and columns of points in a pixel that are tested against an outline. */
const POINTS = 4;

/** Return an empty picture. */
export function blank() {
  return new Uint8Array(PIXELS);
}

/**
 * Return the picture with a line from one dab to the next; `erase` takes ink away.
 * @param {Uint8Array} pixels @param {Dab} from @param {Dab} to @param {boolean} erase
 */
export function withLine(pixels, from, to, erase) {
  const next = pixels.slice();
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = dx * dx + dy * dy;
  for (let i = 0; i < PIXELS; i++) {
    const x = (i % SIDE) + 0.5 - from.x;
    const y = Math.floor(i / SIDE) + 0.5 - from.y;
    const share = length ? Math.min(1, Math.max(0, (x * dx + y * dy) / length)) : 0;
    const across = x - share * dx;
    const along = y - share * dy;
    const radius = from.radius + share * (to.radius - from.radius);
    const distance = Math.sqrt(across * across + along * along);
    // Half a pixel on each side of the edge is soft.
    const ink = Math.round(FULL * Math.min(1, Math.max(0, radius + 0.5 - distance)));
    next[i] = erase ? Math.min(pixels[i], FULL - ink) : Math.max(pixels[i], ink);
  }
  return next;
}

/**
 * Return the picture with one pixel set. @param {Uint8Array} pixels @param {number} at @param {boolean} erase
 */
export function withPixel(pixels, at, erase) {
  const next = pixels.slice();
  next[at] = erase ? 0 : FULL;
  return next;
}

/**
 * Return the picture with the area around a pixel filled that is about as bright.
 * @param {Uint8Array} pixels @param {number} at
 */
export function filled(pixels, at) {
  const next = pixels.slice();
  const lit = pixels[at] > FULL / 2;
  const waiting = [at];
  /** @type {Set<number>} */
  const seen = new Set(waiting);
  for (let i = waiting.pop(); i !== undefined; i = waiting.pop()) {
    next[i] = FULL;
    const x = i % SIDE;
    const beside = [x > 0 ? i - 1 : -1, x < SIDE - 1 ? i + 1 : -1, i - SIDE, i + SIDE];
    for (const each of beside) {
      if (each < 0 || each >= PIXELS || seen.has(each) || pixels[each] > FULL / 2 !== lit) continue;
      seen.add(each);
      waiting.push(each);
    }
  }
  return next;
}

/** Return a picture of a filled shape. @param {Outline} outline @param {number} brightness */
export function shape(outline, brightness) {
  const pixels = blank();
  for (let i = 0; i < PIXELS; i++) {
    let inside = 0;
    for (let point = 0; point < POINTS * POINTS; point++) {
      const x = (i % SIDE) + ((point % POINTS) + 0.5) / POINTS;
      const y = Math.floor(i / SIDE) + (Math.floor(point / POINTS) + 0.5) / POINTS;
      if (holds(outline, x, y)) inside++;
    }
    pixels[i] = Math.round((brightness * inside) / (POINTS * POINTS));
  }
  return pixels;
}

/** Whether a point lies inside, by how often a line from it crosses the outline. @param {Outline} outline @param {number} x @param {number} y */
function holds(outline, x, y) {
  let odd = false;
  for (let i = 0; i < outline.length; i++) {
    const [ax, ay] = outline[i];
    const [bx, by] = outline[(i + 1) % outline.length];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) odd = !odd;
  }
  return odd;
}

/** Return whether nothing is drawn. @param {Uint8Array} pixels */
export function isBlank(pixels) {
  return pixels.every((value) => value === 0);
}

/** Return how many pixels differ. @param {Uint8Array} a @param {Uint8Array} b */
export function changedPixels(a, b) {
  return a.reduce((count, value, i) => count + (value === b[i] ? 0 : 1), 0);
}
