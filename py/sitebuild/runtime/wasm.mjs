/** WebAssembly modules as bytes: their sections, and what of them is needed to change a module. */

export const TYPES = 1;
export const IMPORTS = 2;
export const FUNCTIONS = 3;
export const TABLES = 4;
export const MEMORIES = 5;
export const GLOBALS = 6;
export const EXPORTS = 7;
export const START = 8;
export const ELEMENTS = 9;
export const CODE = 10;
export const DATA = 11;
export const DATA_COUNT = 12;
export const TAGS = 13;
/** Bytes before the first section. */
export const HEADER = 8;
const CUSTOM = 0;
/** Their order in a module; the numbers are older than some of the sections. */
const ORDER = [1, 2, 3, 4, 5, TAGS, 6, 7, 8, 9, DATA_COUNT, 10, 11];

/** A number in LEB128, and where the next byte is. @param {Uint8Array} bytes @param {number} at */
export function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

/** @param {number} value */
export function leb128(value) {
  const bytes = [];
  do {
    bytes.push(value > 0x7f ? (value & 0x7f) | 0x80 : value);
    value >>>= 7;
  } while (value);
  return Buffer.from(bytes);
}

/** A number in LEB128 with a sign, as i32.const has it. @param {number} value Not negative. */
export function signed(value) {
  const bytes = [...leb128(value)];
  if (bytes.at(-1) & 0x40) bytes.push(bytes.pop() | 0x80, 0);
  return Buffer.from(bytes);
}

/** A name with its length before it. @param {string} text */
export function name(text) {
  return Buffer.concat([leb128(Buffer.byteLength(text)), Buffer.from(text)]);
}

/** @param {Buffer[]} items */
export function vector(items) {
  return Buffer.concat([leb128(items.length), ...items]);
}

/**
 * The sections of a module: custom ones in the order they came, the others by their number.
 * @param {Buffer} module
 * @returns {{custom: Buffer[], known: Map<number, Buffer>}}
 */
export function read(module) {
  const custom = [];
  const known = new Map();
  for (let at = HEADER; at < module.length; ) {
    const [size, start] = number(module, at + 1);
    const content = module.subarray(start, start + size);
    if (module[at] === CUSTOM) custom.push(content);
    else known.set(module[at], content);
    at = start + size;
  }
  return { custom, known };
}

/** @param {{custom: Buffer[], known: Map<number, Buffer>}} sections */
export function write({ custom, known }) {
  const parts = [Buffer.from("\0asm\x01\0\0\0", "latin1")];
  const add = (id, content) => parts.push(Buffer.from([id]), leb128(content.length), content);
  for (const content of custom) add(CUSTOM, content);
  for (const id of ORDER) if (known.has(id)) add(id, known.get(id));
  return Buffer.concat(parts);
}

/**
 * The items of a section, each as its bytes.
 * @param {Buffer | undefined} section @param {(bytes: Buffer, at: number) => number} skip Where an item ends.
 * @returns {Buffer[]}
 */
export function items(section, skip) {
  if (!section) return [];
  let [count, at] = number(section, 0);
  const found = [];
  while (count--) {
    const end = skip(section, at);
    found.push(section.subarray(at, end));
    at = end;
  }
  return found;
}

/** @type {(bytes: Buffer, at: number) => number} */
const skipNumber = (bytes, at) => number(bytes, at)[1];
const skipSized = (bytes, at) => {
  const [size, start] = number(bytes, at);
  return start + size;
};
const skipLimits = (bytes, at) => {
  const end = skipNumber(bytes, at + 1);
  return bytes[at] & 1 ? skipNumber(bytes, end) : end;
};
/** Of an import: what follows its two names. */
const skipKind = [
  skipNumber,
  (bytes, at) => skipLimits(bytes, at + 1),
  skipLimits,
  (_, at) => at + 2,
  (bytes, at) => skipNumber(bytes, at + 1),
];

/** A function's type: how many parameters, then how many results. */
const skipType = (bytes, at) => {
  if (bytes[at] !== 0x60) throw new Error("a type is no function's");
  return skipSized(bytes, skipSized(bytes, at + 1));
};

/** The end of an expression that initializes a global. */
function skipInit(bytes, at) {
  for (;;) {
    const operation = bytes[at++];
    if (operation === 0x0b) return at;
    if (operation === 0x44) at += 8;
    else if (operation === 0x43) at += 4;
    else if (operation === 0xd0) at += 1;
    else if ([0x23, 0x41, 0x42, 0xd2].includes(operation)) at = skipNumber(bytes, at);
    // Sums of such.
    else if (![0x6a, 0x6b].includes(operation)) throw new Error("a global begins in an unknown way");
  }
}

/** The kind of what is imported: 0 for a function. @param {Buffer} each */
export function importKind(each) {
  return each[skipSized(each, skipSized(each, 0))];
}

/** How many parameters a function of this type takes. @param {Buffer} type */
export function parameters(type) {
  return number(type, 1)[0];
}

/** A section with one item more. @param {Buffer | undefined} section @param {Buffer} item */
export function longer(section, item) {
  const [count, start] = section ? number(section, 0) : [0, 0];
  return Buffer.concat([leb128(count + 1), (section ?? Buffer.alloc(0)).subarray(start), item]);
}

/**
 * The segments of a data section, each with its address.
 * @param {Buffer} section @returns {[address: number, bytes: Buffer][]}
 */
export function dataSegments(section) {
  let [count, at] = number(section, 0);
  const found = [];
  while (count--) {
    if (section[at] !== 0 || section[at + 1] !== 0x41) throw new Error("data has no fixed address");
    const [address, end] = number(section, at + 2);
    const [size, start] = number(section, end + 1);
    at = start + size;
    found.push([address, section.subarray(start, at)]);
  }
  return found;
}

/** @param {number} address @param {Buffer} bytes */
export function dataSegment(address, bytes) {
  return Buffer.concat([Buffer.from([0, 0x41]), signed(address), Buffer.from([0x0b]), leb128(bytes.length), bytes]);
}

export const skip = {
  type: skipType,
  import: (bytes, at) => {
    const kind = skipSized(bytes, skipSized(bytes, at));
    return skipKind[bytes[kind]](bytes, kind + 1);
  },
  number: skipNumber,
  table: (bytes, at) => skipLimits(bytes, at + 1),
  memory: skipLimits,
  tag: (bytes, at) => skipNumber(bytes, at + 1),
  global: (bytes, at) => skipInit(bytes, at + 2),
  export: (bytes, at) => skipNumber(bytes, skipSized(bytes, at) + 1),
  body: skipSized,
  /** What a body declares before its code. */
  locals: (bytes, at) => {
    let [count, next] = number(bytes, at);
    while (count--) next = skipNumber(bytes, next) + 1;
    return next;
  },
};
