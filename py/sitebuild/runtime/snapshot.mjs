/**
 * Makes the files of the quick start in Node, with the Pyodide that the site ships.
 *
 * node snapshot.mjs ORDER: a JSON file that names `pyodide`, the folder of its npm package; `wheels`;
 * `data`, the folder of the pictures; `extras`, more files for the archive by name; `python`, that
 * of the build; `target`, a folder. Writes start.json there and the files it names to start/.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { checksum, link, setCaller, write } from "../../../web/worker/snapshot/snapshot.js";
import { limitStack } from "../../../web/worker/stack-limit.js";
import { PYTHON } from "../../../web/worker/snapshot/wake.js";
import { blank, free, pieces, strings } from "./heap.mjs";
import { rehearse, rehearseUnpacking } from "./rehearse.mjs";
import { halves, watched } from "./split.mjs";
import { checkUnread, isInTables, partData } from "./tables.mjs";
import * as wasm from "./wasm.mjs";

/** Gaps up to this many equal bytes are stored too: each range costs a frame. */
const GAP = 1 << 15;
const PAGE = 1 << 12;
const WASM_PAGE = 1 << 16;
/** Entries of the function table left free for what only some engines put there. */
const ROOM = 8;
/** Where CPython's PyTypeObject has its flags and its docstring, and the flag of one made at run time. */
const [TYPE_FLAGS, TYPE_DOC, HEAP_TYPE] = [84, 88, 1 << 9];
/** The size of a stream's buffer, and more than that of its object. */
const [BUFFER, MOST_OF_STREAM] = [1 << 17, 160];
/** Free pieces of less than that many bytes are given out for good; the bytes of malloc's own in each. */
const [SMALL, HEADER] = [64, 4];
/** Where a string's text starts, the bit of its state for ASCII, and where the bytes of a letter are in it. */
const [ASCII_START, START, ASCII, KIND] = [20, 28, 0x40, 2];
const SITE_PACKAGES = "/lib/python3.14/site-packages";
const HERE = dirname(fileURLToPath(import.meta.url));
const [INSIDE, COMPRESS] = [join(HERE, "inside"), join(HERE, "compress.py")];

const order = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { loadPyodide } = await import(pathToFileURL(join(order.pyodide, "pyodide.mjs")).href);
const { default: createModule } = await import(pathToFileURL(join(order.pyodide, "pyodide.asm.mjs")).href);

/** A Pyodide with the wheels installed and the modules of inside/ importable. */
async function start(options) {
  const pyodide = await loadPyodide(options);
  // Not by loadPackage: it keeps a note of what is loaded that no snapshot can hold.
  for (const wheel of order.wheels) {
    pyodide.FS.writeFile("/tmp/wheel.zip", readFileSync(wheel));
    const archive = pyodide.pyimport("zipfile").ZipFile("/tmp/wheel.zip");
    archive.extractall(SITE_PACKAGES);
    archive.close();
    archive.destroy();
  }
  pyodide.FS.unlink("/tmp/wheel.zip");
  pyodide.mountNodeFS("/inside", INSIDE);
  pyodide.mountNodeFS("/data", order.data);
  pyodide.pyimport("sys").path.insert(0, "/inside");
  return pyodide;
}

/** The modules that a visit imports, and the libraries that they load. */
async function traceImports() {
  const pyodide = await start();
  const trace = pyodide.pyimport("trace_imports");
  const names = trace.modules("/data").toJs();
  const late = trace.late_modules().toJs();
  const { LDSO } = pyodide._module;
  const libraries = Object.values(LDSO.loadedLibsByHandle)
    .map((library) => library.name)
    .filter((name) => name.endsWith(".so"));
  return { pyodide, names, late, libraries };
}

/**
 * Python with everything imported; `fresh` is the memory before Python ran, `docstrings` are what was
 * left out.
 */
