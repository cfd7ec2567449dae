/**
 * The text of files that codes are handed in with: texts, tables of forms, workbooks, and archives of such
 * as learning platforms make them. What opens archives is fetched with the first.
 *
 * `why`: why there is no text. @typedef {{text: string, why: string}} FileText
 */
import { decodeText } from "../text/decode-text.js";
import { findCodes } from "./code.js";
import { findLessonCodes } from "./lesson-code.js";

/** The largest file with codes, packed or not. */
export const MOST_BYTES = 20_000_000;
/** What an archive of codes holds. Others, such as an editor's own, are left in it. */
const READ = /^(?!__MACOSX\/).*\.(?:txt|csv|tsv|html?|xlsx)$/is;
const PAGE = /\.html?$/i;
const TAG = /<[^<>]*>/g;

/** @param {string} name @param {Uint8Array} bytes @returns {Promise<FileText>} */
export async function textOfFile(name, bytes) {
  if (bytes.length > MOST_BYTES) return { text: "", why: tooLarge(name) };
  if (isArchive(bytes)) return textOfArchive(name, bytes);
  const text = decodeText(bytes);
  return text === null ? { text: "", why: noText(name) } : { text: labelled(name, text), why: "" };
}

/** @param {string} name */
export function tooLarge(name) {
  return `${name} is larger than the codes of a class ever are.`;
}

/** @param {string} name */
function noText(name) {
  return `${name} is no text. Save the table as CSV first, then add that file.`;
}

/** @param {Uint8Array} bytes */
function isArchive([p, k, three, four]) {
  return p === 0x50 && k === 0x4b && three === 3 && four === 4;
}

/** @param {string} name @param {Uint8Array} bytes @returns {Promise<FileText>} */
async function textOfArchive(name, bytes) {
  const [{ unzipSync }, { holdsCells, workbookLines }] = await Promise.all([
    import("fflate"),
    import("./workbook.js"),
  ]);
  let whole = 0;
  /** @param {{name: string, originalSize: number}} file */
  const filter = ({ name: path, originalSize }) => {
    const wanted = READ.test(path) || holdsCells(path);
    whole += wanted ? originalSize : 0;
    return wanted && whole <= MOST_BYTES;
  };
  try {
    const files = Object.entries(unzipSync(bytes, { filter }));
    if (whole > MOST_BYTES) return { text: "", why: tooLarge(name) };
    if (files.length === 0) return { text: "", why: noText(name) };
    const cells = files.filter(([path]) => holdsCells(path));
    const parts = Object.fromEntries(cells.map(([path, file]) => [path, decodeText(file) ?? ""]));
    const others = files.filter(([path]) => !holdsCells(path));
    const read = await Promise.all(others.map(([path, file]) => textOfFile(path, file)));
    const all = [workbookLines(parts), ...read.map(({ text }) => text)];
    return {
      text: all.filter(Boolean).join("\n"),
      why: read
        .map(({ why }) => why)
        .join(" ")
        .trim(),
    };
  } catch {
    return { text: "", why: noText(name) };
  }
}

/** Put the file's name beside its code, where it holds one alone or none: often nothing else says whose it is. @param {string} name @param {string} text */
function labelled(name, text) {
  const plain = PAGE.test(name) ? text.replaceAll(TAG, " ") : text;
  if (findCodes(plain).length + findLessonCodes(plain).length > 1) return plain;
  if (/\.[ct]sv$/i.test(name)) return plain;
  // Without dots no name is taken for a code. On one line, since what stands in others says nothing of it.
  const label = name.replace(/\.\w+$/, "").replaceAll(/[.\s]+/g, " ");
  return `${label}\t${plain.trim().replaceAll(/\s+/g, " ")}`;
}
