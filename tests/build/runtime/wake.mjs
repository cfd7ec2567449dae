/**
 * Wakes Python up in Node from the files of the built site, with the page's own modules where they
 * need no browser.
 *
 * node wake.mjs DIST MANIFEST SOURCE: runs the Python SOURCE and prints its `result` as JSON. DAMAGE in
 * the environment spoils the snapshot first; a refusal is the result then.
 */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
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

/** The files fetched since Python has begun to start. */
const fetched = [];
globalThis.fetched = fetched;

/** What the page would fetch without waiting. */
globalThis.XMLHttpRequest = class {
  open(_, url) {
    this.url = url;
  }
  send() {
    fetched.push(basename(this.url.pathname));
    this.status = 200;
    const isRest = this.url.pathname.endsWith(files.rest.path);
    this.response = (isRest ? open("rest") : new Uint8Array(readFileSync(this.url))).buffer;
  }
  getResponseHeader() {
    return null;
  }
};
globalThis.__LATER__ = later;

/** A file of the quick start, as it comes. */
function open(name) {
  const bytes = readFileSync(new URL(files[name].path, folder));
  if (name === "memory") DAMAGES[process.env.DAMAGE]?.(bytes);
  if (name === process.env.DAMAGE) bytes[bytes.length >> 1] ^= 1;
  return new Uint8Array(bytes);
}

/** @param {string} place Where Pyodide lies. */
async function start(place) {
  const names = ["archive", "halves", "rest", "snapshot", "wake", "zstd"].map((name) => `snapshot/${name}`);
  const modules = await Promise.all([...names, "lazy-modules"].map((name) => module(`web/worker/${name}.js`)));
  const { unpackArchive, Halves, installLazyImports, Rest, read, wake, decoder } = Object.assign({}, ...modules);
  const python = await WebAssembly.compile(gunzipSync(open("python")));
  const unpack = decoder(python);
  const unpacked = (name) => unpack(open(name), files[name]);
  copyFileSync(join(root, "web/node_modules/pyodide/pyodide.mjs"), join(place, "pyodide.mjs"));
  writeFileSync(join(place, "pyodide.asm.mjs"), unpacked("glue"));
  // Never read: the module is compiled already, and the library in the memory.
  for (const name of ["pyodide.asm.wasm", "python_stdlib.zip"]) writeFileSync(join(place, name), "");
  const [{ loadPyodide }, { default: createModule }] = await Promise.all(
    ["pyodide.mjs", "pyodide.asm.mjs"].map((name) => import(pathToFileURL(join(place, name)).href)),
  );
  const rest = new Rest(files.rest.path, folder, (packed) => unpack(packed, files.rest));
  const halves = new Halves(() => rest.modules());
  const archive = await unpackArchive(unpacked("archive"));
  const pyodide = await wake({
    ...{ loadPyodide, createModule, python, archive, halves },
    memory: Promise.resolve(read(open("memory"))),
    options: {},
  });
  installLazyImports(pyodide, folder);
  await registerKernels(archive, pyodide);
  pyodide.runPython(source);
  return pyodide.runPython("import json; json.dumps(result)");
}

/** What the session trains with. */
async function registerKernels({ kernels }, pyodide) {
  const { registerKernels } = await module("web/worker/kernels.js");
  await registerKernels(Promise.resolve(new Response(kernels)), pyodide);
}

const place = mkdtempSync(join(tmpdir(), "fitting-room-"));
try {
  console.log(await start(place));
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