async function load(names, libraries) {
  let module;
  let fresh;
  let base;
  let linked;
  let heapStart;
  const pyodide = await start({
    _makeSnapshot: true,
    createPyodideModule: (settings) => {
      module = settings;
      settings.preRun.push(() => {
        base = module.wasmTable.length + ROOM;
        link(module, libraries, base);
        heapStart = module._sbrk(0);
      });
      settings.onRuntimeInitialized = () => {
        const caller = setCaller(module, 0);
        fresh = module.HEAPU8.slice();
        setCaller(module, caller);
        linked = module.wasmTable.length;
      };
      return createModule(settings);
    },
  });
  // They are linked already; whole files would only be read into memory once more.
  for (const { path } of libraries) pyodide.FS.writeFile(path, new Uint8Array(1));
  const types = Object.fromEntries(
    ["str", "bytes", "tuple", "dict"].map((name) => [name, pyodide.runPython(`id(${name})`)]),
  );
  const preload = pyodide.pyimport("preload");
  const list = pyodide.toPy(names);
  const left = preload.load(list);
  const [docstrings, classes, streams, unread] = left.toJs();
  left.destroy();
  freeDocstrings(module, classes);
  wipeBuffers(module, streams);
  wipeStrings(module, unread);
  list.destroy();
  preload.tidy();
  preload.destroy();
  return { pyodide, module, fresh, base, linked, docstrings, types, heapStart };
}

/** Frees the copies of their docstrings that classes keep beside them, at a fixed place. */
function freeDocstrings(module, classes) {
  for (const address of classes) {
    const [flags, copy] = [TYPE_FLAGS, TYPE_DOC].map((offset) => (address + offset) >>> 2);
    if (!(module.HEAPU32[flags] & HEAP_TYPE) || !module.HEAPU32[copy]) continue;
    module._free(module.HEAPU32[copy]);
    module.HEAPU32[copy] = 0;
  }
}

/** Overwrites what buffers of streams held before they were allocated. */
function wipeBuffers(module, streams) {
  const { HEAPU32 } = module;
  for (const address of streams) {
    for (let at = address >>> 2; at < (address + MOST_OF_STREAM) >>> 2; at++) {
      const buffer = HEAPU32[at];
      // Before what malloc has given out stands its size, with three flags.
      const size = buffer % 8 === 0 && buffer > 8 ? HEAPU32[(buffer >>> 2) - 1] & ~7 : 0;
      if (size - BUFFER >= 4 && size - BUFFER <= 16) module.HEAPU8.fill(0, buffer, buffer + BUFFER);
    }
  }
}

/** Overwrites what malloc holds free: old content would only make the snapshot larger. */
function wipeFreeMemory(module) {
  const held = [];
  for (let size = 1 << 16; size >= 16; size >>= 1) {
    for (;;) {
      const before = module._sbrk(0);
      const address = module._malloc(size);
      held.push(address);
      module.HEAPU8.fill(0, address, address + size);
      if (module._sbrk(0) !== before) break;
    }
  }
  for (const address of held) module._free(address);
}

/** Gives out small free pieces for good: as free ones they hold addresses, which hardly pack. */
function holdSmallPieces(module, range) {
  const sizes = [...free(module.HEAPU32, range)].map(([, size]) => size).filter((size) => size < SMALL);
  for (const size of sizes) {
    const address = module._malloc(size - HEADER);
    module.HEAPU8.fill(0, address, address + size - HEADER);
  }
}

/** Overwrites strings that only C holds and nothing reads any more. */
function wipeStrings(module, addresses) {
  const { HEAPU8, HEAPU32 } = module;
  for (const address of addresses) {
    const [length, , state] = HEAPU32.subarray((address >>> 2) + 2);
    const isAscii = state & ASCII;
    const start = address + (isAscii ? ASCII_START : START);
    HEAPU8.fill(0, start, start + length * ((state >>> KIND) & 7));
  }
}

/** Ranges of the pages of a region for which `isWanted` holds, with gaps of at most `gap` bytes. */
function pages(from, to, gap, isWanted) {
  const ranges = [];
  for (let page = from; page < to; page += PAGE) {
    const end = Math.min(page + PAGE, to);
    if (!isWanted(page, end)) continue;
    const last = ranges.at(-1);
    if (last && page - last[1] <= gap) last[1] = end;
    else ranges.push([page, end]);
  }
  return ranges;
}

