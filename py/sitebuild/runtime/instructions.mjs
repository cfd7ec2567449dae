/** The instructions of WebAssembly, as far as needed to find the numbers in them that can be addresses. */

import { number, skip } from "./wasm.mjs";

const [I32_CONST, BR_TABLE, SELECT, TRY_TABLE, MISCELLANEOUS, SIMD, ATOMIC] = [
  0x41, 0x0e, 0x1c, 0x1f, 0xfc, 0xfd, 0xfe,
];
/** Set in the alignment where the number of a memory follows. */
const HAS_MEMORY = 0x40;

/** How many numbers follow an opcode, from the first to the last of a range. */
const NUMBERS = ranges([
  [0x02, 0x04, 1],
  [0x06, 0x09, 1],
  [0x0c, 0x0d, 1],
  [0x10, 0x10, 1],
  [0x11, 0x11, 2],
  [0x12, 0x12, 1],
  [0x13, 0x13, 2],
  [0x14, 0x15, 1],
  [0x18, 0x18, 1],
  [0x20, 0x26, 1],
  [0x3f, 0x42, 1],
  [0xd0, 0xd0, 1],
  [0xd2, 0xd2, 1],
]);
/** The same after the first byte of bulk operations. */
const MISCELLANEOUS_NUMBERS = ranges([
  [8, 8, 2],
  [9, 9, 1],
  [10, 10, 2],
  [11, 11, 1],
  [12, 12, 2],
  [13, 13, 1],
  [14, 14, 2],
  [15, 17, 1],
]);
/** How many bytes follow. */
const BYTES = new Map([
  [0x43, 4],
  [0x44, 8],
]);
const SIMD_BYTES = ranges([
  [12, 13, 16],
  [21, 34, 1],
  [84, 91, 1],
]);

function ranges(list) {
  return new Map(
    list.flatMap(([from, to, count]) => Array.from({ length: to - from + 1 }, (_, at) => [from + at, count])),
  );
}

function skipNumbers(bytes, at, count) {
  for (let left = count; left > 0; left--) while (bytes[at++] & 0x80);
  return at;
}

/** The 32 bits of a signed number, as an address. */
function address(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return (byte & 0x40 && shift < 25 ? value | (-1 << (shift + 7)) : value) >>> 0;
  }
}

/**
 * The constants in a function's body and the offsets of its loads and stores.
 * @param {Buffer} body With its length before it. @returns {number[]}
 */
export function addresses(body) {
  const found = [];
  let at = skip.locals(body, number(body, 0)[1]);
  const offset = () => {
    const [alignment, next] = number(body, at);
    const [value, end] = number(body, alignment & HAS_MEMORY ? skipNumbers(body, next, 1) : next);
    found.push(value);
    at = end;
  };
  while (at < body.length) {
    const opcode = body[at++];
    if (opcode === I32_CONST) found.push(address(body, at));
    if (opcode >= 0x28 && opcode <= 0x3e) {
      offset();
    } else if (opcode === BR_TABLE || opcode === SELECT) {
      const [count, next] = number(body, at);
      at = skipNumbers(body, next, count + (opcode === BR_TABLE ? 1 : 0));
    } else if (opcode === TRY_TABLE) {
      at = catches(body, skipNumbers(body, at, 1));
    } else if (opcode === MISCELLANEOUS) {
      const [kind, next] = number(body, at);
      at = skipNumbers(body, next, MISCELLANEOUS_NUMBERS.get(kind) ?? 0);
    } else if (opcode === SIMD) {
      let kind;
      [kind, at] = number(body, at);
      if (kind <= 11 || (kind >= 84 && kind <= 93)) offset();
      at += SIMD_BYTES.get(kind) ?? 0;
    } else if (opcode === ATOMIC) {
      let kind;
      [kind, at] = number(body, at);
      if (kind === 3) at++;
      else offset();
    } else {
      at = skipNumbers(body, at, NUMBERS.get(opcode) ?? 0) + (BYTES.get(opcode) ?? 0);
    }
  }
  if (at !== body.length || body[at - 1] !== 0x0b) throw new Error("an instruction is not known");
  return found;
}

/** Where the clauses of a try_table end. */
function catches(body, start) {
  let [count, at] = number(body, start);
  while (count--) at = skipNumbers(body, at + 1, body[at] < 2 ? 2 : 1);
  return at;
}
