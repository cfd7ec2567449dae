/**
 * Files of this copy of the site in IndexedDB, by name. Where that is refused, as in some frames, they
 * last until the page is closed. Tabs tell each other which file they have written or removed.
 */

import { Database } from "./database.js";
import { exists, key } from "./storage.js";

export class FileStore {
  #database = new Database("files", "files");
  /** What this browser does not keep. @type {Map<string, Uint8Array>} */
  #memory = new Map();
  /** Sizes of files that were read or written here: a size is known by reading alone. @type {Map<string, number>} */
  #known = new Map();
  #tabs;

  /** @param {(name: string) => void} onChanged Called with the name of a file that another tab has changed. */
  constructor(onChanged) {
    try {
      this.#tabs = new BroadcastChannel(key("files"));
    } catch {
      return; // Storage is refused, and so is what tabs would share.
    }
    this.#tabs.onmessage = ({ data }) => {
      const name = String(data);
      this.#known.delete(name);
      onChanged(name);
    };
  }

  /** Return the names and sizes of all files. @returns {Promise<Map<string, number>>} */
  async sizes() {
    const found = new Map([...this.#memory].map(([name, { length }]) => [name, length]));
    // To look into a database would make it, also right after all was forgotten.
    const names = (await exists("files"))
      ? await this.#database.run("readonly", (table) => table.getAllKeys())
      : null;
    for (const name of (names ?? []).map(String))
      found.set(name, this.#known.get(name) ?? (await this.read(name))?.length ?? 0);
    return found;
  }

  /** @param {string} name @returns {Promise<Uint8Array | null>} */
  async read(name) {
    const there =
      this.#memory.get(name) ?? (await this.#database.run("readonly", (t) => t.get(name)));
    if (!(there instanceof Uint8Array)) return null;
    this.#known.set(name, there.length);
    return there;
  }

  /** @param {string} name @param {Uint8Array} content @returns {Promise<boolean>} Whether it outlasts the page. */
  async write(name, content) {
    const kept =
      (await this.#database.run("readwrite", (table) => table.put(content, name))) !== null;
    if (kept) this.#memory.delete(name);
    else this.#memory.set(name, content);
    this.#known.set(name, content.length);
    if (kept) this.#tabs?.postMessage(name);
    return kept;
  }

  /** @param {string} name */
  async remove(name) {
    this.#memory.delete(name);
    this.#known.delete(name);
    await this.#database.run("readwrite", (table) => table.delete(name));
    this.#tabs?.postMessage(name);
  }
}
