/**
 * Wakes Python up in Node from the files of the built site, with the page's own modules where they
 * need no browser.
 *
 * node wake.mjs DIST MANIFEST SOURCE: runs the Python SOURCE and prints its `result` as JSON. DAMAGE in
 * the environment spoils the snapshot first; a refusal is the result then.
 */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";

const [dist, manifest, source] = process.argv.slice(2);
const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const { files, later } = JSON.parse(readFileSync(manifest, "utf8"));
const folder = pathToFileURL(`${dist}/`);
const module = (path) => import(pathToFileURL(join(root, path)).href);

/** Another digit, never a leading 0. */
function change(bytes, at) {
  bytes[at] = 0x31 + ((bytes[at] - 0x30) % 9);
}

/** Spoil a snapshot: its beginning, a byte of the memory, numbers it must agree with. */
const DAMAGES = {
  magic: (bytes) => bytes.fill(0, 0, 4),
  frame: (bytes) => bytes.fill(bytes[bytes.length >> 1] ^ 1, bytes.length >> 1, (bytes.length >> 1) + 1),
  layout: (bytes) => change(bytes, bytes.indexOf('"linked":') + '"linked":'.length),
  fresh: (bytes) => change(bytes, bytes.indexOf('"check":') + '"check":'.length),
};

/** What the page would fetch without waiting. */
globalThis.XMLHttpRequest = class {
  open(_, url) {
    this.url = url;
  }
  send() {
    this.status = 200;
    this.response = new Uint8Array(readFileSync(fileURLToPath(this.url))).buffer;
  }
  getResponseHeader() {
    return null;
  }
};
globalThis.__LATER__ = later;

/** A file of the quick start, inflated. */
function open(name) {
  const bytes = readFileSync(new URL(files[name].path, folder));
  if (name === "memory") DAMAGES[process.env.DAMAGE]?.(bytes);
  return new Uint8Array(bytes[0] === 0x1f ? gunzipSync(bytes) : bytes);
}

/** A Pyodide to load, in a folder of its own: the quick start's program, and nothing of a library. */
function layOut(folder) {
  copyFileSync(join(root, "web/node_modules/pyodide/pyodide.mjs"), join(folder, "pyodide.mjs"));
  writeFileSync(join(folder, "pyodide.asm.mjs"), open("glue"));
  writeFileSync(join(folder, "pyodide.asm.wasm"), open("python"));
  writeFileSync(join(folder, "python_stdlib.zip"), "");
}

/** @param {string} place Where Pyodide lies. */
async function wake(place) {
  const [{ link, read, restore }, { unpackArchive }, { installLazyImports }] = await Promise.all(
    ["snapshot", "archive", "lazy-modules"].map((name) => module(`web/worker/${name}.js`)),
  );
  const [{ loadPyodide }, { default: createModule }] = await Promise.all(
    ["pyodide.mjs", "pyodide.asm.mjs"].map((name) => import(pathToFileURL(join(place, name)).href)),
  );
  const parts = await unpackArchive(open("archive"));
  const pyodide = await loadPyodide({
    lockFileContents: parts.lock,
    _loadSnapshot: Promise.resolve(parts.state),
    createPyodideModule: async (settings) => {
      settings.preRun.push((module) => link(module, parts.libraries, parts.base));
      const module = await createModule(settings);
      restore(module, read(open("memory")));
      for (const [path, bytes] of parts.files) {
        module.FS.mkdirTree(dirname(path));
        module.FS.writeFile(path, bytes);
      }
      return module;
    },
  });
  installLazyImports(pyodide, folder);
  pyodide.runPython(source);
  return pyodide.runPython("import json; json.dumps(result)");
}

const place = mkdtempSync(join(tmpdir(), "fitting-room-"));
try {
  layOut(place);
  console.log(await wake(place));
} catch (error) {
  if (process.env.DAMAGE) console.log(JSON.stringify(String(error)));
  else {
    // Node would print the whole minified line that threw.
    console.error(error.message);
    process.exitCode = 1;
  }
} finally {
  rmSync(place, { recursive: true });
}
