/**
 * The first pictures of each set, shown until Python has started: a small file that the build makes
 * with the same session.
 *
 * @import {Picture} from "../protocol.js"
 * @typedef {{classes: number, up_to: number, files: string[],
 *   images: (Omit<Picture, "pixels"> & {pixels: string})[]}} Preview Sets of at most `up_to`
 *   pictures begin with these, which lie in `files`; their pixels are base64.
 */

/** @type {Promise<Preview[]> | null} */
let file = null;

/**
 * Return the pictures that the page shows first; null where they cannot be fetched.
 * @param {URL} base The folder of the page.
 * @param {{data?: string, classes: number, samples: number, skip?: number}} recipe
 * @returns {Promise<{images: Picture[], total: number, preview: true} | null>}
 */
export async function firstPictures(base, recipe) {
  const set = await preview(base, recipe);
  if (!set) return null;
  const images = set.images.map((picture) => ({
    ...picture,
    pixels: Uint8Array.from(atob(picture.pixels), (byte) => byte.charCodeAt(0)),
  }));
  return { images, total: recipe.samples, preview: true };
}

/**
 * Return the files that Python will need first.
 * @param {URL} base @param {{data?: string, classes: number, samples: number, skip?: number}} recipe
 */
export async function firstFiles(base, recipe) {
  return (await preview(base, recipe))?.files ?? [];
}

/** @param {Response} response Gzip of JSON. */
function inflated({ body }) {
  if (!body) throw new TypeError("The response has no body.");
  return new Response(body.pipeThrough(new DecompressionStream("gzip"))).json();
}

/** @param {URL} base @param {{data?: string, classes: number, samples: number, skip?: number}} recipe */
async function preview(base, { data = "fashion", classes, samples, skip = 0 }) {
  if (data !== "fashion" || skip > 0) return null;
  try {
    file ??= fetch(new URL("data/preview.bin", base)).then(inflated);
    return (await file).find((each) => each.classes === classes && samples <= each.up_to) ?? null;
  } catch {
    return null;
  }
}
