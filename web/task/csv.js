/**
 * Tables as CSV. A text that a spreadsheet would take for a formula gets an apostrophe before it, which
 * the spreadsheet does not show.
 */

const FORMULA = /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const QUOTED = /[",;\n\r]/;

/** @param {(string | number | null)[][]} rows A number stays one. */
export function writeCsv(rows) {
  return `${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** @param {string | number | null} value */
function cell(value) {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
