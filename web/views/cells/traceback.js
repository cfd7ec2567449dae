/** The parts of a traceback. */

/** What Python draws before the lines of errors in a group. */
const FRAME = /^[ |+]*/;

/**
 * Split a traceback before the line that names the error; one that was shortened may have lost it, and
 * gets it again.
 * @param {{name: string, message: string, traceback: string}} output
 * @returns {{before: string, named: string}}
 */
export function splitTraceback({ name, message, traceback }) {
  const lines = traceback.split("\n");
  const at = lines.findLastIndex((line) => typeOf(line) === name);
  if (at < 0) return { before: `${traceback}\n`, named: `${name}: ${message}` };
  const before = lines.slice(0, at).map((line) => `${line}\n`);
  return { before: before.join(""), named: lines.slice(at).join("\n") };
}

/** The type that a line begins with, without the module that Python writes before it. @param {string} line */
function typeOf(line) {
  const [type] = line.replace(FRAME, "").split(":", 1);
  return type.slice(type.lastIndexOf(".") + 1);
}
