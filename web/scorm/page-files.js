/**
 * The files of the page itself, for packages that need no site: what the build lists, and the pictures of
 * one data set. Learning platforms know no `.mjs`, so Pyodide's module gets a name that they know; what
 * else they do not know, the page reads as bytes of any type.
 *
 * @typedef {Uint8Array<ArrayBuffer>} Bytes
 * Reads a file of the site. @typedef {(path: string) => Promise<Bytes>} Read
 */

/** The folder of the page in a package. */
export const FOLDER = "room/";
/** The settings that decide which pictures are needed. */
const OF_PICTURES = "data classes samples";
const LIST = "packaged-files.json";
const PICTURES = "data/manifest.json";
/** What only cells load. */
const FOR_CELLS = "fashion.npz";
const PAGE = "index.html";
const MODULE = ["pyodide.asm.mjs", "pyodide.asm.js"];
/** Files that name it. */
const NAMING = /^assets\/worker-/;

/**
 * Return the page's files by their names in the package.
 * @param {Read} read
 * @param {string[] | null} pictures The files of the data set that the task needs, by which the number of
 *   pictures is fixed; null for all of them, with nothing fixed.
 * @returns {Promise<Record<string, Bytes>>}
 */
export async function pageFiles(read, pictures) {
  /** @type {{files: string[]}} */
  const { files } = JSON.parse(text(await read(LIST)));
  const names = pictures ?? (await allPictures(read));
  const paths = [...files, ...names.map((name) => `data/${name}`)];
  const contents = await Promise.all(paths.map(read));
  const entries = paths.map((path, i) => [nameOf(path), changed(path, contents[i], !pictures)]);
  return Object.fromEntries(entries);
}

/** @param {Read} read */
async function allPictures(read) {
  /** @type {{files: Record<string, object>}} */
  const { files } = JSON.parse(text(await read(PICTURES)));
  return Object.keys(files).filter((name) => name !== FOR_CELLS);
}

/** @param {string} path */
function nameOf(path) {
  return `${FOLDER}${path.replace(MODULE[0], MODULE[1])}`;
}

/** @param {string} path @param {Bytes} content @param {boolean} whole Whether all pictures are there. */
function changed(path, content, whole) {
  if (NAMING.test(path)) return bytes(text(content).replaceAll(MODULE[0], MODULE[1]));
  if (path !== PAGE) return content;
  const fixed = whole ? "" : OF_PICTURES;
  return bytes(text(content).replace("<html ", `<html data-packaged="${fixed}" `));
}

/** @param {Bytes} content */
function text(content) {
  return new TextDecoder().decode(content);
}

/** @param {string} text @returns {Bytes} */
function bytes(text) {
  return new TextEncoder().encode(text);
}
