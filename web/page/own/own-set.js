/**
 * The learner's own set of pictures: read from files by Python, changed on the shelf, given to Python
 * to train on, kept in this browser only where the learner says so.
 *
 * @import {OwnSplit, Recipe} from "../../protocol.js"
 * @import {TrainingClient} from "../../client/client.js"
 * @import {Cells} from "../../client/cells.js"
 * @import {State} from "../state.js"
 * @import {OwnClass, OwnPicture, SetChange} from "./own-classes.js"
 *
 * `split`: as Python splits it; null until it has. `kept`: this browser has it for the next visit.
 * `reading`: how far a file is read. `refused`: files that could not be used, and why. `said`: what came of
 * the last change, beside what is seen.
 * @typedef {{classes: OwnClass[], split: OwnSplit | null, kept: boolean, undo: boolean,
 *   reading: {name: string, done: number, total: number} | null,
 *   refused: {name: string, why: string}[], problem: string, said: string}} OwnState
 *
 * What is done with the set: nothing opens it. `files` go to the class of that name where no folder
 * says theirs.
 * @typedef {(
 *   | {type: "open"} | {type: "undo"} | {type: "clear"} | {type: "cancel"} | {type: "save"}
 *   | {type: "keep", keep: boolean}
 *   | {type: "files", files: File[], to: string, way: "garment" | "digit"}
 *   | SetChange
 * )} OwnChange
 *
 * @typedef {{client: TrainingClient, cells: Cells, set: (changes: Partial<State>) => void,
 *   state: () => State, use: (recipe: Recipe) => void,
 *   refresh: () => void}} Page
 */

import { CommandError } from "../../client/python-worker.js";
import { limits } from "../../recipe/recipe.js";
import { Database } from "../../storage/database.js";
import { pluralize } from "../../text/format.js";
import { saveFile } from "../files/save-file.js";
import { OWN_FILE } from "../files/shelf-limits.js";
import { withoutRefusal } from "../outdated.js";
import { changed, MOST_CLASSES, notThere, pack, unpack } from "./own-classes.js";

const RECORD = "set";
/** Earlier sets that Undo brings back. */
const UNDO = 30;
/** Bytes of a file that are read: those of a zip; single pictures have a limit in Python. */
const MOST_BYTES = 120_000_000;
/** Refused files that are listed. */
const MOST_LISTED = 50;
const UNNAMED = "class 1";
const NOT_KEPT = "This browser keeps nothing here: save the set as a file instead.";
const OTHER_TAB =
  "Another tab has kept another set here. This one stays until the page is closed: save it as a file. Or choose Keep it once more, and it takes the place of the other.";
const NOT_OURS = "What this browser keeps is the set of another tab, and stays.";

/** @type {OwnState} */
const EMPTY = {
  ...{ classes: [], split: null, kept: false, undo: false },
  ...{ reading: null, refused: [], problem: "", said: "" },
};

/** @type {OwnSet | null} */
let only = null;

/** Return the set of the page. @param {Page} page */
export function ownSetOf(page) {
  only ??= new OwnSet(page);
  return only;
}

class OwnSet {
  #page;
  #database = new Database("own", "sets");
  /** Sets before each change, the latest last. @type {OwnClass[][]} */
  #earlier = [];
  #cancelled = false;
  /** One thing after another. @type {Promise<unknown>} */
  #last = Promise.resolve();
  /** @type {Promise<void> | null} */
  #restoring = null;
  /** What was last kept, or read of what was kept. */
  #stamp = "";
  /** The set of another tab that the learner knows of. */
  #warned = "";
  /** The file that the cells have: of which classes, with which seed. @type {[OwnClass[], number] | null} */
  #lent = null;

  /** @param {Page} page */
  constructor(page) {
    this.#page = page;
  }

