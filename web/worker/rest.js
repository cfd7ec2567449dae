/** The rest of the split modules: fetched in a calm moment, or at once where something needs it. */

import { files } from "./archive.js";
import { fetchSync } from "./sync-fetch.js";

/** @import {Modules} from "./halves.js" */

export class Rest {
  #path;
  #base;
  /** @type {(packed: Uint8Array) => Uint8Array<ArrayBuffer>} */
  #unpack;
  /** @type {Modules | null} */
  #modules = null;

  /** @param {string} path @param {URL} base @param {(packed: Uint8Array) => Uint8Array<ArrayBuffer>} unpack */
  constructor(path, base, unpack) {
    this.#path = path;
    this.#base = base;
    this.#unpack = unpack;
  }

  /** The second halves by name, fetched now unless they are there. */
  modules() {
    this.#modules ??= new Map(
      files(this.#unpack(fetchSync(this.#path, this.#base))).map(([name, bytes]) => [
        name,
        new WebAssembly.Module(bytes),
      ]),
    );
    return this.#modules;
  }

  /** Fetch and compile them in the background. */
  async prefetch() {
    const response = await fetch(new URL(this.#path, this.#base));
    if (!response.ok) throw new Error(`${this.#path}: ${response.status}`);
    const content = this.#unpack(new Uint8Array(await response.arrayBuffer()));
    const compiled = files(content).map(
      async ([name, bytes]) => /** @type {const} */ ([name, await WebAssembly.compile(bytes)]),
    );
    this.#modules ??= new Map(await Promise.all(compiled));
  }
}
