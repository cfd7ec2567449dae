/**
 * @import {Heap} from "./heap.js"
 *
 * A memory snapshot of Python with NumPy and fittingroom imported: its file format, and how to restore
 * it into a fresh Pyodide. The build takes the snapshot with the same functions, since it fits only
 * where everything is linked in the same way.
 *
 * NumPy's libraries are linked before Python starts, so that the linker alone determines their places
 * in memory and in the function table, the same ones each time. Only memory that differs from a freshly
 * linked module is stored, as zstd frames that the module's own decoder unpacks in place. A checksum
 * verifies the rest, except memory never written to, since reading it would allocate it.
 *
 * @typedef {{
 *   heap: number, stack: [low: number, high: number], linked: number, table: number,
 *   handles: [handle: number, path: string][],
 *   ranges: [address: number, size: number, packed: number, check: number][],
 *   fresh: [address: number, size: number][], check: number, blank: Heap,
 * }} Layout
 *   `heap` bytes of memory, of which the `stack` is left out; the function table has
 *   `linked` entries before and `table` after; `handles` are those of dlopen; `ranges` go with the
 *   frames, each of `packed` bytes with a `check`; the `fresh` ranges hold what they held before; `blank`
 *   says what is to be filled in.
 * @typedef {{layout: Layout, frames: Uint8Array}} Snapshot
 */

import { fillIn } from "./heap.js";

const MAGIC = 0x31735246;
const HEADER = 8;

/** Python's environment. It is part of the memory, so it must be the same at build and at restore; the
 * hash seed makes builds reproducible. */
const ENVIRONMENT = {
  HOME: "/home/pyodide",
  LANG: "C.UTF-8",
  PYTHONDONTWRITEBYTECODE: "1",
  PYTHONHASHSEED: "0",
  PYTHONINSPECT: "1",
  _: "python",
};

/** Raised when a snapshot does not fit; the start without it always works. */
export class SnapshotError extends Error {
  name = "SnapshotError";
}

/**
 * Link libraries at their fixed places; to be called before Python's runtime is initialised.
 * @param {any} module The Emscripten module.
 * @param {{path: string, module: WebAssembly.Module}[]} libraries
 * @param {number} base Their start in the function table: a browser may have an entry more or
 *   less before that than Node has.
 * @param {(path: string, instance: WebAssembly.Instance, imports: WebAssembly.Imports) => void} onInstance
 */
export function link(module, libraries, base, onInstance = () => {}) {
  for (const name of Object.keys(module.ENV)) delete module.ENV[name];
  Object.assign(module.ENV, ENVIRONMENT);
  const room = base - module.wasmTable.length;
  if (room < 0) throw new SnapshotError("the function table is longer than it was");
  module.wasmTable.grow(room);
  const { Instance } = WebAssembly;
  for (const library of libraries) {
    const flags = { nodelete: true, allowUndefined: true };
    // The linker keeps to itself what it makes.
    WebAssembly.Instance = class extends Instance {
      constructor(
        /** @type {WebAssembly.Module} */ code,
        /** @type {WebAssembly.Imports} */ imports = {},
      ) {
        super(code, imports);
        if (code === library.module) onInstance(library.path, this, imports);
      }
    };
    try {
      const exports = module.loadWebAssemblyModule(library.module, flags, library.path, {}, 0);
      module.newDSO(library.path, undefined, exports).global = false;
    } finally {
      WebAssembly.Instance = Instance;
    }
  }
}

/** Encode a snapshot as a file. @param {Snapshot} snapshot @returns {Uint8Array} */
export function write({ layout, frames }) {
  const header = new TextEncoder().encode(JSON.stringify(layout));
  const file = new Uint8Array(HEADER + header.length + frames.length);
  new Uint32Array(file.buffer, 0, 2).set([MAGIC, header.length]);
  file.set(header, HEADER);
  file.set(frames, HEADER + header.length);
  return file;
}

/** Decode a snapshot's file. @param {Uint8Array<ArrayBuffer>} file @returns {Snapshot} */
export function read(file) {
  const view = new DataView(file.buffer);
  if (file.length < HEADER || view.getUint32(0, true) !== MAGIC) {
    throw new SnapshotError("the file is no snapshot");
  }
  const frames = HEADER + view.getUint32(4, true);
  const layout = JSON.parse(new TextDecoder().decode(file.subarray(HEADER, frames)));
  return { layout, frames: file.subarray(frames) };
}

/**
 * Restore a snapshot into a freshly linked module.
 * @param {any} module @param {Snapshot} snapshot
 */
export function restore(module, { layout, frames }) {
  if (module.wasmTable.length !== layout.linked) {
    throw new SnapshotError("the libraries are linked differently");
  }
  // The one value that depends on the browser: how Python calls functions of another signature.
  const caller = setCaller(module, 0);
  if (checksum(module, layout.fresh) !== layout.check) {
    throw new SnapshotError("a fresh memory is different here");
  }
  unpack(module, layout, frames);
  fillIn(module, layout.blank);
  setCaller(module, caller);
  module.wasmTable.grow(layout.table - layout.linked);
  const { loadedLibsByHandle, loadedLibsByName } = module.LDSO;
  for (const [handle, path] of layout.handles) loadedLibsByHandle[handle] = loadedLibsByName[path];
}

/**
 * Set the address of the function through which Python calls C functions that take fewer arguments
 * than they are given; 0 for JavaScript.
 * @param {any} module @param {number} address
 * @returns {number} The previous address.
 */
export function setCaller(module, address) {
  const offset = module.HEAPU32[module.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET >>> 2];
  const place = (module.__PyRuntime + offset) >>> 2;
  const before = module.HEAPU32[place];
  module.HEAPU32[place] = address;
  return before;
}

/**
 * Return one checksum of several ranges of the memory.
 * @param {any} module @param {Layout["fresh"]} ranges
 * @returns {number}
 */
export function checksum(module, ranges) {
  return ranges.reduce((sum, [at, size]) => module._ZSTD_XXH32(at, size, sum) >>> 0, 0);
}

/** @param {any} module @param {Layout} layout @param {Uint8Array} frames */
function unpack(module, { heap, ranges }, frames) {
  // The decoder works above the snapshot's memory, the only place that is safe.
  const room = module._ZSTD_estimateDCtxSize();
  const start = heap + room;
  const end = start + Math.max(...ranges.map(([, , packed]) => packed));
  if (module.HEAPU8.length < end && !module.growMemory(end)) {
    throw new SnapshotError("there is not enough memory");
  }
  const decoder = module._ZSTD_initStaticDCtx(heap, room);
  let done = 0;
  for (const [address, size, packed, check] of ranges) {
    module.HEAPU8.set(frames.subarray(done, done + packed), start);
    const whole = checksum(module, [[start, packed]]) === check;
    if (!whole || module._ZSTD_decompressDCtx(decoder, address, size, start, packed) !== size) {
      throw new SnapshotError("a part of the memory is damaged");
    }
    done += packed;
  }
  module.HEAPU8.fill(0, heap, end);
}
