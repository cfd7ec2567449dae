/**
 * The quick start: fetches the files of a memory snapshot all at once and wakes Python up from it.
 * It leans on options of Pyodide that are private; what does not fit is refused by throwing, before
 * anything is changed, and the ordinary start in boot.js does without.
 *
 * Why there is one way for every connection: the snapshot's 4 files are smaller than what the
 * ordinary start fetches from the same server, so it wins on slow links as on fast ones, on a first
 * visit as on a later one. `build.py bench` measures it.
 *
 * @typedef {{path: string, bytes: number, size: number}} File Its bytes on the wire, and inflated.
 * @typedef {{pyodide: any, kernels: Uint8Array<ArrayBuffer>, manifest: string}} Woken
 */

import { loadPyodide } from "pyodide";
import { openArchive } from "./archive.js";
import { content, received } from "./inflate.js";
import { link, read, restore, SnapshotError } from "./snapshot.js";

/** The files by their part in the start, as the build made them. @type {Record<string, File>} */
const FILES = __START__;
/** Stands for files that Pyodide fetches and the snapshot makes unnecessary. */
const NOTHING = "data:,";
const JAVASCRIPT = { type: "text/javascript" };
const WASM = { headers: { "Content-Type": "application/wasm" } };

/** Begins to fetch everything; nothing is left unhandled if nobody asks for it. @param {URL} base */
export function fetchStart(base) {
  const loaded = new Map();
  const start = {
    total: Object.values(FILES).reduce((sum, file) => sum + file.bytes, 0),
    loaded: 0,
    /** @type {(() => void) | null} */
    onBytes: null,
    /** What must be here before Python's memory can be. */
    program: Promise.all([
      open("glue").then(importProgram),
      open("python").then((stream) => WebAssembly.compileStreaming(new Response(stream, WASM))),
      open("archive").then(bytesOf).then(openArchive),
    ]),
    memory: open("memory").then(bytesOf).then(read),
  };
  start.program.catch(() => {});
  start.memory.catch(() => {});
  return start;

  /** @param {string} name */
  async function open(name) {
    const response = await fetch(new URL(FILES[name].path, base));
    if (!response.ok) throw new SnapshotError(`${FILES[name].path}: ${response.status}`);
    const stream = received(response, (bytes) => {
      start.loaded += bytes - (loaded.get(name) ?? 0);
      loaded.set(name, bytes);
      start.onBytes?.();
    });
    return content(stream);
  }
}

/**
 * @param {ReturnType<typeof fetchStart>} start @param {string} packages Where more packages lie.
 * @returns {Promise<Woken>}
 */
export async function wake(start, packages) {
  const [createModule, python, { files, libraries, ...parts }] = await start.program;
  const instantiateStreaming = WebAssembly.instantiateStreaming;
  // Pyodide would fetch and compile only now what has been compiled while it was arriving.
  WebAssembly.instantiateStreaming = async (_, imports) => ({
    module: python,
    instance: await WebAssembly.instantiate(python, imports),
  });
  try {
    const options = {
      indexURL: NOTHING,
      stdLibURL: NOTHING,
      lockFileContents: parts.lock,
      packageBaseUrl: packages,
      _loadSnapshot: Promise.resolve(parts.state),
      createPyodideModule: async (/** @type {any} */ settings) => {
        settings.preRun.push((/** @type {any} */ module) => link(module, libraries, parts.base));
        const module = await createModule(settings);
        restore(module, await start.memory);
        for (const [path, bytes] of files) writeFile(module.FS, path, bytes);
        return module;
      },
    };
    const pyodide = await loadPyodide(/** @type {any} */ (options));
    for (const name of Object.keys(JSON.parse(parts.lock).packages)) {
      pyodide.loadedPackages[name] = "default channel";
    }
    return { pyodide, kernels: parts.kernels, manifest: parts.manifest };
  } finally {
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

/** @param {ReadableStream} stream */
async function bytesOf(stream) {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Imports a module whose text is here already. @param {ReadableStream} stream */
async function importProgram(stream) {
  const url = URL.createObjectURL(new Blob([await bytesOf(stream)], JAVASCRIPT));
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
