/**
 * What a memory snapshot leaves out of Python's heap, since it follows from the rest and hardly packs: the
 * hashes of strings, the links of the garbage collector's list, the tables of dicts whose keys are strings,
 * the whole dict of interned strings. The build blanks them (py/sitebuild/runtime/heap.mjs); here they are filled in, in one walk over what malloc has
 * given out.
 *
 * @typedef {{start: number, end: number, string: number, list: number, interned: number}} Heap
 *   Addresses: of the first piece of memory and after the last; of the type of strings; of the list's head;
 *   of the keys of the dict of interned strings.
 */

/** In place of a link of the collector's list, whose last two bits are flags. */
export const LINK = 0xf5f5f5f4;
/** In place of a hash; none is like that. */
export const NO_HASH = 0xffffffff;
/** In place of each word of a dict's table; too large for numbers of entries. */
export const NO_TABLE = 0xf5a3f5a3;
/** Before each piece stands its size, with flags in the last bits: whether it is given out. */
export const [SIZE, GIVEN, BEFORE] = [~7, 2, 8];
/**
 * Where a string has its type, its length, its hash and its state, in 32-bit words, and the bits that say it is
 * interned, and that it is one piece.
 */
export const STRING = { type: 1, length: 2, hash: 3, state: 4, interned: 3, compact: 0x20 };
/**
 * Where the keys of a dict have the binary logarithm of their table's size, their number, the table; up to
 * which size it consists of bytes.
 */
export const KEYS = { size: 4, count: 4, table: 5, bytes: 128 };
/** CPython's PERTURB_SHIFT. */
const SHIFT = 5;

/** @param {{HEAPU32: Uint32Array, HEAPU8: Uint8Array, _PyObject_Hash: (address: number) => number}} module @param {Heap} heap */
export function fillIn(module, { start, end, string, list, interned }) {
  const words = module.HEAPU32;
  const keys = interned >>> 2;
  const size = 1 << module.HEAPU8[interned + KEYS.size];
  const table = words.subarray(keys + KEYS.table, keys + KEYS.table + size).fill(NO_HASH);
  let entry = keys + KEYS.table + size;
  let count = 0;
  let last = list >>> 2;
  let flags = words[last] & 3;
  /** @type {number[]} */
  const tables = [];
  for (let at = start; at < end; ) {
    const piece = (at + BEFORE) >>> 2;
    const header = words[piece - 1];
    if (header & GIVEN) {
      if (isString(words, piece, string)) {
        if (words[piece + STRING.hash] === NO_HASH) {
          words[piece + STRING.hash] = module._PyObject_Hash(at + BEFORE);
        }
        if (words[piece + STRING.state] & STRING.interned) {
          table[place(table, words[piece + STRING.hash], NO_HASH)] = count++;
          words[entry++] = at + BEFORE;
          words[entry++] = at + BEFORE;
        }
      } else if (words[piece + KEYS.table] === NO_TABLE) {
        tables.push(piece);
      } else {
        // Some objects have two words before.
        const here = isLink(words[piece]) ? piece : piece + 2;
        if (isLink(words[here])) {
          words[last] = (here << 2) | flags;
          words[here + 1] |= last << 2;
          flags = words[here] & 3;
          last = here;
        }
      }
    }
    at += header & SIZE;
  }
  words[last] = list | flags;
  // The keys may lie behind, and now all have their hashes.
  for (const keys of tables) fillTable(words, module.HEAPU8, keys);
}

/**
 * Fill the table of a dict whose keys are strings, none of them removed.
 * @param {Uint32Array} words @param {Uint8Array} bytes The same memory.
 * @param {number} keys Where its keys are, in words.
 */
export function fillTable(words, bytes, keys) {
  const size = 1 << bytes[keys * 4 + KEYS.size];
  const start = bytes.byteOffset + (keys + KEYS.table) * 4;
  const buffer = /** @type {ArrayBuffer} */ (bytes.buffer);
  const table = new (size > KEYS.bytes ? Uint16Array : Uint8Array)(buffer, start, size);
  table.fill(NO_HASH);
  const empty = table[0];
  const entries = keys + KEYS.table + table.byteLength / 4;
  for (let number = 0; number < words[keys + KEYS.count]; number++) {
    const hash = words[(words[entries + 2 * number] >>> 2) + STRING.hash];
    table[place(table, hash, empty)] = number;
  }
}

/**
 * Whether a piece is a string, and not something else that names their type.
 * @param {Uint32Array} words @param {number} piece Where it is, in words. @param {number} string
 */
export function isString(words, piece, string) {
  return (
    words[piece + STRING.type] === string &&
    words[piece + STRING.length] < (words[piece - 1] & SIZE) &&
    (words[piece + STRING.state] & STRING.compact) !== 0
  );
}

/** @param {number} word */
function isLink(word) {
  return (word & ~3) >>> 0 === LINK;
}

/**
 * Where in a dict's table a hash goes.
 * @param {Uint32Array | Uint16Array | Uint8Array} table @param {number} hash @param {number} empty What is free.
 */
export function place(table, hash, empty) {
  const mask = table.length - 1;
  let at = hash & mask;
  for (let rest = hash; table[at] !== empty; ) {
    rest >>>= SHIFT;
    at = (at * 5 + rest + 1) & mask;
  }
  return at;
}
