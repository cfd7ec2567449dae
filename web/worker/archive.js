/**
 * The archive of the small parts of a quick start: NumPy's libraries, the kernels, the package's own
 * files and a few notes, in one file so that they come with one request. Its format: the length of a
 * list as 32 bits, the list of [name, size] as JSON, the contents one after another.
 */

import { SnapshotError } from "./snapshot.js";

/** Opens the archive and compiles the libraries in it. @param {Uint8Array<ArrayBuffer>} archive */
export async function openArchive(archive) {
  const text = (/** @type {Uint8Array} */ bytes) => new TextDecoder().decode(bytes);
  let at = 4 + new DataView(archive.buffer).getUint32(0, true);
  /** @type {Map<string, Uint8Array<ArrayBuffer>>} */
  const files = new Map();
  for (const [path, size] of JSON.parse(text(archive.subarray(4, at)))) {
    files.set(path, archive.subarray(at, at + size));
    at += size;
  }
  /** @param {string} name */
  const take = (name) => {
    const bytes = files.get(name);
    if (!bytes) throw new SnapshotError(`${name} is missing`);
    files.delete(name);
    return bytes;
  };
  const paths = [...files.keys()].filter((path) => path.endsWith(".so"));
  const libraries = await Promise.all(
    paths.map(async (path) => ({ path, module: await WebAssembly.compile(take(path)) })),
  );
  return {
    libraries,
    base: JSON.parse(text(take("link.json"))).base,
    // A copy, since Pyodide reads it as 32-bit numbers.
    state: take("state").slice(),
    kernels: take("kernels.wasm"),
    manifest: text(take("manifest.json")),
    lock: text(take("pyodide-lock.json")),
    files,
  };
}
