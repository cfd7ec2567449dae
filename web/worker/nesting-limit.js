/**
 * Has Python end with its own RecursionError where C goes through values in values to print, compare or
 * hash them: `repr(x)`, `x == y`, `hash(x)` of lists in lists; and free these a few at a time. Of Python's
 * stack in memory all this uses next to nothing, so that its own limit (stack-limit.js) does not see it
 * before the browser's stack is full, and Python lost.
 *
 * C calls these functions by their numbers in WebAssembly's table. Each gets one in its place.
 */

import { convert } from "./session.js";

/** Values in values: half of what browsers' stacks held, and far more than anybody looks at. */
const DEEPEST = 1000;
/** Bytes of Python's stack that freeing a value in a value uses, so that Python puts the next ones off. */
const SPENT = 128;

/** Where a type has the function of a slot, in bytes, as CPython lays out its structs; what it takes. */
const SLOTS = {
  repr: { at: 44, takes: 1, failed: 0 },
  hash: { at: 60, takes: 1, failed: -1 },
  compare: { at: 100, takes: 3, failed: 0 },
};
const FREE = 24;

/** As C has it, with a zero at its end. */
const MESSAGE = "Stack overflow: values are nested too deeply in each other\0";

/** @param {any} pyodide @returns {() => void} To be called before a cell: it counts anew then. */
export function limitNesting(pyodide) {
  const module = pyodide._module;
  const table = module.wasmTable;
  const guard = pyodide.pyimport("fittingroom.notebook.guards.nesting");
  const error = guard.error_address();
  /** The last one is a class, whose values are only freed. @type {number[]} */
  const types = convert(guard.type_addresses());
  guard.destroy();
  const bytes = new TextEncoder().encode(MESSAGE);
  const text = module._malloc(bytes.length);
  module.HEAPU8.set(bytes, text);
  const depth = new WebAssembly.Global({ value: "i32", mutable: true }, 0);
  const shared = {
    d: depth,
    r: () => module._PyErr_SetString(error, text),
    g: module._emscripten_stack_get_current,
    s: module.__emscripten_stack_restore,
  };
  /** @type {Set<number>} */
  const done = new Set();
  /** @param {number} type @param {number} at @param {() => number[]} code */
  const replace = (type, at, code) => {
    const number = module.HEAPU32[(type + at) >>> 2];
    if (number === 0 || done.has(number)) return;
    done.add(number);
    const made = new WebAssembly.Module(Uint8Array.from(code()));
    const { exports } = new WebAssembly.Instance(made, { "": { ...shared, i: table.get(number) } });
    table.set(number, /** @type {any} */ (exports.f));
  };
  for (const type of types) replace(type, FREE, spending);
  for (const type of types.slice(0, -1))
    for (const slot of Object.values(SLOTS)) replace(type, slot.at, () => counting(slot));
  return () => {
    depth.value = 0;
  };
}

const I32 = 0x7f;
const [IF, ELSE, END, CALL] = [0x04, 0x05, 0x0b, 0x10];
const [GET_LOCAL, SET_LOCAL, GET, SET, CONST] = [0x20, 0x21, 0x23, 0x24, 0x41];
const [ADD, SUBTRACT, AT_LEAST] = [0x6a, 0x6b, 0x4e];

/** A number from 128 to 8191 in a module's code. @param {number} value */
const number = (value) => [CONST, (value & 0x7f) | 0x80, value >> 7];

/** @param {number} count */
const words = (count) => [count, ...Array(count).fill(I32)];

/**
 * The code of a function that calls another one, unless it is too deep already:
 *
 *     if (depth >= DEEPEST) { refuse(); return failed; }
 *     depth++; const value = inner(...); depth--; return value;
 *
 * @param {{takes: number, failed: number}} slot Its arguments, 32-bit words as is what it gives; and what it
 *   gives then, from -64 to 63.
 */
function counting({ takes, failed }) {
  const given = Array.from({ length: takes }, (_, place) => [GET_LOCAL, place]).flat();
  /** @param {number} step */
  const count = (step) => [GET, 0, CONST, 1, step, SET, 0];
  return moduleOf(
    [...[0x60, ...words(takes), ...words(1)], ...[0x60, 0, 0]],
    [...imported("i", 0, 0), ...imported("r", 0, 1), ...imported("d", 3, I32, 1)],
    [
      ...[0, GET, 0, ...number(DEEPEST), AT_LEAST, IF, I32, CALL, 1, CONST, failed & 0x7f, ELSE],
      ...[...count(ADD), ...given, CALL, 0, ...count(SUBTRACT), END, END],
    ],
    [3, 2],
  );
}

/**
 * The code of a function that calls another one with less of the stack left:
 *
 *     const before = get(); set(before - SPENT); inner(value); set(before);
 */
function spending() {
  return moduleOf(
    [...[0x60, ...words(1), 0], ...[0x60, 0, ...words(1)]],
    [...imported("i", 0, 0), ...imported("s", 0, 0), ...imported("g", 0, 1)],
    [
      ...[1, 1, I32, CALL, 2, SET_LOCAL, 1],
      ...[GET_LOCAL, 1, ...number(SPENT), SUBTRACT, CALL, 1, GET_LOCAL, 0, CALL, 0],
      ...[GET_LOCAL, 1, CALL, 1, END],
    ],
    [3, 3],
  );
}

/** @param {string} name @param {number[]} kind */
function imported(name, ...kind) {
  return [0, 1, name.charCodeAt(0), ...kind];
}

/**
 * A module with one function, "f", of its first type.
 * @param {number[]} types Two. @param {number[]} imports @param {number[]} body
 * @param {[number, number]} counts Of imports, and of functions among them.
 */
function moduleOf(types, imports, body, [count, functions]) {
  /** @param {number} id @param {number[]} content */
  const section = (id, ...content) => [id, content.length, ...content];
  return [
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, 2, ...types),
    ...section(2, count, ...imports),
    ...section(3, 1, 0),
    ...section(7, 1, 1, "f".charCodeAt(0), 0, functions),
    ...section(10, 1, body.length, ...body),
  ];
}
