/** Saves drawings as files. */
import { saveFile } from "../../page/files/save-file.js";

/** Pixels of the saved picture for one of the drawing. */
const SCALE = 2;

/**
 * Save a drawing as a picture.
 * @param {"curves" | "matrix"} what @param {string} svg @param {"svg" | "png"} kind
 */
export async function savePicture(what, svg, kind) {
  const drawn = new Blob([svg], { type: "image/svg+xml" });
  const picture = kind === "svg" ? drawn : await rasterized(drawn);
  saveFile(`fitting-room-${what}.${kind}`, new Uint8Array(await picture.arrayBuffer()));
}

/** Return an SVG as PNG. @param {Blob} svg @returns {Promise<Blob>} */
async function rasterized(svg) {
  const image = new Image();
  image.src = URL.createObjectURL(svg);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * SCALE;
  canvas.height = image.naturalHeight * SCALE;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"),
  );
}
