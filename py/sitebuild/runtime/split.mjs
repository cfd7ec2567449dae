/**
 * Splits WebAssembly modules in two: the functions that a visit calls, and the rest.
 *
 * Both halves number everything as the module does, so that no body changes. In place of a body that
 * lies in the other half stands a call through a table which both share; in the first half it is
 * preceded by one that loads the second, unless that is there. web/worker/snapshot/halves.js joins them.
 */
import * as wasm from "./wasm.mjs";
import { JOINT } from "../../../web/worker/snapshot/halves.js";

const KINDS = ["function", "table", "memory", "global", "tag"];
const KIND = Object.fromEntries(KINDS.map((kind, number) => [kind, number]));
const FUNCREF = 0x70;
const I32 = 0x7f;
const MUTABLE = 1;
const NO_LOCALS = [0];
const END = 0x0b;
const ZERO = Buffer.from([I32, MUTABLE, 0x41, 0, END]);
/** The type of a function that takes and returns nothing. */
const PLAIN = Buffer.from([0x60, 0, 0]);

function parse(module) {
  const { custom, known } = wasm.read(module);
  const items = (id, skip) => wasm.items(known.get(id), wasm.skip[skip]);
  const imports = items(wasm.IMPORTS, "import");
  /** What is imported comes first in every numbering. */
  const imported = KINDS.map((_, kind) => imports.filter((each) => wasm.importKind(each) === kind).length);
  const defined = {
    memory: items(wasm.MEMORIES, "memory"),
    table: items(wasm.TABLES, "table"),
    tag: items(wasm.TAGS, "tag"),
    global: items(wasm.GLOBALS, "global"),
  };
  return {
    custom,
    known,
    imports,
    defined,
    types: items(wasm.TYPES, "type"),
    functions: items(wasm.FUNCTIONS, "number").map((each) => wasm.number(each, 0)[0]),
    exports: items(wasm.EXPORTS, "export"),
    bodies: items(wasm.CODE, "body"),
    /** The number that the next thing of a kind would get. */
    next: (kind) => imported[KIND[kind]] + (defined[kind] ?? items(wasm.FUNCTIONS, "number")).length,
    number: (kind, at) => imported[KIND[kind]] + at,
  };
}

function sized(...parts) {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([wasm.leb128(content.length), content]);
}

function exported(name, kind, number) {
  return Buffer.concat([wasm.name(JOINT + name), Buffer.from([KIND[kind]]), wasm.leb128(number)]);
}

/** A module that notes in an exported global of each function whether it was called. */
export function watched(module) {
  const { custom, known, defined, exports, bodies, next } = parse(module);
  const first = next("global");
  const noted = bodies.map((each, at) => {
    const [, start] = wasm.number(each, 0);
    const code = wasm.skip.locals(each, start);
    const note = [0x41, 1, 0x24, ...wasm.leb128(first + at)];
    return sized(each.subarray(start, code), note, each.subarray(code));
  });
  const notes = bodies.map((_, at) => exported(`${at}`, "global", first + at));
  known
    .set(wasm.GLOBALS, wasm.vector([...defined.global, ...bodies.map(() => ZERO)]))
    .set(wasm.EXPORTS, wasm.vector([...exports, ...notes]))
    .set(wasm.CODE, wasm.vector(noted));
  return wasm.write({ custom, known });
}

/** The functions of a `watched` module that were called. @param {WebAssembly.Exports} exports */
export function calledOf(exports) {
  return Object.entries(exports)
    .filter(([name, note]) => name.startsWith(JOINT) && note.value)
    .map(([name]) => Number(name.slice(JOINT.length)));
}

/**
 * The two halves of a module.
 * @param {Buffer} module @param {Iterable<number>} called The functions of the first half.
 * @param {Map<number, Buffer>} data Sections with data that comes with the second half.
 */