/** Where memory differs from a fresh one, and where it is the same but not zero. */
function compared(memory, fresh, regions) {
  const old = new Uint8Array(memory.length);
  old.set(fresh.subarray(0, memory.length));
  const part = (bytes, from, to) => Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from);
  const differs = (from, to) => !part(memory, from, to).equals(part(old, from, to));
  const isZero = (from, to) => part(old, from, to).every((byte) => byte === 0);
  const different = regions.flatMap(([from, to]) => pages(from, to, GAP, differs));
  if (different.some(([from, to]) => isInTables(from, to))) throw new Error("a table has changed");
  const isStored = (from, to) => different.some(([start, end]) => from < end && to > start);
  const isFresh = (from, to) => !isZero(from, to) && !isStored(from, to) && !isInTables(from, to);
  const same = regions.flatMap(([from, to]) => pages(from, to, 0, isFresh));
  return { different, same: same.map(([from, to]) => [from, to - from]) };
}

/** Bytes as one frame of a `format`, "zstd" or "gzip". */
function pack(bytes, format = "zstd") {
  return execFileSync(order.python, [COMPRESS, format], { input: bytes, maxBuffer: 2 * bytes.length + PAGE });
}

/** The checksum of bytes that are not in the module's memory. */
function checksumOf(module, bytes) {
  const at = module._malloc(bytes.length);
  module.HEAPU8.set(bytes, at);
  const sum = checksum(module, [[at, bytes.length]]);
  module._free(at);
  return sum;
}

function takeSnapshot({ pyodide, module, fresh, base, linked, types, heapStart }) {
  wipeFreeMemory(module);
  holdSmallPieces(module, pieces(module.HEAPU32, heapStart));
  const range = pieces(module.HEAPU32, heapStart);
  for (const at of strings(module.HEAPU32, range, types.str)) module._PyObject_Hash(at);
  setCaller(module, 0);
  limitStack(module);
  const taken = pyodide.makeMemorySnapshot();
  const [, start] = new Uint32Array(taken.buffer, 0, 2);
  // What is above has never been given out.
  const memory = taken.slice(start, start + Math.ceil(module._sbrk(0) / WASM_PAGE) * WASM_PAGE);
  const blanked = blank(new Uint32Array(memory.buffer), range, types);
  // The stack belongs to the code that runs.
  const stack = [module._emscripten_stack_get_end(), module._emscripten_stack_get_base()];
  const regions = [
    [0, stack[0]],
    [stack[1], memory.length],
  ];
  const frames = [];
  const { different, same } = compared(memory, fresh, regions);
  const check = checksum(module, same);
  const ranges = different.map(([from, to]) => {
    const frame = pack(memory.subarray(from, to));
    frames.push(frame);
    return [from, to - from, frame.length, checksumOf(module, frame)];
  });
  const { loadedLibsByHandle } = module.LDSO;
  const handles = Object.entries(loadedLibsByHandle).map(([at, { name }]) => [Number(at), name]);
  const heap = memory.length;
  const table = module.wasmTable.length;
  const layout = { heap, stack, linked, table, handles, ranges, fresh: same, check, blank: blanked };
  // Pyodide's own state, in its own format, comes before the memory.
  const state = [
    ["link.json", Buffer.from(JSON.stringify({ base }))],
    ["state", taken.subarray(0, start)],
  ];
  return { file: write({ layout, frames: Buffer.concat(frames) }), state };
}

/** Many files as one, in the format that web/worker/snapshot/archive.js reads. */
function packed(files) {
  const list = Buffer.from(JSON.stringify(files.map(([name, content]) => [name, content.length])));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(list.length);
  return new Uint8Array(Buffer.concat([length, list, ...files.map(([, content]) => content)]));
}

/** Files below a folder of Pyodide's, as [path, content]. */
function filesBelow(FS, folder) {
  return FS.readdir(folder)
    .filter((name) => !name.startsWith("."))
    .sort()
    .flatMap((name) => {
      const path = `${folder}/${name}`;
      return FS.isDir(FS.stat(path).mode) ? filesBelow(FS, path) : [[path, FS.readFile(path)]];
    });
}

/** The name of the module that a file is the bytecode of. */
function moduleOf(path) {
  const parts = path.slice(SITE_PACKAGES.length + 1).replace(/\.pyc$/, "").split("/");
  return parts.filter((part) => part !== "__init__").join(".");
}

