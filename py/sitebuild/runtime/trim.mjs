/**
 * Trims Pyodide to the symbols that are used. It exports every function of CPython and libc, and a
 * page names, wraps and stores all of them each time it starts.
 *
 * It copies every other byte: binaryen would take in and write out all of the module for that, in
 * half a minute, and is an install of 100 MB.
 *
 * node trim.mjs ORDER: a JSON file that names `pyodide`, the folder with the files to trim;
 * `libraries` that may be linked to it; `callers`, JavaScript beside its own that calls it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXPORTS, HEADER, leb128, number, vector } from "./wasm.mjs";

const GLUE = "pyodide.asm.mjs";
const MODULE = "pyodide.asm.wasm";

/** Where the glue assigns the module's exports, and the declaration of the variables for them. */
const ASSIGN_EXPORTS = /var ([\w,]+);function assignWasmExports\(wasmExports\)\{([^{}]*)\}/;
/** One statement of it; `wasmExports["x"].value>>>0` is an address. */
const ASSIGNMENT = /^(\w+)=Module\["\1"\]=wasmExports\["(\w+)"\](\.value>>>0)?$/;

/** A module with the exports for which `wanted` holds. */
function withExports(module, wanted) {
  const parts = [module.subarray(0, HEADER)];
  for (let at = HEADER; at < module.length; ) {
    const [size, start] = number(module, at + 1);
    const end = start + size;
    parts.push(module[at] === EXPORTS ? exportSection(module, start, wanted) : module.subarray(at, end));
    at = end;
  }
  return Buffer.concat(parts);
}

function exportSection(module, start, wanted) {
  let [count, at] = number(module, start);
  const kept = [];
  while (count--) {
    const [length, name] = number(module, at);
    const [, end] = number(module, name + length + 1);
    if (wanted(module.toString("utf8", name, name + length))) kept.push(module.subarray(at, end));
    at = end;
  }
  const content = vector(kept);
  return Buffer.concat([Buffer.from([EXPORTS]), leb128(content.length), content]);
}

/** The names of what a module imports. */
function imports(bytes) {
  return WebAssembly.Module.imports(new WebAssembly.Module(bytes)).map(({ name }) => name);
}

/** The glue's text without the symbols that are not wanted. */
function trimmed(glue, [assignExports, variables, assignments], wanted) {
  const dropped = new Set();
  const statements = assignments.split(";").filter((statement) => {
    const [, variable, name] = ASSIGNMENT.exec(statement) ?? [];
    if (!name || wanted(name)) return true;
    dropped.add(variable);
    return false;
  });
  const kept = variables.split(",").filter((variable) => !dropped.has(variable));
  const lean = `var ${kept};function assignWasmExports(wasmExports){${statements.join(";")}}`;
  return glue.replace(assignExports, () => lean);
}

function main() {
  const order = JSON.parse(readFileSync(process.argv[2], "utf8"));
  const [glue, module] = [GLUE, MODULE].map((name) => join(order.pyodide, name));
  const text = readFileSync(glue, "utf8");
  const bytes = readFileSync(module);
  const assignExports = ASSIGN_EXPORTS.exec(text);
  if (!assignExports) throw new Error(`${GLUE} assigns its module's exports in another way now`);
  const callers = order.callers.map((file) => readFileSync(file, "utf8"));
  const words = new Set([text.replace(assignExports[0], ""), ...callers].flatMap((each) => each.match(/\w+/g)));
  const links = new Set([bytes, ...order.libraries.map((file) => readFileSync(file))].flatMap(imports));
  const isCalled = (name) => words.has(name) || words.has(`_${name}`);
  // Libraries are linked to the module's exports themselves, not to the glue's variables for them.
  writeFileSync(glue, trimmed(text, assignExports, isCalled));
  writeFileSync(module, withExports(bytes, (name) => links.has(name) || isCalled(name)));
}

try {
  main();
} catch (error) {
  // Node would print the whole minified line that threw.
  console.error(error.message);
  process.exitCode = 1;
}
