/**
 * The archive of the quick start's small files: NumPy's libraries, the kernels, the package and some
 * JSON, fetched with one request. Format: the length of a list as 32 bits, the list of [name, size] as
 * JSON, the contents in that order.
 */

import { SnapshotError } from "./snapshot.js";

/** Unpack the archive and compile its libraries. @param {Uint8Array<ArrayBuffer>} archive */
export async function unpackArchive(archive) {
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
