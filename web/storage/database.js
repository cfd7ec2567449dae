/**
 * A table in this browser's IndexedDB, of this copy of the site. Where storage is refused, as in some
 * frames, or full, or does not answer, every answer is null.
 */

import { DATABASES, key } from "./storage.js";

/** How long a browser may take to open a database, in milliseconds: some never answer. */
const PATIENCE = 5000;

export class Database {
  #name;
  #table;
  #options;
  /** @type {Promise<IDBDatabase | null> | null} */
  #opening = null;

  /** @param {(typeof DATABASES)[number]} name @param {string} table @param {IDBObjectStoreParameters} [options] Of the table. */
  constructor(name, table, options) {
    this.#name = name;
    this.#table = table;
    this.#options = options;
  }

  /**
   * Return the result of a request; null where there is no database, or it is full.
   * @template T @param {IDBTransactionMode} mode @param {(table: IDBObjectStore) => IDBRequest<T>} ask
   * @returns {Promise<T | null>}
   */
  async run(mode, ask) {
    const database = await this.#open();
    if (!database) return null;
    return new Promise((resolve) => {
      try {
        const change = database.transaction(this.#table, mode);
        const request = ask(change.objectStore(this.#table));
        change.oncomplete = () => resolve(request.result);
        change.onabort = () => resolve(null);
        // Without waiting for the answer, so that it is done even if the page is left now.
        if (mode === "readwrite") change.commit();
      } catch {
        resolve(null); // Another tab has deleted the database.
      }
    });
  }

  #open() {
    this.#opening ??= new Promise((resolve) => {
      try {
        const request = indexedDB.open(key(this.#name), 1);
        const late = setTimeout(() => resolve(null), PATIENCE);
        request.onupgradeneeded = () => {
          request.result.createObjectStore(this.#table, this.#options);
        };
        request.onerror = () => resolve(null);
        request.onblocked = () => resolve(null);
        request.onsuccess = () => {
          clearTimeout(late);
          const database = request.result;
          const leave = () => {
            database.close();
            this.#opening = null;
          };
          database.onversionchange = leave;
          database.onclose = leave;
          resolve(database);
          // One that comes late is there for what follows.
          this.#opening = Promise.resolve(database);
        };
      } catch {
        resolve(null);
      }
    });
    return this.#opening;
  }
}
