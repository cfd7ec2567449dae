/** The rest of the split modules: fetched in a calm moment, or at once where something needs it. */

import { fetchSync } from "../sync-fetch.js";
import { files } from "./archive.js";

/** @import {Modules} from "./halves.js" */

export class Rest {
  #path;
  #base;
  /** @type {(packed: Uint8Array) => Uint8Array<ArrayBuffer>} */
  #unpack;
  /** @type {Modules | null} */
  #modules = null;
  /** A cache may hold a damaged copy. */
  #hasFailed = false;

  /** @param {string} path @param {URL} base @param {(packed: Uint8Array) => Uint8Array<ArrayBuffer>} unpack */
  constructor(path, base, unpack) {
    this.#path = path;
    this.#base = base;
    this.#unpack = unpack;
  }

  /** The second halves by name, fetched now unless they are there. */
  modules() {
    if (this.#modules) return this.#modules;
    let content;
    try {
      content = this.#unpack(fetchSync(this.#path, this.#base));
    } catch {
      // There is no way on without: once more, past every cache.
      content = this.#unpack(fetchSync(`${this.#path}?afresh=${Date.now()}`, this.#base));
    }
    this.#modules = new Map(
      files(content).map(([name, bytes]) => [name, new WebAssembly.Module(bytes)]),
    );
    return this.#modules;
  }

  /** Fetch and compile them in the background. */
  async prefetch() {
    const cache = this.#hasFailed ? "reload" : "default";
    this.#hasFailed = true;
    const response = await fetch(new URL(this.#path, this.#base), { cache });
    if (!response.ok) throw new Error(`${this.#path}: ${response.status}`);
    const content = this.#unpack(new Uint8Array(await response.arrayBuffer()));
    const compiled = files(content).map(
      async ([name, bytes]) => /** @type {const} */ ([name, await WebAssembly.compile(bytes)]),
    );
    this.#modules ??= new Map(await Promise.all(compiled));
  }
}
