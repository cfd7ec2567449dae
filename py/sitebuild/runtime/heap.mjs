/** Blanks what of Python's heap follows from the rest; web/worker/snapshot/heap.js fills it in. */

import {
  BEFORE,
  fillIn,
  fillTable,
  GIVEN,
  isString,
  KEYS,
  LINK,
  NO_HASH,
  NO_TABLE,
  place,
  SIZE,
  STRING,
} from "../../../web/worker/snapshot/heap.js";

const FLAGS = 3;
/** The least size of a piece that malloc gives out. */
const SMALLEST = 16;
/** The bytes that malloc notes in a free piece, and from which size on more of them. */
const [NOTES, NOTES_OF_LARGE, LARGE] = [16, 32, 256];
/** The kinds of a dict's keys that may be anything and that are strings only, and the bytes of an entry of these. */
const [GENERAL, UNICODE, ENTRY] = [0, 1, 8];
/** The most words of a table that is filled in with numbers of two bytes. */
const LARGEST_TABLE = 1 << 14;
/** Those of an entry of other keys, with their hash. */
const ENTRY_WITH_HASH = 12;
/** The bytes of malloc's own before each piece, of the collector's before an object, of objects' headers. */
const [HEADER, COLLECTED, ASCII_HEADER, BYTES_HEADER, TUPLE_HEADER] = [4, 8, 20, 16, 16];
/** Where objects have their length and a dict its keys, in 32-bit words. */
const [LENGTH, DICT_KEYS] = [2, 6];
/** The bits of a string's state; that it is ASCII. */
const [STATE, ASCII] = [0xff, 0x40];
/** Where the keys of a dict have their kind and, in words, how many entries are free. */
const [KIND, USABLE] = [6, 3];

/**
 * Where the pieces begin and end that malloc has made of the memory, free ones as well.
 * @param {Uint32Array} words @param {number} start The beginning of its heap.
 */
export function pieces(words, start) {
  let end = start;
  while (end + BEFORE < words.length * 4) {
    const size = words[(end >>> 2) + 1] & SIZE;
    if (size < SMALLEST || end + size > words.length * 4) break;
    end += size;
  }
  return { start, end };
}

/** The addresses of what malloc has given out. @param {Uint32Array} words */
function* given(words, { start, end }) {
  for (let at = start; at < end; ) {
    const header = words[(at >>> 2) + 1];
    if (header & GIVEN) yield at + BEFORE;
    at += header & SIZE;
  }
}

/** The addresses of strings. @param {Uint32Array} words @param {number} type Of strings. */
export function* strings(words, range, type) {
  for (const at of given(words, range)) if (isString(words, at >>> 2, type)) yield at;
}

/**
 * Blanks in a copy of the memory; all strings have a hash.
 * @param {Uint32Array} words @param {{start: number, end: number}} range
 * @param {Record<string, number>} types The addresses of built-in types by their names.
 * @returns {import("../../../web/worker/snapshot/heap.js").Heap}
 */
export function blank(words, range, types) {
  const string = types.str;
  wipeUnused(words, range, types);
  const list = relink(words, range);
  const interned = sortInterned(words, range, string);
  const heap = { ...range, string, list, interned };
  const whole = words.slice();
  for (const at of members(words, list)) {
    words[at >>> 2] = LINK | (words[at >>> 2] & FLAGS);
    words[(at >>> 2) + 1] &= FLAGS;
  }
  for (const at of strings(words, range, string)) words[(at >>> 2) + STRING.hash] = NO_HASH;
  const { table, entries, count } = parts(words, interned);
  words.fill(NO_HASH, table, entries);
  words.fill(0, entries, entries + 2 * count);
  blankTables(words, whole, range, interned);
  check(words, whole, heap);
  return heap;
}

