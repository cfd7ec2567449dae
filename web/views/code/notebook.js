/**
 * The Code view's notebook as data, changed by pure functions.
 *
 * `source` is a cell's generated text, `edited` the learner's (null if unedited; added cells have a
 * source only), `name` appears in tracebacks and stays with the cell.
 * @typedef {{key: number, name: string, source: string, edited: string | null}} CodeCell
 *
 * `program` is the recipe's program, null before it is known. `stash` holds programs of the learner's
 * own that are put aside, the latest first; `removed` holds deleted cells with their positions, likewise.
 * @typedef {{cells: CodeCell[], program: string[] | null, keys: number, stash: CodeCell[][],
 *   removed: {cell: CodeCell, at: number}[]}} Notebook
 */

/** The names of a program's cells. */
export const STEPS = ["Load", "Define", "Compile", "Fit", "Evaluate", "Predict"];

/** @returns {Notebook} */
export function emptyNotebook() {
  return { cells: [], program: null, keys: STEPS.length, stash: [], removed: [] };
}

/** Own programs that are kept at the most. */
const MAX_OWN = 5;

/** @param {CodeCell} cell */
export function textOf({ edited, source }) {
  return edited ?? source;
}

/** Return whether the learner has edited it, so that it no longer follows the settings. @param {Notebook} notebook */
export function isOwn({ cells, program }) {
  if (!program) return false;
  if (cells.length !== STEPS.length) return true;
  return cells.some(({ key, edited }, i) => key !== i || edited !== null);
}

/** Return whether the settings have changed since the learner edited it. @param {Notebook} notebook */
export function settingsChanged(notebook) {
  const { cells, program } = notebook;
  if (!isOwn(notebook)) return false;
  return cells.some(({ key, source }) => key < STEPS.length && source !== program?.[key]);
}

/**
 * Take over the program of new settings, unless the notebook is the learner's own.
 * @param {Notebook} notebook @param {string[]} program
 * @returns {Notebook}
 */
export function followProgram(notebook, program) {
  const own = isOwn(notebook);
  return own ? { ...notebook, program } : { ...notebook, program, cells: generatedCells(program) };
}

/** @param {Notebook} notebook @param {number} key @param {string} text */
export function edit(notebook, key, text) {
  const cells = notebook.cells.map((cell) => (cell.key === key ? withText(cell, text) : cell));
  return changed(notebook, { cells });
}

/**
 * Add an empty cell below another, or at the end; its key is the notebook's `keys` before.
 * @param {Notebook} notebook @param {number} [below]
 */
export function add(notebook, below) {
  const { cells, keys } = notebook;
  const at = below === undefined ? cells.length : indexOfKey(notebook, below) + 1;
  const cell = { key: keys, name: nameOf(keys), source: "", edited: null };
  return changed(notebook, { cells: cells.toSpliced(at, 0, cell), keys: keys + 1 });
}

/** @param {Notebook} notebook @param {number} key */
export function remove(notebook, key) {
  const at = indexOfKey(notebook, key);
  const cell = notebook.cells[at];
  const removed = [{ cell, at }, ...notebook.removed];
  return changed(notebook, { cells: notebook.cells.toSpliced(at, 1), removed });
}

/** Restore the cell deleted last. @param {Notebook} notebook */
export function undoRemove(notebook) {
  const [last, ...removed] = notebook.removed;
  if (!last) return notebook;
  const at = Math.min(last.at, notebook.cells.length);
  return changed(notebook, { cells: notebook.cells.toSpliced(at, 0, last.cell), removed });
}

/** Move a cell up (-1) or down (1). @param {Notebook} notebook @param {number} key @param {-1 | 1} by */
export function move(notebook, key, by) {
  const { cells } = notebook;
  const at = indexOfKey(notebook, key);
  if (!cells[at + by]) return notebook;
  return changed(notebook, { cells: cells.toSpliced(at, 1).toSpliced(at + by, 0, cells[at]) });
}

/**
 * Return to the program of the settings; the learner's own cells are stashed.
 * @param {Notebook} notebook
 * @returns {Notebook}
 */
export function followSettings(notebook) {
  const { cells, program } = notebook;
  if (!program || !isOwn(notebook)) return notebook;
  const stash = [cells, ...notebook.stash];
  return { ...notebook, cells: generatedCells(program), stash, removed: [] };
}

