/**
 * Has Python end a recursion that goes through C with its own RecursionError. It would let one go on as
 * long as there is room in WebAssembly's memory; the browser's own stack ends long before, and Python
 * with it.
 */

/**
 * Bytes of Python's stack in memory. Recursions through methods such as `__repr__`, `__getattr__` and
 * `__eq__` used 199 to 250 KB of it, `sorted` more, when Chromium's stack was full; those of Python
 * functions alone use none.
 */
const ROOM = 168 * 1024;

/** @param {any} module The Emscripten module, with a Python that runs. */
export function limitStack(module) {
  const start = module._emscripten_stack_get_base() - ROOM;
  module._PyUnstable_ThreadState_SetStackProtection(module._PyThreadState_Get(), start, ROOM);
}
