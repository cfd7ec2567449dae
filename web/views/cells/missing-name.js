/**
 * Finds the cell of the same notebook that makes a name which another cell misses.
 *
 * @typedef {{name: string, text: string}} NamedCell
 */

/**
 * Return a sentence that names the cell to run first; an empty one if no cell makes the name.
 * @param {{name: string, message: string}} error @param {NamedCell[]} others
 */
export function missingName(error, others) {
  const name =
    error.name === "NameError" && /^name '(\w+)' is not defined/.exec(error.message)?.[1];
  const maker = name && others.find(({ text }) => makes(text, name));
  return maker ? `${maker.name} makes ${name}: run that cell first, and those above it.` : "";
}

/** Return whether a program assigns, defines or imports a name at its top. @param {string} text @param {string} name */
function makes(text, name) {
  const targets = String.raw`^(?!\s)[\w, ()*\[\]]*\b${name}\b[\w, ()*\[\]]*=(?!=)`;
  const definition = String.raw`^(?:def|class) +${name}\b`;
  const imported = String.raw`^(?:from .+ )?import\b.*\b${name} *(?:,|\)|#|$)`;
  return new RegExp(`${targets}|${definition}|${imported}`, "m").test(text);
}