/** Begin with one empty cell; own cells are stashed. @param {Notebook} notebook @returns {Notebook} */
export function startNew(notebook) {
  const { keys } = notebook;
  const cell = { key: keys, name: nameOf(keys), source: "", edited: null };
  const stash = ownPrograms(notebook);
  return { ...notebook, cells: [cell], keys: keys + 1, stash, removed: [] };
}

/**
 * Begin with cells that came from elsewhere; own cells are stashed.
 * @param {Notebook} notebook @param {string[]} texts @returns {Notebook}
 */
export function takeOver(notebook, texts) {
  const first = notebook.keys;
  const cells = texts.map((source, i) => {
    return { key: first + i, name: nameOf(first + i), source, edited: null };
  });
  const stash = ownPrograms(notebook);
  return { ...notebook, cells, keys: first + texts.length, stash, removed: [] };
}

/**
 * Restore the cells stashed last, compared with the current program; own cells take the last place of
 * the stash, so that all of them come round. @param {Notebook} notebook
 */
export function restoreOwn(notebook) {
  const { stash, program } = notebook;
  if (stash.length === 0 || !program) return notebook;
  const [latest, ...others] = stash;
  const cells = latest.map((cell) =>
    withText({ ...cell, source: program[cell.key] ?? "" }, textOf(cell)),
  );
  const aside = isOwn(notebook) ? [...others, notebook.cells] : others;
  return changed(notebook, { cells, stash: aside });
}

/**
 * Stash the learner's own programs of an earlier visit.
 * @param {Notebook} notebook @param {{name: string, text: string}[][]} saved
 * @returns {Notebook}
 */
export function withSaved(notebook, saved) {
  let { keys } = notebook;
  const stash = saved.map((cells) =>
    cells.map(({ name, text }) => {
      const step = STEPS.indexOf(name);
      const key = step < 0 ? keys++ : step;
      return { key, name: step < 0 ? nameOf(key) : name, source: text, edited: null };
    }),
  );
  return { ...notebook, keys, stash };
}

/** Return the programs to save for a later visit, the latest first. @param {Notebook} notebook */
export function savedPrograms(notebook) {
  return ownPrograms(notebook).map((cells) =>
    cells.map((cell) => ({ name: cell.name, text: textOf(cell) })),
  );
}

/** @param {Notebook} notebook */
function ownPrograms(notebook) {
  const { cells, stash } = notebook;
  const empty = cells.every((cell) => textOf(cell).trim() === "");
  return (isOwn(notebook) && !empty ? [cells, ...stash] : stash).slice(0, MAX_OWN);
}

/** Return all cells as one program. @param {Notebook} notebook */
export function programText({ cells }) {
  return `${cells.map((cell) => textOf(cell).trimEnd()).join("\n\n")}\n`;
}

/**
 * Return the lines of `after` that are not in `before`, counted from 1.
 * @param {string} before @param {string} after
 */
export function addedLines(before, after) {
  const old = new Set(before.split("\n"));
  return after.split("\n").flatMap((line, i) => (line && !old.has(line) ? [i + 1] : []));
}

/** @param {string[]} program @returns {CodeCell[]} */
function generatedCells(program) {
  return program.map((source, key) => ({ key, name: STEPS[key], source, edited: null }));
}

/** Return the name of an added cell. @param {number} key */
function nameOf(key) {
  return `Cell ${key - STEPS.length + 1}`;
}

/** @param {CodeCell} cell @param {string} text @returns {CodeCell} */
function withText(cell, text) {
  if (cell.key >= STEPS.length) return { ...cell, source: text };
  return { ...cell, edited: text === cell.source ? null : text };
}

/** @param {Notebook} notebook @param {number} key */
function indexOfKey({ cells }, key) {
  return cells.findIndex((cell) => cell.key === key);
}

/**
 * A notebook without edits follows the settings again.
 * @param {Notebook} notebook @param {Partial<Notebook>} changes
 * @returns {Notebook}
 */
function changed(notebook, changes) {
  const next = { ...notebook, ...changes };
  if (isOwn(next) || !next.program) return next;
  return { ...next, cells: generatedCells(next.program) };
}
