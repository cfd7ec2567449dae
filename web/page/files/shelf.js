/**
 * The files of the cells: what lies in the folder of their Python, kept on this device so that another
 * visit, and another Python, has them too.
 *
 * @import {Cells} from "../../client/cells.js"
 * @import {FilesChange} from "../actions.js"
 * @import {KeptFile, State} from "../state.js"
 *
 * @typedef {{cells: Cells, set: (changes: Partial<State>) => void, say: (notice: string) => void}} Page
 */

import { faultOf } from "../../client/python-worker.js";
import { FileStore } from "../../storage/file-store.js";
import { saveFile } from "./save-file.js";
import { MOST_FILE, MOST_TOGETHER, OWN_FILE } from "./shelf-limits.js";

/** @type {Shelf | null} */
let only = null;

/** Return the files of the page. @param {Page} page */
export function filesOf(page) {
  only ??= new Shelf(page);
  return only;
}

class Shelf {
  #page;
  #store = new FileStore((name) => this.#adopt(name));
  /** What Python had when it was last asked: when each file was modified, by name. @type {Map<string, number>} */
  #seen = new Map();
  /** One thing after another: what is asked for between two steps would mix them up. */
  #last = /** @type {Promise<unknown>} */ (Promise.resolve());

  /** @param {Page} page */
  constructor(page) {
    this.#page = page;
  }

  /** Write the kept files where a Python that has just started finds them. */
  restore() {
    return this.#inTurn(async () => {
      for (const name of (await this.#store.sizes()).keys()) await this.#hand(name);
      this.#seen = new Map((await this.#list()).map(({ name, modified }) => [name, modified]));
    });
  }

  /** Keep what cells have written, and let go what they have deleted. */
  sync() {
    return this.#inTurn(async () => {
      // A Python that has ended meanwhile lists no files, which does not mean that a cell deleted them.
      if (!this.#page.cells.isReady) return;
      const before = this.#seen;
      const files = await this.#list();
      this.#seen = new Map(files.map(({ name, modified }) => [name, modified]));
      for (const name of before.keys()) if (!this.#seen.has(name)) await this.#store.remove(name);
      const sizes = await this.#store.sizes();
      for (const { name, bytes, modified } of files) {
        if (name === OWN_FILE) continue;
        if (before.get(name) === modified && sizes.get(name) === bytes) continue;
        sizes.delete(name);
        const total = [...sizes.values()].reduce((sum, size) => sum + size, bytes);
        if (bytes > MOST_FILE || total > MOST_TOGETHER) await this.#store.remove(name);
        else {
          const { content } = await this.#page.cells.send({ type: "read-file", name });
          await this.#store.write(name, content);
          sizes.set(name, bytes);
        }
      }
      await this.#show(files);
    });
  }

  /** Change the files, or only list them. @param {FilesChange} change */
  change({ add = [], remove, save }) {
    return this.#inTurn(async () => {
      // What was said of an earlier file is over.
      if (add.length > 0) this.#page.say("");
      for (const file of add) await this.#add(file);
      if (remove) await this.#remove(remove);
      if (save) await this.#save(save);
      await this.#show(await this.#list());
    });
  }

  /** @param {File} file */
  async #add(file) {
    const { name, size } = file;
    const sizes = await this.#store.sizes();
    sizes.delete(name);
    const total = [...sizes.values()].reduce((sum, other) => sum + other, size);
    const megabytes = (/** @type {number} */ bytes) => `${bytes / 2 ** 20} MB`;
    if (size > MOST_FILE)
      return this.#page.say(`${name} is too large: files have up to ${megabytes(MOST_FILE)}.`);
    if (total > MOST_TOGETHER)
      return this.#page.say(
        `${name} finds no room: all files together have up to ${megabytes(MOST_TOGETHER)}. Delete one first.`,
      );
    await this.#store.write(name, new Uint8Array(await file.arrayBuffer()));
    if (this.#page.cells.isReady) await this.#hand(name);
  }

  /** @param {string} name */
  async #remove(name) {
    await this.#store.remove(name);
    this.#seen.delete(name);
    if (this.#page.cells.isReady) await this.#page.cells.send({ type: "delete-file", name });
  }

  /** Take over what another tab has made of a file. @param {string} name */
  #adopt(name) {
    this.#inTurn(async () => {
      if (this.#page.cells.isReady) {
        if (!(await this.#hand(name))) {
          this.#seen.delete(name);
          await this.#page.cells.send({ type: "delete-file", name });
        }
        for (const file of await this.#list())
          if (file.name === name) this.#seen.set(name, file.modified);
      }
      await this.#show(await this.#list());
    });
  }

  /** @param {string} name */
  async #save(name) {
    const kept = await this.#store.read(name);
    const content = kept ?? (await this.#page.cells.send({ type: "read-file", name })).content;
    saveFile(name.slice(name.lastIndexOf("/") + 1), content);
  }

  /** Write a kept file into Python's folder; return whether there is one. @param {string} name */
  async #hand(name) {
    const content = await this.#store.read(name);
    if (content) await this.#page.cells.send({ type: "write-file", name, content });
    return content !== null;
  }

  async #list() {
    if (!this.#page.cells.isReady) return [];
    return (await this.#page.cells.send({ type: "list-files" })).files;
  }

  /** Show what Python has and what is kept. @param {{name: string, bytes: number}[]} there */
  async #show(there) {
    const kept = await this.#store.sizes();
    const sizes = new Map(kept);
    for (const { name, bytes } of there) sizes.set(name, bytes);
    /** @type {KeptFile[]} */
    const files = [...sizes].map(([name, bytes]) => {
      return { name, bytes, kept: kept.has(name) };
    });
    files.sort((one, other) => one.name.localeCompare(other.name));
    this.#page.set({ files });
  }

  /** @param {() => Promise<void>} act @returns {Promise<void>} */
  #inTurn(act) {
    const done = this.#last.then(act).catch((error) => {
      const { code, message } = faultOf(error);
      // Python was replaced meanwhile: the next one gets what is kept.
      if (code !== "worker-died") this.#page.say(message);
    });
    this.#last = done;
    return done;
  }
}
