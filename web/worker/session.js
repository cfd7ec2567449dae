/**
 * Python's Session by typed methods: commands go in, plain values come out, and no proxy stays behind.
 *
 * @import {PyodideAPI} from "pyodide"
 * @import {CellOutput, Command, Fault, Replies, WorkerEvent} from "../protocol.js"
 *
 * A file of the data set that Python needs, and its bytes on the wire.
 * @typedef {{name: string, bytes: number}} NeededFile
 */

/**
 * The session's answer to a command; with `needs` it is to be sent again once these are there.
 * @template {Command["type"]} [T=Command["type"]]
 * @typedef {{value: Replies[T], error?: never, needs?: never}
 *   | {value?: never, error: Fault, needs?: never}
 *   | {value?: never, error?: never, needs: NeededFile[]}} Answer
 */

/**
 * A Python object that `convert` turns into a `T`.
 * @template T
 * @typedef {{toJs: (options: object) => T, destroy: () => void}} Proxy
 */

/**
 * The proxy of fittingroom.session.Session.
 * @typedef {{
 *   handle: (message: string, content?: Proxy<Uint8Array>) => Proxy<Answer>,
 *   missing: () => Proxy<NeededFile[]>,
 *   fail: (run_id: number, error: string) => void,
 *   add: (name: string, content: Proxy<Uint8Array>, sha256?: string) => Proxy<{error?: Fault}>,
 *   warm_up: () => Proxy<WorkerEvent[]>,
 *   step: (budget_ms: number) => Proxy<{events: WorkerEvent[], more: boolean}>,
 *   open_notebook: (emit: (output: Proxy<CellOutput>) => void,
 *     fetch: (path: string) => Proxy<Uint8Array>) => void,
 * }} SessionProxy
 */

/** Thrown when Python is broken (out of memory, a trap, too deep a recursion): only a new worker helps. */
export const BROKEN = new Error("Python is broken");

/** What is said of a Python without memory. */
const NO_MEMORY = "it has no memory left";
/** Less free room than this, in bytes, is none. */
const LEAST_ROOM = 16 * 1024 * 1024;

/** What is said of a Python whose cells have replaced what runs them. */
const BENT = "a cell has changed something that Python itself works with";

/** Have the page start another Python, since this one has no memory left. @returns {never} */
export function breakForMemory() {
  breakWith(NO_MEMORY);
}

/** Have the page start another Python. @param {string} why @returns {never} */
function breakWith(why) {
  self.reportError(new RangeError(why));
  throw BROKEN;
}

/**
 * Return a copy of bytes for Python, to be destroyed; without room for it, the page starts another one.
 * @param {any} pyodide @param {Uint8Array} content
 */
export function bytesToPython(pyodide, content) {
  // Where there is no room, Pyodide would copy it over Python's own constants.
  const room = pyodide._module._malloc(content.length);
  if (!room) breakForMemory();
  pyodide._module._free(room);
  const view = pyodide.toPy(content);
  // Without memory for its proxy, Pyodide returns what is none.
  if (typeof view?.destroy !== "function") breakForMemory();
  return view;
}

/** Return a Python value as plain JavaScript. @template T @param {Proxy<T>} proxy @returns {T} */
export function convert(proxy) {
  const value = proxy.toJs({ dict_converter: Object.fromEntries, create_pyproxies: false });
  proxy.destroy();
  return value;
}

export class Session {
  #proxy;
  #pyodide;

  /** @param {SessionProxy} proxy @param {PyodideAPI} pyodide */
  constructor(proxy, pyodide) {
    this.#proxy = proxy;
    this.#pyodide = pyodide;
  }

  /** @template {Command} C @param {C} command @returns {Answer<C["type"]>} */
  handle(command) {
    const answer = this.#orBroken(() => this.#answer(command));
    // A cell's own MemoryError is among its outputs: here the notebook itself had no room to work.
    const failed = command.type === "run-cell" ? answer.error?.code : undefined;
    if (failed === "out-of-memory") breakForMemory();
    if (failed === "python-error") breakWith(BENT);
    return /** @type {Answer<C["type"]>} */ (answer);
  }

  /** Bytes that belong to a command go beside its text. @param {Command} command */
  #answer(command) {
    const { content, ...rest } =
      "content" in command ? command : { ...command, content: undefined };
    const view = content && bytesToPython(this.#pyodide, content);
    try {
      return convert(this.#proxy.handle(JSON.stringify(rest), view));
    } finally {
      view?.destroy();
    }
  }

  /** Return the files that the accepted run still needs. */
  missing() {
    return this.#orBroken(() => convert(this.#proxy.missing()));
  }

  /** End an accepted run that could not begin. @param {number} run_id @param {Fault} error */
  fail(run_id, error) {
    this.#orBroken(() => this.#proxy.fail(run_id, JSON.stringify(error)));
  }

  /**
   * Add a file of the data set; Python checks its hash, and works it out itself without `sha256`.
   * @param {string} name @param {Uint8Array} content @param {string} [sha256] In hex.
   * @returns {Fault | null} What is wrong with the content.
   */
  add(name, content, sha256) {
    return this.#orBroken(() => {
      const view = bytesToPython(this.#pyodide, content);
      try {
        return convert(this.#proxy.add(name, view, sha256)).error ?? null;
      } finally {
        view.destroy();
      }
    });
  }

  /** Train once on blank pictures, to have WebAssembly compiled and this device's speed measured. */
  warmUp() {
    convert(this.#proxy.warm_up());
  }

  /** Train for about `budget_ms` milliseconds. @param {number} budget_ms */
  step(budget_ms) {
    return this.#orBroken(() => convert(this.#proxy.step(budget_ms)));
  }

  /**
   * Let cells be run.
   * @param {(output: CellOutput) => void} emit @param {(path: string) => Uint8Array} fetch Of the site.
   */
  openNotebook(emit, fetch) {
    this.#proxy.open_notebook(
      (output) => emit(convert(output)),
      (path) => bytesToPython(this.#pyodide, fetch(path)),
    );
  }

  /** The session turns every error into an answer, as long as there is a Python. @template T @param {() => T} call */
  #orBroken(call) {
    try {
      return call();
    } catch (error) {
      if (error === BROKEN) throw error;
      if (this.#isFull()) breakForMemory();
      self.reportError(error);
      throw BROKEN;
    }
  }

  /** Whether the memory, to be used no more, cannot grow: what fails for want of it says anything. */
  #isFull() {
    const module = /** @type {any} */ (this.#pyodide)._module;
    return !module.growMemory(module.HEAPU8.length + LEAST_ROOM);
  }
}
