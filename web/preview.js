/**
 * The first pictures of each set, for the time before Python can show any: a small file that the
 * build makes with the same session. Fetches it once; decodes, computes nothing.
 *
 * @import {Picture} from "./protocol.js"
 * @typedef {{classes: number, up_to: number,
 *   images: (Omit<Picture, "pixels"> & {pixels: string})[]}[]} Preview Sets of `up_to` so many
 *   pictures begin with these; their pixels are base64.
 */

/** @type {Promise<Preview> | null} */
let file = null;

/**
 * The pictures that the page shows first; null where they cannot be had.
 * @param {URL} base The folder of the page.
 * @param {{classes: number, samples: number}} recipe
 * @returns {Promise<{images: Picture[], total: number, preview: true} | null>}
 */
export async function firstPictures(base, { classes, samples }) {
  try {
    file ??= fetch(new URL("data/preview.json", base)).then((response) => response.json());
    const set = (await file).find((each) => each.classes === classes && samples <= each.up_to);
    if (!set) return null;
    const images = set.images.map((picture) => ({
      ...picture,
      pixels: Uint8Array.from(atob(picture.pixels), (byte) => byte.charCodeAt(0)),
    }));
    return { images, total: samples, preview: true };
  } catch {
    return null;
  }
}
