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
const PLACE = /\sr="([A-Z]{1,3})\d+"/;
/** Of a table with more, empty cells are left out. */
const MOST_COLUMNS = 100;
/** The prefix that some programs give to each tag. */
const PREFIX = /<(\/?)\w+:/g;
/** @type {Record<string, string>} */
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Return whether a file of a workbook holds cells or their texts. @param {string} path */
export function holdsCells(path) {
  return path === STRINGS || SHEET.test(path);
}

/** Return the rows of all sheets as lines, cells with tabs between them: in each row of a sheet as many. @param {Parts} parts */
export function workbookLines(parts) {
  const shared = elements(parts[STRINGS] ?? "", "si").map(textOf);
  const sheets = Object.keys(parts).filter((path) => SHEET.test(path));
  return sheets
    .sort()
    .flatMap((path) => linesOfSheet(elements(parts[path], "row"), shared))
    .join("\n");
}

/** @param {string[]} rows @param {string[]} shared */
function linesOfSheet(rows, shared) {
  const cells = rows.map((row) => cellsOf(row, shared));
  const width = cells.reduce((most, each) => Math.max(most, each.length), 0);
  return cells.map((each) => [...each, ...Array(width - each.length).fill("")].join("\t"));
}

/** Return the cells of a row by their columns. Empty ones need not be written. @param {string} row @param {string[]} shared */
function cellsOf(row, shared) {
  /** @type {string[]} */
  const cells = [];
  for (const cell of elements(row, "c")) {
    const column = columnOf(cell) ?? cells.length;
    while (cells.length < Math.min(column, MOST_COLUMNS)) cells.push("");
    const text = cellText(cell, shared);
    if (text || cells.length < MOST_COLUMNS) cells.push(text);
  }
  return cells;
}

/** Return the column of a cell, from 0, where it says one. @param {string} cell */
function columnOf(cell) {
  const [, letters] = PLACE.exec(cell.slice(0, cell.indexOf(">"))) ?? [];
  const column =
    letters && [...letters].reduce((sum, sign) => 26 * sum + sign.charCodeAt(0) - 64, 0);
  return column ? column - 1 : null;
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
