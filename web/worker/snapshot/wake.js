/**
 * Wakes Python up from a memory snapshot, in a fresh Pyodide. It uses private options of Pyodide;
 * whatever does not fit raises before anything is changed.
 *
 * @import {unpackArchive} from "./archive.js"
 * @import {Snapshot} from "./snapshot.js"
 * @import {Halves} from "./halves.js"
 *
 * @typedef {{
 *   loadPyodide: (options: any) => Promise<any>, createModule: (settings: any) => Promise<any>,
 *   python: WebAssembly.Module, archive: Awaited<ReturnType<typeof unpackArchive>>,
 *   memory: Promise<Snapshot>, halves: Halves, options: object,
 * }} Parts
 *   `options` are more of Pyodide's own.
 */

import { link, restore } from "./snapshot.js";

/** The name of Python's own module among those that are split. */
export const PYTHON = "python";

/** @param {Parts} parts @returns {Promise<any>} Pyodide. */
export async function wake({
  loadPyodide,
  createModule,
  python,
  archive,
  memory,
  halves,
  options,
}) {
  const { instantiate, instantiateStreaming } = WebAssembly;
  // Pyodide would fetch and compile again what is compiled already.
  const instantiated = async (/** @type {unknown} */ _, /** @type {any} */ imports) => {
    Object.assign(WebAssembly, { instantiate, instantiateStreaming });
    const instance = await instantiate(python, imports);
    halves.add(PYTHON, instance, imports);
    return { module: python, instance };
  };
  Object.assign(WebAssembly, { instantiate: instantiated, instantiateStreaming: instantiated });
  try {
    return await loadPyodide({
      lockFileContents: archive.lock,
      _loadSnapshot: Promise.resolve(archive.state),
      createPyodideModule: async (/** @type {any} */ settings) => {
        settings.preRun.push((/** @type {any} */ module) =>
          link(module, archive.libraries, archive.base, (path, instance, imports) =>
            halves.add(path, instance, imports),
          ),
        );
        const module = await createModule(settings);
        restore(module, await memory);
        for (const [path, bytes] of archive.files) writeFile(module.FS, path, bytes);
        return module;
      },
      ...options,
    });
  } finally {
    Object.assign(WebAssembly, { instantiate, instantiateStreaming });
  }
}

/** @param {any} FS @param {string} path @param {Uint8Array} bytes */
function writeFile(FS, path, bytes) {
  FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
  FS.writeFile(path, bytes, { canOwn: true });
}
