/**
 * Files of this copy of the site in IndexedDB, by name. Where that is refused, as in some frames, they
 * last until the page is closed.
 */

import { key } from "./storage.js";

const TABLE = "files";

export class FileStore {
  /** @type {Promise<IDBDatabase | null> | null} */
  #database = null;
  /** What this browser does not keep. @type {Map<string, Uint8Array>} */
  #memory = new Map();

  /** Return the names and sizes of all files. @returns {Promise<Map<string, number>>} */
  async sizes() {
    const found = new Map([...this.#memory].map(([name, { length }]) => [name, length]));
    /** @type {IDBValidKey[]} */
    const names = (await this.#run("readonly", (table) => table.getAllKeys())) ?? [];
    for (const name of names.map(String)) found.set(name, (await this.read(name))?.length ?? 0);
    return found;
  }

  /** @param {string} name @returns {Promise<Uint8Array | null>} */
  async read(name) {
    const there = this.#memory.get(name) ?? (await this.#run("readonly", (t) => t.get(name)));
    return there instanceof Uint8Array ? there : null;
  }

  /** @param {string} name @param {Uint8Array} content @returns {Promise<boolean>} Whether it outlasts the page. */
  async write(name, content) {
    const kept = (await this.#run("readwrite", (table) => table.put(content, name))) !== null;
    if (kept) this.#memory.delete(name);
    else this.#memory.set(name, content);
    return kept;
  }

  /** @param {string} name */
  async remove(name) {
    this.#memory.delete(name);
    await this.#run("readwrite", (table) => table.delete(name));
  }

  /**
   * Return the result of a request; null where there is no database, or it is full.
   * @template T @param {IDBTransactionMode} mode @param {(table: IDBObjectStore) => IDBRequest<T>} ask
   * @returns {Promise<T | null>}
   */
  async #run(mode, ask) {
    const database = await this.#open();
    if (!database) return null;
    return new Promise((resolve) => {
      try {
        const change = database.transaction(TABLE, mode);
        const request = ask(change.objectStore(TABLE));
        change.oncomplete = () => resolve(request.result);
        change.onabort = () => resolve(null);
      } catch {
        resolve(null); // Another tab has deleted the database.
      }
    });
  }

  #open() {
    this.#database ??= new Promise((resolve) => {
      try {
        const request = indexedDB.open(key("files"), 1);
        request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
        request.onerror = () => resolve(null);
        request.onsuccess = () => {
          const database = request.result;
          const leave = () => {
            database.close();
            this.#database = null;
          };
          database.onversionchange = leave;
          database.onclose = leave;
          resolve(database);
        };
      } catch {
        resolve(null);
      }
    });
    return this.#database;
  }
}