  get #own() {
    return this.#page.state().own ?? EMPTY;
  }

  /** @param {Partial<OwnState>} changes */
  #set(changes) {
    this.#page.set({ own: { ...this.#own, ...changes } });
  }

  /** Have Python know the set, as after its start: what is kept on this device comes back first. */
  open() {
    this.#restoring ??= this.#restore();
    return this.#restoring.then(() => this.#inTurn(() => this.#deliver()));
  }

  /** @param {OwnChange} change */
  async change(change) {
    if (change.type === "cancel") this.#cancelled = true;
    await (this.#restoring ?? this.open());
    switch (change.type) {
      case "open":
      case "cancel":
        return;
      case "files":
        return this.#inTurn(() => this.#read(change.files, change.to, change.way));
      case "undo":
        return this.#inTurn(() => this.#undo());
      case "clear":
        return this.#inTurn(() => this.#replace([]));
      case "keep":
        return this.#inTurn(() => this.#keep(change.keep));
      case "save":
        return this.#inTurn(() => this.#save());
      default:
        return this.#inTurn(async () => {
          const { classes, problem } = { classes: [], ...changed(this.#own.classes, change) };
          if (problem !== undefined) this.#set({ problem });
          else await this.#replace(classes);
        });
    }
  }

  /** Put the set's file where a cell's program finds it. It goes no further. */
  async lend() {
    const { recipe } = this.#page.state();
    const { cells } = this.#page;
    await this.open();
    const { classes, split } = this.#own;
    if (!split) return;
    const { files } = await cells.send({ type: "list-files" });
    const there = files.some(({ name }) => name === OWN_FILE);
    if (there && this.#lent?.[0] === classes && this.#lent[1] === recipe.seed) return;
    const { content } = await this.#page.client.send({ type: "own-file", seed: recipe.seed });
    await cells.send({ type: "write-file", name: OWN_FILE, content });
    this.#lent = [classes, recipe.seed];
  }

  async #restore() {
    const kept = /** @type {any} */ (
      await this.#database.run("readonly", (table) => table.get(RECORD))
    );
    const classes = kept ? unpack(kept.names, kept.content) : null;
    if (classes) this.#stamp = String(kept.stamp);
    this.#set(classes ? { classes, kept: true } : {});
  }

  /** @param {OwnClass[]} classes */
  async #replace(classes) {
    this.#earlier = [...this.#earlier, this.#own.classes].slice(-UNDO);
    this.#set({ classes, undo: true, problem: "", said: "" });
    await this.#deliver();
    if (this.#own.kept) await this.#keep(true);
  }

  async #undo() {
    const classes = this.#earlier.at(-1);
    if (!classes) return;
    this.#earlier = this.#earlier.slice(0, -1);
    this.#set({ classes, undo: this.#earlier.length > 0, problem: "", said: "" });
    await this.#deliver();
    if (this.#own.kept) await this.#keep(true);
  }

  /** Give the set to Python, and let the settings follow it. */
  async #deliver() {
    const { classes, split: before } = this.#own;
    const class_names = classes.map(({ name }) => name);
    const content = pack(classes);
    const split = await this.#page.client.send({ type: "own-set", class_names, content });
    this.#set({ split });
    const { recipe, fault } = this.#page.state();
    if (recipe.data !== "own") return;
    // What it said of the set before is out of date.
    if (fault?.code === "recipe-invalid") this.#page.set(withoutRefusal(this.#page.state()));
    // Without a set, a link's settings stay until the set that belongs to them is opened.
    if (classes.length > 0) this.#page.use(following(recipe, classes.length, split, before));
    if (this.#page.state().phase !== "booting") this.#page.refresh();
  }

  /** @param {File[]} files @param {string} to @param {"garment" | "digit"} way */
  async #read(files, to, way) {
    this.#cancelled = false;
    /** @type {Map<string, OwnPicture[]>} */
    const found = new Map();
    /** @type {OwnState["refused"]} */
    const refused = [];
    for (const file of files) {
      if (this.#cancelled) break;
      const { name } = file;
      try {
        await this.#readFile(file, way, found, refused);
      } catch (error) {
        refused.push({ name, why: whyRefused(error) });
      }
    }
    const { classes, problem, again } = withFiles(this.#own.classes, found, to);
    this.#set({ reading: null, refused: refused.slice(0, MOST_LISTED), problem: "" });
    if (classes !== this.#own.classes) await this.#replace(classes);
    const said =
      again > 0 ? `${pluralize(again, "picture")} left out: the set has them already.` : "";
    this.#set({ said, ...(problem && { problem }) });
  }

  /**
   * @param {File} file @param {"garment" | "digit"} way @param {Map<string, OwnPicture[]>} found
   * @param {OwnState["refused"]} refused
   */
  async #readFile(file, way, found, refused) {
    const { name, size } = file;
    if (size > MOST_BYTES) {
      refused.push({
        name,
        why: "It has more than 120 MB. Make its pictures smaller, or bring it in parts.",
      });
      return;
    }
    this.#set({ reading: { name, done: 0, total: 1 } });
    const content = new Uint8Array(await file.arrayBuffer());
    const { client } = this.#page;
    let { total } = await client.send({ type: "own-open", name, way, content });
    for (let done = 0; done < total && !this.#cancelled; ) {
      const slice = await client.send({ type: "own-next" });
      ({ done, total } = slice);
      refused.push(...slice.refused);
      for (const [i, label] of slice.labels.entries()) {
        const of = slice.class_names[label];
        const pixels = slice.pixels.subarray(i * 784, (i + 1) * 784);
        const pictures = found.get(of) ?? [];
        pictures.push({ pixels, place: slice.places[i] });
        found.set(of, pictures);
      }
      this.#set({ reading: { name, done, total } });
    }
  }

  async #save() {
    const { seed } = this.#page.state().recipe;
    const { name, content } = await this.#page.client.send({ type: "own-file", seed });
    saveFile(name, content);
  }

  /** Keep the set for the next visit, or no longer. That of another tab stays, unless it is known. @param {boolean} keep */
  async #keep(keep) {
    const kept = await this.#database.run("readonly", (table) => table.get(RECORD));
    const there = kept ? String(/** @type {any} */ (kept).stamp) : this.#stamp;
    const ours = there === this.#stamp;
    if (!keep) {
      if (ours) await this.#database.run("readwrite", (table) => table.delete(RECORD));
      return this.#set({ kept: false, said: ours ? "" : NOT_OURS });
    }
    if (!ours && there !== this.#warned) {
      this.#warned = there;
      return this.#set({ kept: false, problem: OTHER_TAB });
    }
    const { classes } = this.#own;
    this.#stamp = String(crypto.getRandomValues(new Uint32Array(2)));
    const record = {
      stamp: this.#stamp,
      names: classes.map(({ name }) => name),
      content: pack(classes),
    };
    const stored = await this.#database.run("readwrite", (table) => table.put(record, RECORD));
    const problem = stored === null ? NOT_KEPT : "";
    this.#set({ kept: stored !== null, problem });
  }

  /** @param {() => Promise<void>} act @returns {Promise<void>} */
  #inTurn(act) {
    const done = this.#last.then(act).catch((error) => {
      if (!(error instanceof CommandError)) throw error;
      // Another Python gets the set when it has started.
      const { code, message, hint } = error.fault;
      this.#set({ reading: null, problem: code === "worker-died" ? "" : `${message} ${hint}` });
    });
    this.#last = done.catch(() => {});
    return done;
  }
}

