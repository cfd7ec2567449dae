/**
 * Rehearses a visit in Node, with the worker's own modules where they need no browser, to learn which
 * functions it calls.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { unpackArchive } from "../../../web/worker/snapshot/archive.js";
import { Halves } from "../../../web/worker/snapshot/halves.js";
import { importBackend, registerKernels } from "../../../web/worker/kernels.js";
import { convert, Session } from "../../../web/worker/session.js";
import { read } from "../../../web/worker/snapshot/snapshot.js";
import { wake } from "../../../web/worker/snapshot/wake.js";
import { decoder } from "../../../web/worker/snapshot/zstd.js";
import { calledOf } from "./split.mjs";

/** Notes the instances of watched modules instead of joining them. */
class Watch extends Halves {
  instances = new Map();

  add(name, instance) {
    this.instances.set(name, instance);
  }
}

/**
 * The functions of each module that a visit calls, by the module's name.
 * @param {{pyodide: string, data: string, visit: any, python: Buffer, archive: Uint8Array<ArrayBuffer>,
 *   memory: Uint8Array<ArrayBuffer>}} parts
 *   Pyodide's folder and that of the pictures; what the visitor does; the files of the quick start, with
 *   modules that are watched.
 * @returns {Promise<Map<string, number[]>>}
 */
export async function rehearse({ pyodide: folder, data, visit, ...files }) {
  const nowhere = { path: "", sha256: "" };
  globalThis.__LATER__ = { stdlib: nowhere, numpy: nowhere, fittingroom: nowhere, docstrings: nowhere };
  const { installLazyImports } = await import("../../../web/worker/lazy-modules.js");
  const { loadPyodide } = await import(join(folder, "pyodide.mjs"));
  const { default: createModule } = await import(join(folder, "pyodide.asm.mjs"));
  const archive = await unpackArchive(files.archive);
  const watch = new Watch(() => new Map());
  const place = mkdtempSync(join(tmpdir(), "fitting-room-"));
  try {
    const stdLibURL = join(place, "empty.zip");
    writeFileSync(stdLibURL, "");
    const pyodide = await wake({
      loadPyodide,
      createModule,
      python: new WebAssembly.Module(files.python),
      archive,
      memory: Promise.resolve(read(files.memory)),
      halves: watch,
      options: { indexURL: `${folder}/`, stdLibURL },
    });
    installLazyImports(pyodide, new URL("file:///"));
    await registerKernels(Promise.resolve(new Response(archive.kernels)), pyodide);
    await act(pyodide, archive.manifest, data, visit);
    return new Map([...watch.instances].map(([name, { exports }]) => [name, calledOf(exports)]));
  } finally {
    rmSync(place, { recursive: true });
  }
}

/**
 * The functions of Python's module, which is watched, that unpack these files.
 * @param {Buffer} python @param {{packed: Uint8Array, frame: import("../../../web/worker/snapshot/zstd.js").Frame}[]} files
 */
export function rehearseUnpacking(python, files) {
  const module = new WebAssembly.Module(python);
  const { Instance } = WebAssembly;
  const called = new Set();
  for (const { packed, frame } of files) {
    let instance;
    WebAssembly.Instance = class extends Instance {
      constructor(...given) {
        super(...given);
        instance = this;
      }
    };
    try {
      decoder(module)(packed, frame);
    } finally {
      WebAssembly.Instance = Instance;
    }
    for (const each of calledOf(instance.exports)) called.add(each);
  }
  return called;
}

/** What the worker does from a start to its end. */
async function act(pyodide, manifest, data, visit) {
  const module = pyodide.pyimport("fittingroom.session");
  const session = new Session(module.Session(manifest), pyodide);
  convert(module.versions());
  session.openNotebook(
    () => {},
    () => new Uint8Array(),
  );
  importBackend(pyodide);
  convert(pyodide.pyimport("fittingroom.app.start.warm_up").warm_up());
  const add = (files) => {
    for (const { name } of files) {
      const bytes = readFileSync(join(data, name));
      session.add(name, new Uint8Array(bytes[0] === 0x1f ? gunzipSync(bytes) : bytes));
    }
  };
  const say = (command) => {
    let outcome = session.handle({ id: 1, ...command });
    while (outcome.needs) {
      add(outcome.needs);
      outcome = session.handle({ id: 1, ...command });
    }
    return outcome;
  };
  let run_id = 0;
  for (const changes of [...visit.variants, { backend: "numpy" }]) {
    const recipe = { backend: "wasm", ...visit.recipe, ...changes };
    say({ type: "describe", recipe });
    for (const part of ["train", "test"]) say({ type: "images", recipe, part, start: 0, count: 12 });
    say({ type: "fit", recipe, run_id });
    run_id++;
    add(session.missing());
    while (session.step(20).more);
    for (const which of ["all", "wrong"]) say({ type: "predictions", which, start: 0, count: 12 });
    for (const look of visit.inside) say(look);
    say({ type: "program", recipe });
  }
  for (const mistake of visit.mistakes) say(mistake);
  for (const [number, source] of visit.cells.entries()) {
    say({ type: "run-cell", cell: `${number}`, source, notebook: "main", pixel_ratio: 1 });
  }
}
