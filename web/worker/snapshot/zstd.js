/**
 * Unpacks zstd, which browsers cannot, by the decoder within Python's own module: in an instance of its
 * own, in which Python never runs, so that nothing else is needed and its memory is given back.
 */

import { SnapshotError } from "./snapshot.js";

const PAGE = 1 << 16;

/**
 * What is packed: `size` bytes when it is unpacked; `check` is a checksum of the packed bytes.
 * @typedef {{size: number, check: number}} Frame
 */

/**
 * @typedef {((packed: Uint8Array, frame: Frame) => Uint8Array<ArrayBuffer>) & {release: () => void}} Unpack
 *   `release` gives its memory back until it is called again.
 */

/**
 * Return a function that unpacks.
 * @param {WebAssembly.Module} python
 * @returns {Unpack}
 */
export function decoder(python) {
  /** @type {{exports: WebAssembly.Exports, start: number} | null} */
  let instance = null;
  const unpack = (/** @type {Uint8Array} */ packed, /** @type {Frame} */ frame) => {
    instance ??= instantiate(python);
    return unpackIn(instance, packed, frame);
  };
  const release = () => {
    instance = null;
  };
  return Object.assign(unpack, { release });
}

/** An instance, and where in its memory nothing is. @param {WebAssembly.Module} python */
function instantiate(python) {
  const { exports } = new WebAssembly.Instance(python, nothing(python));
  const { buffer } = /** @type {WebAssembly.Memory} */ (exports.memory);
  return { exports, start: buffer.byteLength };
}

/**
 * @param {ReturnType<typeof instantiate>} instance @param {Uint8Array} packed @param {Frame} frame
 */
function unpackIn({ exports, start }, packed, { size, check }) {
  const zstd = /** @type {Record<string, (...numbers: number[]) => number>} */ (exports);
  const memory = /** @type {WebAssembly.Memory} */ (exports.memory);
  const room = zstd.ZSTD_estimateDCtxSize();
  const from = start + room;
  const to = from + packed.length;
  const lacking = to + size - memory.buffer.byteLength;
  if (lacking > 0) memory.grow(Math.ceil(lacking / PAGE));
  new Uint8Array(memory.buffer).set(packed, from);
  const isWhole = zstd.ZSTD_XXH32(from, packed.length, 0) >>> 0 === check;
  const context = zstd.ZSTD_initStaticDCtx(start, room);
  if (!isWhole || zstd.ZSTD_decompressDCtx(context, to, size, from, packed.length) !== size) {
    throw new SnapshotError("a file is damaged");
  }
  return new Uint8Array(memory.buffer, to, size).slice();
}

/** Imports that do nothing. @param {WebAssembly.Module} module */
function nothing(module) {
  /** @type {Record<string, Record<string, WebAssembly.ImportValue>>} */
  const imports = {};
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] =
      kind === "global" ? new WebAssembly.Global({ value: "i32", mutable: true }, 0) : () => 0;
  }
  return imports;
}
