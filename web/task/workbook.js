/**
 * The cells of a workbook (.xlsx) as lines, for codes that a form hands over in no other form. Reads what
 * cells say, and no formula, style or link.
 *
 * The files of a workbook by their paths, as text. @typedef {Record<string, string>} Parts
 */

const SHEET = /^xl\/worksheets\/[^/]+\.xml$/;
const STRINGS = "xl/sharedStrings.xml";
const TEXT = /<t(?:\s[^<>]*)?>([^<]*)<\/t>/g;
const VALUE = /<v(?:\s[^<>]*)?>([^<]*)<\/v>/;
const TYPE = /\st="([^"]*)"/;
/** The prefix that some programs give to each tag. */
const PREFIX = /<(\/?)\w+:/g;
/** @type {Record<string, string>} */
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Return whether a file of a workbook holds cells or their texts. @param {string} path */
export function holdsCells(path) {
  return path === STRINGS || SHEET.test(path);
}

/** Return the rows of all sheets as lines, cells with tabs between them. @param {Parts} parts */
export function workbookLines(parts) {
  const shared = elements(parts[STRINGS] ?? "", "si").map(textOf);
  const sheets = Object.keys(parts).filter((path) => SHEET.test(path));
  const rows = sheets.sort().flatMap((path) => elements(parts[path], "row"));
  return rows.map((row) => lineOf(row, shared)).join("\n");
}

/** @param {string} row @param {string[]} shared */
function lineOf(row, shared) {
  const cells = elements(row, "c").map((cell) => cellText(cell, shared));
  return cells.filter(Boolean).join("\t");
}

/** @param {string} cell @param {string[]} shared */
function cellText(cell, shared) {
  const [, type = "n"] = TYPE.exec(cell.slice(0, cell.indexOf(">"))) ?? [];
  if (type === "inlineStr") return textOf(cell);
  const value = plain(VALUE.exec(cell)?.[1] ?? "");
  if (type === "s") return shared[Number(value)] ?? "";
  // A number with a fraction is a moment, which says nothing of whose code it is.
  return type === "n" && !Number.isInteger(Number(value)) ? "" : value;
}

/** Return the text of what may be in parts, on one line. @param {string} xml */
function textOf(xml) {
  const parts = Array.from(xml.matchAll(TEXT), ([, part]) => plain(part));
  return parts.join("").replaceAll(/\s+/g, " ");
}

/** Return the elements of a name, which hold none of the same. @param {string} xml @param {string} name */
function elements(xml, name) {
  const pieces = xml.replaceAll(PREFIX, "<$1").split(`</${name}>`).slice(0, -1);
  return pieces.map((piece) => piece.slice(piece.lastIndexOf(`<${name}`)));
}

/** @param {string} text */
function plain(text) {
  return text.replaceAll(/&(#x?[0-9a-f]{1,8}|\w{1,8});/gi, (whole, name) => {
    if (!name.startsWith("#")) return ENTITIES[name] ?? whole;
    const code = Number(name.slice(1).replace(/^x/i, "0x"));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
