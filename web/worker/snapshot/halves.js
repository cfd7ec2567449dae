/**
 * Joins the halves of split WebAssembly modules. The first one holds the functions that a visit calls;
 * where any other is called, the rest is fetched and takes its places, while the call waits. The build
 * splits them (py/sitebuild/runtime/split.mjs).
 */

/** Begins the names of what the halves of a module share: no name of C does. */
export const JOINT = "/";
/** The table through which they call each other; its first entry is called to load the rest. */
const PLACES = `${JOINT}places`;
/** Whether the rest is there: a global. */
const WHOLE = `${JOINT}whole`;
/** A module that exports the function it imports as "e", "f": only such can be put in a table. */
const WRAPPER = new Uint8Array([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 4, 1, 0x60, 0, 0],
  ...[2, 7, 1, 1, 0x65, 1, 0x66, 0, 0],
  ...[7, 5, 1, 1, 0x66, 0, 0],
]);

/** @typedef {Map<string, WebAssembly.Module>} Modules By the names of what they complete. */

export class Halves {
  /** @type {Map<string, {exports: any, imports: WebAssembly.Imports}>} */
  #firsts = new Map();
  /** @type {() => Modules} */
  #fetch;
  #load;

  /** @param {() => Modules} fetch Returns the second halves, compiled, at once. */
  constructor(fetch) {
    this.#fetch = fetch;
    const wrapper = new WebAssembly.Module(WRAPPER);
    const { exports } = new WebAssembly.Instance(wrapper, { e: { f: () => this.join() } });
    this.#load = exports.f;
  }

  /**
   * Add a module just instantiated; nothing is done with one that is whole.
   * @param {string} name @param {WebAssembly.Instance} instance @param {WebAssembly.Imports} imports
   */
  add(name, { exports }, imports) {
    if (!(PLACES in exports)) return;
    this.#firsts.set(name, { exports, imports });
    /** @type {WebAssembly.Table} */ (exports[PLACES]).set(0, this.#load);
  }

  /** Make everything whole. */
  join() {
    if (this.#firsts.size === 0) return;
    const seconds = this.#fetch();
    for (const [name, { exports, imports }] of this.#firsts) {
      const second = seconds.get(name);
      if (!second) throw new Error(`the second half of ${name} is missing`);
      new WebAssembly.Instance(second, { ...imports, [JOINT]: exports });
      exports[WHOLE].value = 1;
    }
    this.#firsts.clear();
  }
}
