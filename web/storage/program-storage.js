/**
 * Keeps the learner's own programs in this browser's storage, where it allows: the latest, and those
 * that are put aside. What another tab has saved meanwhile stays beside them.
 *
 * @typedef {{name: string, text: string}} SavedCell
 */
import { read, write } from "./storage.js";

const LATEST = "program";
const ASIDE = "programs-aside";
/** Programs that are kept at the most, those of other tabs included. */
const MOST = 5;

export class ProgramStorage {
  /** What this page has found or saved: what else is stored is another tab's. @type {Set<string>} */
  #ours = new Set();

  /** Return the programs of earlier visits, the latest first. @returns {SavedCell[][]} */
  load() {
    const programs = stored();
    this.#ours = texts(programs);
    return programs;
  }

  /** Replace this page's saved programs. @param {SavedCell[][]} programs @returns {boolean} Whether all outlast the page. */
  save(programs) {
    const now = texts(programs);
    const theirs = stored().filter((program) => {
      const text = JSON.stringify(program);
      return !this.#ours.has(text) && !now.has(text);
    });
    this.#ours = now;
    const all = [...programs.slice(0, 1), ...theirs, ...programs.slice(1)];
    const [latest, ...aside] = all.slice(0, MOST);
    const kept = write(LATEST, latest ?? null);
    return write(ASIDE, aside.length > 0 ? aside : null) && kept;
  }
}

/** @returns {SavedCell[][]} */
function stored() {
  const aside = read(ASIDE);
  return [read(LATEST), ...(Array.isArray(aside) ? aside : [])].filter(isProgram);
}

/** @param {SavedCell[][]} programs */
function texts(programs) {
  return new Set(programs.map((program) => JSON.stringify(program)));
}

/** @param {unknown} saved @returns {saved is SavedCell[]} */
function isProgram(saved) {
  if (!Array.isArray(saved) || saved.length === 0) return false;
  const valid = saved.every((c) => typeof c?.name === "string" && typeof c.text === "string");
  return valid && new Set(saved.map((c) => c.name)).size === saved.length;
}