/** Overwrites what malloc gave more than objects need, and what of them is not in use. */
function wipeUnused(words, range, types) {
  const bytes = new Uint8Array(words.buffer, words.byteOffset);
  wipeFree(bytes, words, range);
  const all = new Set(given(words, range));
  const end = (piece) => piece + (words[(piece >>> 2) - 1] & SIZE) - HEADER;
  // What only looks like an object ends elsewhere.
  const wipe = (piece, from) => from > piece && bytes.fill(0, from, end(piece));
  for (const piece of all) {
    const at = piece >>> 2;
    const type = words[at + STRING.type];
    if (isString(words, at, types.str)) {
      words[at + STRING.state] &= STATE;
      if (words[at + STRING.state] & ASCII) wipe(piece, piece + ASCII_HEADER + words[at + LENGTH] + 1);
    } else if (type === types.bytes) {
      wipe(piece, piece + BYTES_HEADER + words[at + LENGTH] + 1);
    } else if (words[at + 2 + STRING.type] === types.tuple) {
      wipe(piece, piece + COLLECTED + TUPLE_HEADER + 4 * words[at + 2 + LENGTH]);
    } else if (words[at + 2 + STRING.type] === types.dict) {
      const keys = words[at + 2 + DICT_KEYS];
      if (all.has(keys) && isKeys(bytes, words, keys)) wipe(keys, endOfKeys(bytes, words, keys));
    }
  }
}

/** What is free, as addresses of pieces with malloc's header, and sizes. @param {Uint32Array} words */
export function* free(words, { start, end }) {
  for (let at = start; at < end; ) {
    const header = words[(at >>> 2) + 1];
    if (!(header & GIVEN)) yield [at, header & SIZE];
    at += header & SIZE;
  }
}

/** Overwrites what is free, except what malloc notes there itself. */
function wipeFree(bytes, words, range) {
  for (const [at, size] of free(words, range)) {
    bytes.fill(0, at + (size < LARGE ? NOTES : NOTES_OF_LARGE), at + size);
  }
}

/** Whether it is the keys of a dict: as many entries as the table allows. */
function isKeys(bytes, words, keys) {
  const size = bytes[keys + KEYS.size];
  const width = size < 8 ? 0 : size < 16 ? 1 : 2;
  const entries = words[(keys >>> 2) + KEYS.count] + words[(keys >>> 2) + USABLE];
  return size < 32 && bytes[keys + KEYS.size + 1] === size + width && entries <= 2 ** size && bytes[keys + KIND] < 3;
}

/** Where the entries of a dict's keys end that are in use. */
function endOfKeys(bytes, words, keys) {
  const entry = bytes[keys + KIND] === GENERAL ? ENTRY_WITH_HASH : ENTRY;
  const table = 1 << bytes[keys + KEYS.size + 1];
  return keys + 4 * KEYS.table + table + entry * words[(keys >>> 2) + KEYS.count];
}

/** Blanks the tables of the other dicts that can be filled in, of which none of the keys has been removed. */
function blankTables(words, whole, range, interned) {
  const bytes = new Uint8Array(whole.buffer);
  const filled = whole.slice();
  const filledBytes = new Uint8Array(filled.buffer);
  for (const piece of given(whole, range)) {
    const at = piece >>> 2;
    const isOne = piece !== interned && isKeys(bytes, whole, piece) && bytes[piece + KIND] !== GENERAL;
    const table = (1 << bytes[piece + KEYS.size + 1]) / 4;
    if (!isOne || whole[at + KEYS.count] === 0 || table > LARGEST_TABLE) continue;
    fillTable(filled, filledBytes, at);
    const from = at + KEYS.table;
    const isSame = Buffer.compare(...[whole, filled].map((each) => new Uint8Array(each.buffer, from * 4, table * 4))) === 0;
    if (isSame) words.fill(NO_TABLE, from, from + table);
  }
}

