/**
 * Tables in Pyodide's module that few visits read: how East Asian encodings and Unicode's names are
 * written, and modules as bytecode. No function that reads them is called in an ordinary visit, so they
 * come with the rest.
 *
 * A module says nowhere where a table begins and ends. These ranges hold nothing else, in the one version
 * that web/package.json pins; for another one, they are to be found anew: by the constants of functions that
 * no visit calls, with none of others between; bytecode by what `_imp.find_frozen` returns.
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
  // Modules that CPython has frozen, nearly all imported before the snapshot, but for their first bytes: by
  // these the importer sees that there is something.
  [0x22c591, 0x23aace, "b4a9c3d7"],
  [0x23aad1, 0x24aff5, "2db86590"],
  [0x24b001, 0x251e20, "d575c7fa"],
  [0x251e21, 0x253d5b, "a702edee"],
  [0x253d61, 0x25e0d6, "7baa5267"],
  [0x25e0e1, 0x25f939, "d7202719"],
  [0x25f941, 0x26b44d, "49d80c04"],
  [0x26b451, 0x26c7eb, "f2c80956"],
  [0x26c7f1, 0x26e6d4, "98ad46d5"],
  [0x26e6e1, 0x2756ed, "2a928a26"],
  [0x2756f1, 0x27a3be, "940114c5"],
  [0x27a3c1, 0x285c31, "0759f643"],
  [0x285c41, 0x28dbf8, "30b65815"],
  [0x28dc01, 0x28f165, "e731eb7f"],
  [0x28f171, 0x29210a, "49ea7a58"],
  [0x292111, 0x292904, "ff98bdea"],
  [0x292911, 0x2962b0, "e99e7de8"],
  // Of the C library's iconv.
  [0x2b3000, 0x2d3000, "07e504e3"],
];
/** What functions of a visit mean as numbers: powers of ten, Unicode's limits, factors of hashes, sets of bits. */
const NUMBERS = new Set([
  ...[1_000_000, 1_000_003, 1_664_525],
  ...[0xffc00, 0xfffff, 0x100000, 0x10ffff, 0x110000, 0x120000],
  ...[0x281520],
]);

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
    if (read) {
      throw new Error(
        `a function that a visit calls has the constant ${read}, which lies in a table that no visit should ` +
          "need: if it is a mere number, tables.mjs has to list it; if not, the table is needed at once",
      );
    }
  }
}
