/**
 * Has Python end with its own RecursionError where C goes through values in values to print, compare or
 * hash them: `repr(x)`, `x == y`, `hash(x)` of lists in lists. Of Python's stack in memory these use next
 * to nothing, so that its own limit (stack-limit.js) does not see them before the browser's stack is full,
 * and Python lost.
 *
 * A type of Python's has these functions in slots, as numbers in WebAssembly's table. Each gets one in its
 * place that counts how deep it is.
 */

import { convert } from "./session.js";

/** Values in values: half of what browsers' stacks held, and far more than anybody looks at. */
const DEEPEST = 1000;

/** Where a type has the function of a slot, in bytes, as CPython lays out its structs; its methods. */
const SLOTS = {
  repr: { at: 44, takes: 1, failed: 0, methods: ["__repr__"] },
  hash: { at: 60, takes: 1, failed: -1, methods: ["__hash__"] },
  compare: {
    ...{ at: 100, takes: 3, failed: 0 },
    methods: ["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"],
  },
};
/** Where the descriptor that makes a slot a method has the same function. */
const WRAPPED = 24;

/** As C has it, with a zero at its end. */
const MESSAGE = "Stack overflow: values are nested too deeply in each other\0";

/** Names of what the functions in their place import. */
const [TABLE, REFUSE, DEPTH, INNER] = ["t", "r", "d", "i"];

/** @param {any} pyodide */
export function limitNesting(pyodide) {
  const module = pyodide._module;
  const depth = new WebAssembly.Global({ value: "i32", mutable: true }, 0);
  const guard = pyodide.pyimport("fittingroom.notebook.guards.nesting");
  const error = guard.error_address();
  const bytes = new TextEncoder().encode(MESSAGE);
  const text = module._malloc(bytes.length);
  module.HEAPU8.set(bytes, text);
  const refuse = () => module._PyErr_SetString(error, text);
  /** @type {[number, Record<string, number>][]} */
  const addresses = convert(guard.addresses());
  guard.destroy();
  /** Functions that several types share. @type {Map<string, number>} */
  const made = new Map();
  for (const [type, methods] of addresses) {
    for (const [name, slot] of Object.entries(SLOTS)) {
      const words = module.HEAPU32;
      const inner = words[(type + slot.at) >>> 2];
      const places = [];
      for (const method of slot.methods)
        if (methods[method]) places.push((methods[method] + WRAPPED) >>> 2);
      // Of another layout than this is written for, nothing is changed.
      if (places.length === 0 || places.some((place) => words[place] !== inner)) continue;
      const key = `${name} ${inner}`;
      if (!made.has(key)) {
        const code = new WebAssembly.Module(counting(slot));
        const given = {
          [TABLE]: module.wasmTable,
          [REFUSE]: refuse,
          [DEPTH]: depth,
          [INNER]: inner,
        };
        const { exports } = new WebAssembly.Instance(code, { "": given });
        made.set(key, Number(module.addFunction(exports.f)));
      }
      for (const place of [(type + slot.at) >>> 2, ...places])
        module.HEAPU32[place] = made.get(key);
    }
  }
  return () => {
    depth.value = 0;
  };
}

/**
 * The code of a function that calls another one, unless it is too deep already:
 *
 *     if (depth >= DEEPEST) { refuse(); return failed; }
 *     depth++; const value = table[inner](...); depth--; return value;
 *
 * @param {{takes: number, failed: number}} slot Its arguments, 32-bit words as is what it gives; and what it
 *   gives then, from -64 to 63.
 */
function counting({ takes, failed }) {
  const I32 = 0x7f;
  const [GET_LOCAL, GET, SET, CONST, ADD, SUBTRACT, AT_LEAST] = [
    ...[0x20, 0x23, 0x24, 0x41, 0x6a, 0x6b, 0x4e],
  ];
  const [IF, ELSE, END, CALL, CALL_BY_NUMBER] = [0x04, 0x05, 0x0b, 0x10, 0x11];
  const [depth, inner] = [0, 1];
  const arguments_ = Array.from({ length: takes }, (_, number) => [GET_LOCAL, number]).flat();
  /** @param {number} step */
  const count = (step) => [...[GET, depth, CONST, 1, step, SET, depth]];
  const limit = [CONST, (DEEPEST & 0x7f) | 0x80, DEEPEST >> 7];
  const body = [
    ...[0, GET, depth, ...limit, AT_LEAST, IF, I32, CALL, 0, CONST, failed & 0x7f, ELSE],
    ...[...count(ADD), ...arguments_, GET, inner, CALL_BY_NUMBER, 0, 0, ...count(SUBTRACT)],
    ...[END, END],
  ];
  /** @param {string} name @param {number[]} kind */
  const imported = (name, ...kind) => [0, 1, name.charCodeAt(0), ...kind];
  /** @param {number} id @param {number[]} content */
  const section = (id, ...content) => [id, content.length, ...content];
  return new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, 2, 0x60, takes, ...Array(takes).fill(I32), 1, I32, 0x60, 0, 0),
    ...section(
      ...[2, 4, ...imported(TABLE, 1, 0x70, 0, 0), ...imported(REFUSE, 0, 1)],
      ...[...imported(DEPTH, 3, I32, 1), ...imported(INNER, 3, I32, 0)],
    ),
    ...section(3, 1, 0),
    ...section(7, 1, 1, "f".charCodeAt(0), 0, 1),
    ...section(10, 1, body.length, ...body),
  ]);
}
