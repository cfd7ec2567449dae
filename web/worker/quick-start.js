/**
 * The quick start: fetches the files of a memory snapshot at once and resumes Python from it. It uses
 * private options of Pyodide; whatever does not fit raises before anything is changed, and boot.js
 * starts without the snapshot.
 *
 * The snapshot's four files are smaller than those of the ordinary start, so it is faster on slow and
 * on fast connections; `build.py bench` measures it.
 *
 * @typedef {{path: string, bytes: number, size: number}} File Its bytes on the wire, and inflated.
 * @typedef {{pyodide: any, kernels: Uint8Array<ArrayBuffer>, manifest: string}} Resumed
 */

import { loadPyodide } from "pyodide";
import { unpackArchive } from "./archive.js";
import { countBytes, inflateIfGzip } from "./inflate.js";
import { link, read, restore, SnapshotError } from "./snapshot.js";

/** The files by name, as built. @type {Record<string, File>} */
const FILES = __START__;
/** In place of files that the snapshot makes unnecessary. */
const EMPTY_URL = "data:,";
const JAVASCRIPT = { type: "text/javascript" };
const WASM = { headers: { "Content-Type": "application/wasm" } };

/** Begin to fetch everything; rejections are handled even if unused. @param {URL} base */
export function prefetchStart(base) {
  const loaded = new Map();
  const start = {
    total: Object.values(FILES).reduce((sum, file) => sum + file.bytes, 0),
    loaded: 0,
    /** @type {(() => void) | null} */
    onBytes: null,
    /** What is needed before the memory can be restored. */
    glue: Promise.all([
      open("glue").then(importModule),
      open("python").then((stream) => WebAssembly.compileStreaming(new Response(stream, WASM))),
      open("archive").then(readBytes).then(unpackArchive),
    ]),
    memory: open("memory").then(readBytes).then(read),
  };
  start.glue.catch(() => {});
  start.memory.catch(() => {});
  return start;

  /** @param {string} name */
  async function open(name) {
    const response = await fetch(new URL(FILES[name].path, base));
    if (!response.ok) throw new SnapshotError(`${FILES[name].path}: ${response.status}`);
    const stream = countBytes(response, (bytes) => {
      start.loaded += bytes - (loaded.get(name) ?? 0);
      loaded.set(name, bytes);
      start.onBytes?.();
    });
    return inflateIfGzip(stream);
  }
}

/**
 * @param {ReturnType<typeof prefetchStart>} start @param {string} packages The folder of further packages.
 * @returns {Promise<Resumed>}
 */
export async function resume(start, packages) {
  const [createModule, python, { files, libraries, ...archive }] = await start.glue;
  const instantiateStreaming = WebAssembly.instantiateStreaming;
  // Pyodide would fetch and compile again what was compiled while streaming.
  WebAssembly.instantiateStreaming = async (_, imports) => ({
    module: python,
    instance: await WebAssembly.instantiate(python, imports),
  });
  try {
    const options = {
      indexURL: EMPTY_URL,
      stdLibURL: EMPTY_URL,
      lockFileContents: archive.lock,
      packageBaseUrl: packages,
      _loadSnapshot: Promise.resolve(archive.state),
      createPyodideModule: async (/** @type {any} */ settings) => {
        settings.preRun.push((/** @type {any} */ module) => link(module, libraries, archive.base));
        const module = await createModule(settings);
        restore(module, await start.memory);
        for (const [path, bytes] of files) writeFile(module.FS, path, bytes);
        return module;
      },
    };
    const pyodide = await loadPyodide(/** @type {any} */ (options));
    for (const name of Object.keys(JSON.parse(archive.lock).packages)) {
      pyodide.loadedPackages[name] = "default channel";
    }
    return { pyodide, kernels: archive.kernels, manifest: archive.manifest };
  } finally {
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

/** @param {ReadableStream} stream */
async function readBytes(stream) {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Import a module from its text. @param {ReadableStream} stream */
async function importModule(stream) {
  const url = URL.createObjectURL(new Blob([await readBytes(stream)], JAVASCRIPT));
  try {
    return (await import(url)).default;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** @param {any} FS @param {string} path @param {Uint8Array} bytes */
function writeFile(FS, path, bytes) {
  FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
  FS.writeFile(path, bytes, { canOwn: true });
}