/** @param {unknown} error Of reading a file. */
function whyRefused(error) {
  if (error instanceof CommandError) return `${error.fault.message} ${error.fault.hint}`;
  // Moved or changed since it was chosen.
  if (error instanceof DOMException) return "It cannot be read any more. Choose it again.";
  throw error;
}

/**
 * Return a set with the pictures of files, by the names of their folders, `to` where there are none. What
 * the set has already is counted and not added `again`.
 * @param {OwnClass[]} classes @param {Map<string, OwnPicture[]>} found @param {string} to
 */
function withFiles(classes, found, to) {
  let problem = "";
  let again = 0;
  for (const [folder, pictures] of found) {
    const name = folder || to || UNNAMED;
    const fresh = notThere(classes, name, pictures);
    again += pictures.length - fresh.length;
    if (fresh.length === 0) continue;
    const next = changed(classes, { type: "put", name, pictures: fresh });
    if (next.problem !== undefined) problem = next.problem;
    else classes = next.classes;
  }
  return { classes, problem, again };
}

/**
 * Return the settings that go with a set: all its pictures, unless fewer were chosen.
 * @param {Recipe} recipe @param {number} classes @param {OwnSplit} split @param {OwnSplit | null} before
 * @returns {Recipe}
 */
function following(recipe, classes, { train }, before) {
  const all = !before || recipe.samples >= before.train || recipe.samples > train;
  const samples = all ? train : recipe.samples;
  const { min } = limits("samples", recipe);
  return {
    ...recipe,
    classes: Math.min(MOST_CLASSES, Math.max(2, classes)),
    samples: Math.max(min, samples),
  };
}