/** Writes a file under a name made from its content; returns its entry for the page. */
function save(name, packed, frame) {
  const hash = createHash("sha256").update(packed).digest("hex").slice(0, 8).toUpperCase();
  // Ends in .bin so that no server takes the gzip for a transfer encoding.
  const path = `start/${name}-${hash}.bin`;
  writeFileSync(join(order.target, path), packed);
  return { path, bytes: packed.length, ...frame };
}

/** The functions that a visit calls, by the names of the `modules`. */
function calledInVisit(modules, archive, memory) {
  const visit = JSON.parse(readFileSync(join(INSIDE, "visit.json"), "utf8"));
  const seen = modules.map(([name, content]) => [name, watched(content)]);
  const watchedArchive = new Map([...archive, ...seen]);
  watchedArchive.delete(PYTHON);
  const python = new Map(seen).get(PYTHON);
  return rehearse({ ...order, visit, python, archive: packed([...watchedArchive]), memory });
}

async function main() {
  const { pyodide, names, late, libraries } = await traceImports();
  const lateFiles = late.map((name) => `${SITE_PACKAGES}/${name.replaceAll(".", "/")}`);
  const linked = libraries.map((path) => [path, Buffer.from(pyodide.FS.readFile(path))]);
  const loaded = await load(
    names,
    linked.map(([path, content]) => ({ path, module: new WebAssembly.Module(content) })),
  );
  const { file: memory, state } = takeSnapshot(loaded);
  const isLate = (path) => lateFiles.some((late) => path.startsWith(`${late}.`) || path.startsWith(`${late}/`));
  const ours = filesBelow(pyodide.FS, `${SITE_PACKAGES}/fittingroom`).filter(
    ([path]) => !names.includes(moduleOf(path)) && !isLate(path),
  );
  const extras = Object.entries(order.extras).map(([name, path]) => [name, readFileSync(path)]);
  const original = (name) => readFileSync(join(order.pyodide, name));
  const small = [...ours, ...state, ...extras];
  const { python, tables } = partPython(original("pyodide.asm.wasm"));
  const called = await calledInVisit([[PYTHON, python], ...linked], small, memory);
  const split = linked.map(([path, content]) => [path, halves(content, called.get(path))]);
  const firsts = split.map(([path, { first }]) => [path, first]);
  const seconds = split.map(([path, { second }]) => [path, second]);
  const zstd = (content) => {
    const frame = pack(content);
    return { packed: frame, frame: { size: content.length, check: checksumOf(loaded.module, frame) } };
  };
  const docstrings = zstd(Buffer.from(loaded.docstrings));
  const glue = zstd(original("pyodide.asm.mjs"));
  const archive = zstd(packed([...firsts, ...small]));
  const { first, rest } = splitPython(python, tables, called.get(PYTHON), seconds, zstd, [glue, archive]);
  mkdirSync(join(order.target, "start"));
  const files = {
    glue: save("glue", glue.packed, glue.frame),
    python: save("python", pack(first, "gzip"), { size: first.length, check: null }),
    archive: save("archive", archive.packed, archive.frame),
    memory: save("memory", memory, { size: memory.length, check: null }),
    rest: save("rest", rest.packed, rest.frame),
    docstrings: save("docstrings", docstrings.packed, docstrings.frame),
  };
  writeFileSync(join(order.target, "start.json"), JSON.stringify({ files }));
}

/** Python's module without the tables that few visits read, and these as sections. */
function partPython(module) {
  const { without, tables } = partData(module);
  const { custom, known } = wasm.read(module);
  return { python: wasm.write({ custom, known: new Map([...known, ...without]) }), tables };
}

/** The first half of Python's module, which can unpack `files`, and the packed rest of all modules. */
function splitPython(python, tables, called, seconds, zstd, files) {
  const seen = watched(python);
  const known = new Set([...called, ...rehearseUnpacking(seen, files)]);
  for (;;) {
    const { first, second } = halves(python, known, tables);
    const rest = zstd(packed([[PYTHON, second], ...seconds]));
    const more = [...rehearseUnpacking(seen, [rest])].filter((each) => !known.has(each));
    if (more.length === 0) {
      checkUnread(python, known);
      return { first, rest };
    }
    for (const each of more) known.add(each);
  }
}

main().catch((error) => {
  // Node would print the whole minified line that threw.
  console.error(error.message);
  process.exitCode = 1;
});
