/**
 * The quick start: fetches the files of a memory snapshot at once and wakes Python up from it.
 * Whatever does not fit raises before anything is changed, and boot.js starts without the snapshot.
 *
 * The snapshot's files are smaller than those of the ordinary start, so it is faster on slow and on
 * fast connections; `build.py bench` measures it. Python's own module comes as gzip, which browsers
 * inflate and compile while it arrives, or unpacked from the service worker; it unpacks the others, and
 * itself the memory in place.
 *
 * @typedef {{path: string, bytes: number, size: number, check: number}} File
 *   Its bytes on the wire, and unpacked; the checksum of the former.
 * @typedef {{pyodide: any, kernels: Uint8Array<ArrayBuffer>, manifest: string,
 *   complete: () => Promise<void>, isKept: boolean}} Resumed
 *   `complete` fetches what of WebAssembly has been left out, from this device where the site `isKept`.
 */

import { loadPyodide } from "pyodide";
import { countBytes, inflateIfGzip } from "../inflate.js";
import { unpackArchive } from "./archive.js";
import { Halves } from "./halves.js";
import { Rest } from "./rest.js";
import { read, SnapshotError } from "./snapshot.js";
import { wake } from "./wake.js";
import { decoder } from "./zstd.js";

/** The files by name, as built. @type {Record<string, File>} */
const { rest: REST, ...FILES } = __START__;
/** In place of files that the snapshot makes unnecessary. */
const EMPTY_URL = "data:,";
const JAVASCRIPT = { type: "text/javascript" };
/** What browsers want WebAssembly to be served as. */
export const WASM = { headers: { "Content-Type": "application/wasm" } };

/** Begin to fetch everything; rejections are handled even if unused. @param {URL} base */
export function prefetchStart(base) {
  const loaded = new Map();
  const python = request("python").then((response) => {
    start.isKept = isUnpacked(response);
    return compile(response, (bytes) => count("python", bytes));
  });
  const unpack = python.then(decoder);
  const start = {
    base,
    total: Object.values(FILES).reduce((sum, file) => sum + file.bytes, 0),
    loaded: 0,
    isKept: false,
    /** @type {(() => void) | null} */
    onBytes: null,
    /** What is needed before the memory can be restored. */
    glue: Promise.all([
      unpacked("glue").then(importModule),
      python,
      unpacked("archive").then(unpackArchive),
      unpack,
    ]),
    memory: open("memory").then(readBytes).then(read),
  };
  start.glue.catch(() => {});
  start.memory.catch(() => {});
  return start;

  /** @param {string} name */
  async function request(name) {
    // As in Lockdown Mode: nothing would be of use.
    if (!globalThis.WebAssembly) throw new SnapshotError("no WebAssembly");
    const response = await fetch(new URL(FILES[name].path, base));
    if (!response.ok) throw new SnapshotError(`${FILES[name].path}: ${response.status}`);
    return response;
  }

  /** @param {string} name */
  async function open(name) {
    return countBytes(await request(name), (bytes) => count(name, bytes));
  }

  /** @param {string} name @param {number} bytes Those that are there. */
  function count(name, bytes) {
    start.loaded += bytes - (loaded.get(name) ?? 0);
    loaded.set(name, bytes);
    start.onBytes?.();
  }

  /** @param {string} name */
  async function unpacked(name) {
    const packed = await open(name).then(readBytes);
    return (await unpack)(packed, FILES[name]);
  }
}

/**
 * @param {ReturnType<typeof prefetchStart>} start @param {string} packages The folder of further packages.
 * @returns {Promise<Resumed>}
 */
export async function resume(start, packages) {
  const [createModule, python, archive, unpack] = await start.glue;
  unpack.release();
  const rest = new Rest(REST.path, start.base, (packed) => {
    const content = unpack(packed, REST);
    unpack.release();
    return content;
  });
  const halves = new Halves(() => rest.modules());
  const pyodide = await wake({
    loadPyodide,
    createModule,
    python,
    archive,
    memory: start.memory,
    halves,
    options: { indexURL: EMPTY_URL, stdLibURL: EMPTY_URL, packageBaseUrl: packages },
  });
  for (const name of Object.keys(JSON.parse(archive.lock).packages)) {
    pyodide.loadedPackages[name] = "default channel";
  }
  const complete = async () => {
    await rest.prefetch();
    halves.join();
  };
  const { isKept } = start;
  return { pyodide, kernels: archive.kernels, manifest: archive.manifest, complete, isKept };
}

/** Whether Python's module is one that the service worker has kept. @param {Response} response */
function isUnpacked(response) {
  return response.headers.get("Content-Type") === WASM.headers["Content-Type"];
}

/**
 * Compile Python's own module.
 * @param {Response} response @param {(bytes: number) => void} onBytes Gets the bytes that are there.
 */
async function compile(response, onBytes) {
  if (!isUnpacked(response)) {
    const stream = await inflateIfGzip(countBytes(response, onBytes));
    return WebAssembly.compileStreaming(new Response(stream, WASM));
  }
  // Passed on untouched: what an engine has compiled of it before it finds by where it came from.
  const module = await WebAssembly.compileStreaming(response);
  onBytes(FILES.python.bytes);
  return module;
}

/** @param {ReadableStream} stream */
async function readBytes(stream) {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Import a module from its text. @param {Uint8Array<ArrayBuffer>} text */
async function importModule(text) {
  const url = URL.createObjectURL(new Blob([text], JAVASCRIPT));
  try {
    return (await import(url)).default;
  } finally {
    URL.revokeObjectURL(url);
  }
}