export function halves(module, called, data = new Map()) {
  const parsed = parse(module);
  const { types, functions, bodies, next } = parsed;
  const isCalled = new Set(called);
  const all = bodies.map((_, at) => at);
  const here = all.filter((at) => isCalled.has(at));
  const there = all.filter((at) => !isCalled.has(at));
  /** Where in the table; what loads the second half is the first entry. */
  const places = new Map([...here, ...there].map((at, place) => [at, 1 + place]));
  const table = next("table");
  /** A body in place of one that lies in the other half. */
  const away = (at, before) => {
    const type = functions[at];
    const given = Array.from({ length: wasm.parameters(types[type]) }, (_, number) => [
      0x20,
      ...wasm.leb128(number),
    ]);
    const place = [0x41, ...wasm.signed(places.get(at))];
    const call = [0x11, ...wasm.leb128(type), ...wasm.leb128(table), END];
    return sized(NO_LOCALS, before, given.flat(), place, call);
  };
  /** A segment that fills the table. */
  const filled = (ats) => {
    const offset = [0x41, ...wasm.signed(ats.length ? places.get(ats[0]) : 0), END];
    const numbers = wasm.vector(ats.map((at) => wasm.leb128(parsed.number("function", at))));
    return Buffer.from([2, ...wasm.leb128(table), ...offset, 0, ...numbers]);
  };
  const size = wasm.leb128(1 + bodies.length);
  const tableType = Buffer.from([FUNCREF, 1, ...size, ...size]);
  return {
    first: firstHalf(parsed, isCalled, away, filled(here), tableType),
    second: secondHalf(parsed, isCalled, away, filled(there), tableType, data),
  };
}

/** What both halves share, by kind: everything defined that can change. */
function shared({ defined }) {
  const changing = defined.global.findLastIndex((each) => each[1] === MUTABLE) + 1;
  return Object.entries({ ...defined, global: defined.global.slice(0, changing) });
}

function firstHalf(parsed, isCalled, away, segment, tableType) {
  const { custom, functions, defined, exports, bodies, next, number } = parsed;
  const known = new Map(parsed.known);
  const types = parsed.types.some((type) => type.equals(PLAIN)) ? parsed.types : [...parsed.types, PLAIN];
  const plain = types.findIndex((type) => type.equals(PLAIN));
  const joints = shared(parsed).flatMap(([kind, items]) =>
    items.map((_, at) => exported(kind + at, kind, number(kind, at))),
  );
  const isWhole = wasm.leb128(next("global"));
  const table = wasm.leb128(next("table"));
  // Unless it is whole: call the table's first entry.
  const load = sized(
    NO_LOCALS,
    [0x23, ...isWhole, 0x45, 0x04, 0x40],
    [0x41, 0, 0x11, ...wasm.leb128(plain), ...table, END, END],
  );
  const before = [0x10, ...wasm.leb128(next("function"))];
  const code = bodies.map((each, at) => (isCalled.has(at) ? each : away(at, before)));
  known
    .set(wasm.TYPES, wasm.vector(types))
    .set(wasm.FUNCTIONS, wasm.vector([...functions, plain].map(wasm.leb128)))
    .set(wasm.TABLES, wasm.vector([...defined.table, tableType]))
    .set(wasm.GLOBALS, wasm.vector([...defined.global, ZERO]))
    .set(
      wasm.EXPORTS,
      wasm.vector([
        ...exports,
        ...joints,
        exported("whole", "global", next("global")),
        exported("places", "table", next("table")),
      ]),
    )
    .set(wasm.ELEMENTS, wasm.longer(known.get(wasm.ELEMENTS), segment))
    .set(wasm.CODE, wasm.vector([...code, load]));
  return wasm.write({ custom, known });
}

function secondHalf(parsed, isCalled, away, segment, tableType, data) {
  const { imports, defined, bodies } = parsed;
  const known = new Map(parsed.known);
  const joint = (name, kind, type) =>
    Buffer.concat([wasm.name(JOINT), wasm.name(JOINT + name), Buffer.from([KIND[kind]]), type]);
  const joints = shared(parsed).flatMap(([kind, items]) =>
    items.map((each, at) => joint(kind + at, kind, kind === "global" ? each.subarray(0, 2) : each)),
  );
  const globals = Object.fromEntries(shared(parsed)).global.length;
  known
    .set(wasm.IMPORTS, wasm.vector([...imports, ...joints, joint("places", "table", tableType)]))
    .set(wasm.GLOBALS, wasm.vector(defined.global.slice(globals)))
    .set(wasm.ELEMENTS, wasm.vector([segment]))
    .set(wasm.CODE, wasm.vector(bodies.map((each, at) => (isCalled.has(at) ? away(at, []) : each))));
  for (const id of [wasm.TABLES, wasm.MEMORIES, wasm.TAGS, wasm.EXPORTS, wasm.START]) known.delete(id);
  for (const id of [wasm.DATA, wasm.DATA_COUNT]) known.delete(id);
  for (const [id, section] of data) known.set(id, section);
  return wasm.write({ custom: [], known });
}