/** Throws if the memory is not filled in as it was. */
function check(words, whole, heap) {
  const filled = words.slice();
  const HEAPU8 = new Uint8Array(filled.buffer);
  fillIn({ HEAPU32: filled, HEAPU8, _PyObject_Hash: (at) => whole[(at >>> 2) + STRING.hash] }, heap);
  const differs = filled.findIndex((word, at) => word !== whole[at]);
  if (differs >= 0) throw new Error(`the heap is laid out in another way at ${differs * 4}`);
}

/** What comes after the head of a list. */
function* members(words, head) {
  for (let at = next(words, head); at !== head; ) {
    const after = next(words, at);
    yield at;
    at = after;
  }
}

function next(words, at) {
  return (words[at >>> 2] & ~FLAGS) >>> 0;
}

/** Puts the longest of the collector's lists in the order of addresses; returns its head. */
function relink(words, range) {
  // Some objects have two words before.
  const all = new Set([...given(words, range)].flatMap((at) => [at, at + 8]));
  const seen = new Set();
  let longest = [];
  for (const start of all) {
    const chain = [];
    let at = start;
    while (!seen.has(at) && isLinked(words, at)) {
      seen.add(at);
      chain.push(at);
      at = next(words, at);
    }
    if (at === start && chain.length > longest.length) longest = chain;
  }
  const heads = longest.filter((at) => !all.has(at));
  if (heads.length !== 1) throw new Error("the collector's list has no head");
  const order = [heads[0], ...longest.filter((at) => all.has(at)).sort((a, b) => a - b)];
  for (const [number, at] of order.entries()) {
    const [before, after] = [order.at(number - 1), order[(number + 1) % order.length]];
    words[at >>> 2] = after | (words[at >>> 2] & FLAGS);
    words[(at >>> 2) + 1] = before | (words[(at >>> 2) + 1] & FLAGS);
  }
  return heads[0];
}

/** Whether what comes after it has it before. */
function isLinked(words, at) {
  const after = next(words, at);
  return after > 0 && after < words.length * 4 && (words[(after >>> 2) + 1] & ~FLAGS) >>> 0 === at;
}

/** Where the keys of a dict of strings have their table and their entries, in words. */
function parts(words, keys) {
  const at = keys >>> 2;
  const size = 1 << (words[at + 1] & 0xff);
  const table = at + KEYS.table;
  return { table, entries: table + size, count: words[at + KEYS.count] };
}

/** Puts the dict of interned strings in the order of addresses, without gaps; returns its keys. */
function sortInterned(words, range, string) {
  const interned = [...strings(words, range, string)].filter(
    (at) => words[(at >>> 2) + STRING.state] & STRING.interned,
  );
  const bytes = new Uint8Array(words.buffer, words.byteOffset);
  const keys = [...given(words, range)].find((at) => {
    const { entries, count } = parts(words, at);
    const isOne = bytes[at + KIND] === UNICODE && bytes[at + KEYS.size + 1] === bytes[at + KEYS.size] + 2;
    return isOne && count >= interned.length && entries + (count * ENTRY) / 4 < range.end / 4;
  });
  if (!keys) throw new Error("the dict of interned strings is not found");
  const { entries, count } = parts(words, keys);
  const held = new Set(words.subarray(entries, entries + 2 * count));
  held.delete(0);
  if (held.size !== interned.length || !interned.every((at) => held.has(at))) {
    throw new Error(`${held.size} strings are interned, of which ${interned.length} are found`);
  }
  words.fill(0, entries, entries + 2 * count);
  for (const [number, at] of interned.entries()) words.fill(at, entries + 2 * number, entries + 2 * number + 2);
  words[(keys >>> 2) + KEYS.count] = interned.length;
  words[(keys >>> 2) + USABLE] += count - interned.length;
  const table = words.subarray(parts(words, keys).table, entries).fill(NO_HASH);
  for (const [number, at] of interned.entries()) {
    table[place(table, words[(at >>> 2) + STRING.hash], NO_HASH)] = number;
  }
  return keys;
}
