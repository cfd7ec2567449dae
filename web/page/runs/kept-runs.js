/**
 * Finished runs, kept in this browser's IndexedDB over reloads; where that is refused, as in some
 * frames, until the page is closed. Fetched at the end of the first run.
 *
 * @import {Tested} from "../../protocol.js"
 * @import {KeptRun} from "./runs-file.js"
 * @import {Run} from "../state.js"
 */
import { defaultRecipe } from "../../recipe/recipe.js";
import { Database } from "../../storage/database.js";
import { isReadable, keptRun, MOST_LETTERS } from "./runs-file.js";

const database = new Database("runs", "runs", { keyPath: "id" });
/** Runs to keep; the oldest go first. */
const MOST = 200;

/** What this browser does not keep. @type {Map<string, KeptRun>} */
const memory = new Map();

/** Runs in the database that are damaged, or of another version of the page. */
let unreadable = 0;

/** Runs as this visit has put them last: what is named or noted while a test ends stays. @type {Map<string, KeptRun>} */
const latest = new Map();

/** Those of this visit, by their numbers in it. @type {Map<number, Promise<KeptRun | null>>} */
const visit = new Map();

/** Keep a run that has ended with something to show. @param {Run} run */
export function keep(run) {
  const keeping = keepNow(run);
  visit.set(run.run_id, keeping);
  return keeping;
}

/** @param {Run} run */
async function keepNow(run) {
  const kept = keptRun(run, randomId(), new Date().toISOString());
  if (!kept) return null;
  await put([kept]);
  const all = await keptRuns();
  for (const { id } of all.slice(MOST)) await remove(id);
  return kept;
}

/** Keep what a run came to in the test of comparisons; return the run. @param {number} run_id @param {Tested} compared */
export async function keepTest(run_id, compared) {
  const kept = await visit.get(run_id);
  if (!kept) return null;
  // It may have been named or deleted meanwhile.
  const stored = await database.run("readonly", (store) => store.get(kept.id));
  const now = { ...kept, ...latest.get(kept.id), compared };
  if (stored || memory.has(kept.id)) await put([now]);
  return now;
}

/** Return all that is kept and can be read, the latest first. @returns {Promise<KeptRun[]>} */
export async function keptRuns() {
  const stored = await database.run("readonly", (store) => store.getAll());
  /** @type {KeptRun[]} */
  const found = [...(stored ?? []).filter(({ id }) => !memory.has(id)), ...memory.values()];
  const all = found.map(completed);
  const readable = all.filter(isReadable);
  unreadable = all.length - readable.length;
  return readable.sort((a, b) => (a.made < b.made ? 1 : a.made > b.made ? -1 : 0));
}

/** Runs that were kept before a setting was there have its default; no file takes longer words. @param {KeptRun} run @returns {KeptRun} */
function completed(run) {
  const { name, note } = run;
  /** @param {unknown} words */
  const cut = (words) => String(words ?? "").slice(0, MOST_LETTERS);
  return {
    ...{ ...run, name: cut(name), note: cut(note) },
    recipe: run.recipe && { ...defaultRecipe(), ...run.recipe },
  };
}

/**
 * Return what was found by the last look at all that is kept: how many runs lie in the browser that
 * this page cannot read, which stay there as they are, and how many found no place in it.
 */
export function exceptions() {
  return { unreadable, unkept: memory.size };
}

/** Keep runs, or what was changed of them. @param {KeptRun[]} runs */
export async function put(runs) {
  for (const given of runs) {
    const run = { ...given, compared: given.compared ?? latest.get(given.id)?.compared ?? null };
    latest.set(run.id, run);
    const stored = await database.run("readwrite", (store) => store.put(run));
    if (stored === null) memory.set(run.id, run);
    else memory.delete(run.id);
  }
}

/** @param {string} id */
export async function remove(id) {
  memory.delete(id);
  latest.delete(id);
  await database.run("readwrite", (store) => store.delete(id));
}

/** Forget all runs. */
export async function clear() {
  memory.clear();
  latest.clear();
  await database.run("readwrite", (store) => store.clear());
}

/** Return 32 hexadecimal digits; `randomUUID` is there on secure origins only. */
function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
