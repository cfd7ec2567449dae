/**
 * Finished runs, kept in this browser's IndexedDB over reloads; where that is refused, as in some
 * frames, until the page is closed. Fetched at the end of the first run.
 *
 * @import {KeptRun} from "./runs-file.js"
 * @import {Run} from "./state.js"
 */
import { defaultRecipe } from "../recipe/recipe.js";
import { Database } from "./database.js";
import { keptRun } from "./runs-file.js";

const database = new Database("runs", "runs", { keyPath: "id" });
/** Runs to keep; the oldest go first. */
const MOST = 200;

/** What is kept where nothing can be stored. @type {Map<string, KeptRun>} */
const memory = new Map();

/** Keep a run that has ended with something to show. @param {Run} run */
export async function keep(run) {
  const kept = keptRun(run, randomId(), new Date().toISOString());
  if (!kept) return;
  await put([kept]);
  const all = await keptRuns();
  for (const { id } of all.slice(MOST)) await remove(id);
}

/** Return all that is kept, the latest first. @returns {Promise<KeptRun[]>} */
export async function keptRuns() {
  const stored = await database.run("readonly", (store) => store.getAll());
  /** @type {KeptRun[]} */
  const found = stored ?? [...memory.values()];
  // Runs that were kept before a setting was there have its default.
  const all = found.map((run) => ({ ...run, recipe: { ...defaultRecipe(), ...run.recipe } }));
  return all.sort((a, b) => (a.made < b.made ? 1 : a.made > b.made ? -1 : 0));
}

/** Keep runs, or what was changed of them. @param {KeptRun[]} runs */
export async function put(runs) {
  for (const run of runs) {
    const stored = await database.run("readwrite", (store) => store.put(run));
    if (stored === null) memory.set(run.id, run);
  }
}

/** @param {string} id */
export async function remove(id) {
  memory.delete(id);
  await database.run("readwrite", (store) => store.delete(id));
}

/** Forget all runs. */
export async function clear() {
  memory.clear();
  await database.run("readwrite", (store) => store.clear());
}

/** Return 32 hexadecimal digits; `randomUUID` is there on secure origins only. */
function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
