/**
 * Tables in Pyodide's module that few visits read: how East Asian encodings and Unicode's names are
 * written. No function that reads them is called in an ordinary visit, so they come with the rest.
 *
 * A module says nowhere where a table begins and ends. These are whole pages of memory with nothing else in
 * them, in the one version that web/package.json pins; for another one, they are to be found anew: by the
 * constants of functions that no visit calls, with none of others between.
 */
import { createHash } from "node:crypto";
import { addresses } from "./instructions.mjs";
import * as wasm from "./wasm.mjs";

/** From an address to another, and the beginning of the SHA-256 of what is there. */
const TABLES = [
  // Of the modules _codecs_cn, _codecs_hk, _codecs_jp, _codecs_kr and _codecs_tw.
  [0xc4000, 0x153000, "bc27a8e7"],
  // Of unicodedata.
  [0x15a000, 0x1fb000, "926a655b"],
  // Of the C library's iconv.
  [0x2b3000, 0x2d3000, "07e504e3"],
];
/** What functions of a visit mean as numbers: powers of ten, Unicode's limits, factors of hashes. */
const NUMBERS = new Set([1_000_000, 1_000_003, 1_664_525, 0xffc00, 0xfffff, 0x100000, 0x10ffff, 0x110000, 0x120000]);

/** Whether any of a range of memory is in the tables. */
export function isInTables(from, to) {
  return TABLES.some(([start, end]) => from < end && to > start);
}

/**
 * A module's data, without the tables and of them alone, as sections.
 * @param {Buffer} module @returns {{without: Map<number, Buffer>, tables: Map<number, Buffer>}}
 */
export function partData(module) {
  const segments = wasm.dataSegments(wasm.read(module).known.get(wasm.DATA));
  for (const [start, end, hash] of TABLES) {
    const content = Buffer.alloc(end - start);
    for (const [from, bytes] of cut(segments, [[start, end]])) content.set(bytes, from - start);
    const found = createHash("sha256").update(content).digest("hex");
    if (!found.startsWith(hash)) throw new Error("Pyodide's tables are not where tables.mjs says");
  }
  const edges = TABLES.flatMap(([start, end]) => [start, end]);
  const around = [0, ...edges, 2 ** 32].flatMap((edge, at, all) => (at % 2 ? [] : [[edge, all[at + 1]]]));
  return { without: sections(cut(segments, around)), tables: sections(cut(segments, TABLES)) };
}

/** The parts of segments that lie in some ranges. */
function cut(segments, ranges) {
  return segments.flatMap(([at, bytes]) =>
    ranges
      .map(([start, end]) => [Math.max(at, start), Math.min(at + bytes.length, end)])
      .filter(([from, to]) => from < to)
      .map(([from, to]) => [from, bytes.subarray(from - at, to - at)]),
  );
}

function sections(segments) {
  return new Map([
    [wasm.DATA, wasm.vector(segments.map(([at, bytes]) => wasm.dataSegment(at, bytes)))],
    [wasm.DATA_COUNT, wasm.leb128(segments.length)],
  ]);
}

/** Throws if one of the functions `called` reads a table. @param {Buffer} module @param {Iterable<number>} called */
export function checkUnread(module, called) {
  const bodies = wasm.items(wasm.read(module).known.get(wasm.CODE), wasm.skip.body);
  for (const at of called) {
    const read = addresses(bodies[at]).find((each) => isInTables(each, each + 1) && !NUMBERS.has(each));
    if (read) throw new Error(`a visit reads a table that it should not need, at ${read}`);
  }
}
