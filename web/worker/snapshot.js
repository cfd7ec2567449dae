/**
 * A memory snapshot: Python as it stood once NumPy and fittingroom were imported. Knows the format
 * of its file and how it is laid into a fresh Pyodide; fetches nothing. The build makes it with the
 * same functions (py/sitebuild/runtime/snapshot.mjs), since a snapshot fits only where everything was linked
 * in the same way.
 *
 * NumPy's libraries are linked before Python starts. They then get their places in memory and in the
 * function table from the linker alone, the same ones each time, so that the addresses in the
 * snapshot hold. Only memory that differs from a freshly linked module is stored, as zstd frames that
 * the module's own decoder unpacks in place. Of the rest a checksum tells whether it is the same here;
 * memory that nobody has written to is left out of it, since reading it would take memory, too.
 *
 * @typedef {{
 *   heap: number, stack: [low: number, high: number], linked: number, table: number,
 *   handles: [handle: number, path: string][],
 *   ranges: [address: number, size: number, packed: number, check: number][],
 *   fresh: [address: number, size: number][], check: number,
 * }} Layout
 *   `heap` bytes of memory, of which the `stack` is left out; the function table has
 *   `linked` entries before and `table` after; `handles` are those of dlopen; `ranges` go with the
 *   frames, each of `packed` bytes with a `check`; the `fresh` ranges hold what they held before.
 * @typedef {{layout: Layout, frames: Uint8Array}} Snapshot
 */

const MAGIC = 0x31735246;
const HEADER = 8;

/** What Python is started with. It lies in memory, so it must be the same wherever that is to fit; the
 * hash seed keeps one build like the other. */
const ENVIRONMENT = {
  HOME: "/home/pyodide",
  LANG: "C.UTF-8",
  PYTHONDONTWRITEBYTECODE: "1",
  PYTHONHASHSEED: "0",
  PYTHONINSPECT: "1",
  _: "python",
};

/** Thrown when a snapshot does not fit; the ordinary start always does. */
export class SnapshotError extends Error {
  name = "SnapshotError";
}

/**
 * Links libraries at their fixed places; to be called before Python's runtime is initialised.
 * @param {any} module The Emscripten module.
 * @param {{path: string, module: WebAssembly.Module}[]} libraries
 * @param {number} base Where in the function table they begin: a browser may have an entry more or
 *   less before that than Node has.
 */
export function link(module, libraries, base) {
  for (const name of Object.keys(module.ENV)) delete module.ENV[name];
  Object.assign(module.ENV, ENVIRONMENT);
  const room = base - module.wasmTable.length;
  if (room < 0) throw new SnapshotError("the function table is longer than it was");
  module.wasmTable.grow(room);
  for (const library of libraries) {
    const flags = { nodelete: true, allowUndefined: true };
    const exports = module.loadWebAssemblyModule(library.module, flags, library.path, {}, 0);
    module.newDSO(library.path, undefined, exports).global = false;
  }
}

/** @param {Snapshot} snapshot @returns {Uint8Array} Content of the file. */
export function write({ layout, frames }) {
  const about = new TextEncoder().encode(JSON.stringify(layout));
  const file = new Uint8Array(HEADER + about.length + frames.length);
  new Uint32Array(file.buffer, 0, 2).set([MAGIC, about.length]);
  file.set(about, HEADER);
  file.set(frames, HEADER + about.length);
  return file;
}

/** @param {Uint8Array<ArrayBuffer>} file @returns {Snapshot} */
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
 * Makes a freshly linked module what it was when the snapshot was taken.
 * @param {any} module @param {Snapshot} snapshot
 */
export function restore(module, { layout, frames }) {
  if (module.wasmTable.length !== layout.linked) {
    throw new SnapshotError("the libraries are linked differently");
  }
  // The one number that depends on the browser: how Python calls functions of another signature.
  const caller = setCaller(module, 0);
  if (checksum(module, layout.fresh) !== layout.check) {
    throw new SnapshotError("a fresh memory is different here");
  }
  unpack(module, layout, frames);
  setCaller(module, caller);
  module.wasmTable.grow(layout.table - layout.linked);
  const { loadedLibsByHandle, loadedLibsByName } = module.LDSO;
  for (const [handle, path] of layout.handles) loadedLibsByHandle[handle] = loadedLibsByName[path];
}

/**
 * Sets the address of the function through which Python calls C functions that take fewer arguments
 * than they are given, 0 meaning that JavaScript does it. @param {any} module @param {number} address
 * @returns {number} What it was.
 */
export function setCaller(module, address) {
  const offset = module.HEAPU32[module.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET >>> 2];
  const place = (module.__PyRuntime + offset) >>> 2;
  const before = module.HEAPU32[place];
  module.HEAPU32[place] = address;
  return before;
}

/** One checksum over parts of the memory. @param {any} module @param {Layout["fresh"]} ranges @returns {number} */
export function checksum(module, ranges) {
  return ranges.reduce((sum, [at, size]) => module._ZSTD_XXH32(at, size, sum) >>> 0, 0);
}

/** @param {any} module @param {Layout} layout @param {Uint8Array} frames */
function unpack(module, { heap, ranges }, frames) {
  // The decoder works above the snapshot's memory: below there is no safe place for it.
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
