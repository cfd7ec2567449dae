/**
 * Keeps the learner's own programs in this browser's storage, where it allows: the latest, and those
 * that are put aside.
 *
 * @typedef {{name: string, text: string}} SavedCell
 */
import { read, write } from "./storage.js";

const LATEST = "program";
const ASIDE = "programs-aside";

/** Return the programs of earlier visits, the latest first. @returns {SavedCell[][]} */
export function loadPrograms() {
  const aside = read(ASIDE);
  return [read(LATEST), ...(Array.isArray(aside) ? aside : [])].filter(isProgram);
}

/** Replace the saved programs. @param {SavedCell[][]} programs @returns {boolean} Whether all outlast the page. */
export function savePrograms([latest, ...aside]) {
  const kept = write(LATEST, latest ?? null);
  return write(ASIDE, aside.length > 0 ? aside : null) && kept;
}

/** @param {unknown} saved @returns {saved is SavedCell[]} */
function isProgram(saved) {
  if (!Array.isArray(saved) || saved.length === 0) return false;
  const valid = saved.every((c) => typeof c?.name === "string" && typeof c.text === "string");
  return valid && new Set(saved.map((c) => c.name)).size === saved.length;
}
