/**
 * Many files as one, fetched with one request. Format: the length of a list as 32 bits, the list of
 * [name, size] as JSON, the contents in that order.
 */

import { SnapshotError } from "./snapshot.js";

/**
 * The files of an archive, as views of it.
 * @param {Uint8Array<ArrayBuffer>} archive
 * @returns {[name: string, content: Uint8Array<ArrayBuffer>][]}
 */
export function files(archive) {
  let at = 4 + new DataView(archive.buffer).getUint32(0, true);
  /** @type {[string, number][]} */
  const list = JSON.parse(text(archive.subarray(4, at)));
  return list.map(([name, size]) => {
    at += size;
    return [name, archive.subarray(at - size, at)];
  });
}

/**
 * Unpack the archive of the quick start's small files, NumPy's libraries, the kernels, the package and
 * some JSON, and compile its libraries.
 * @param {Uint8Array<ArrayBuffer>} archive
 */
export async function unpackArchive(archive) {
  const left = new Map(files(archive));
  /** @param {string} name */
  const take = (name) => {
    const bytes = left.get(name);
    if (!bytes) throw new SnapshotError(`${name} is missing`);
    left.delete(name);
    return bytes;
  };
  const paths = [...left.keys()].filter((path) => path.endsWith(".so"));
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
    files: left,
  };
}

/** @param {Uint8Array} bytes */
function text(bytes) {
  return new TextDecoder().decode(bytes);
}
