/** Text of a file as the programs of offices save it: UTF-8, UTF-16 with or without a mark, or the old Western table. */

/** Bytes of a file that are looked at to tell UTF-16. */
const LOOKED_AT = 1000;
/** Of those, the share of zeros that Latin text in UTF-16 has at the least. */
const ZEROS = 0.2;

/** Return the text of a file, null where it is none. @param {Uint8Array} bytes @returns {string | null} */
export function decodeText(bytes) {
  const wide = utf16Of(bytes);
  if (wide) return new TextDecoder(wide).decode(bytes);
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // As Excel saves CSV where it is not told otherwise.
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** Return which UTF-16 a file is in, null for none. @param {Uint8Array} bytes */
function utf16Of(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const looked = bytes.subarray(0, LOOKED_AT);
  const zeros = [0, 0];
  looked.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2]++;
  });
  const least = Math.max(1, looked.length * ZEROS);
  if (zeros[0] === 0 && zeros[1] >= least) return "utf-16le";
  return zeros[1] === 0 && zeros[0] >= least ? "utf-16be" : null;
}
