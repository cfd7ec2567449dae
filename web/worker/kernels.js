/**
 * Puts the SIMD kernels to work on Python's memory. A browser without SIMD does without them: the
 * session then trains with plain NumPy and says so.
 */

/**
 * @param {Promise<Response>} response The module, perhaps still on its way.
 * @param {any} pyodide
 */
export async function registerKernels(response, pyodide) {
  try {
    const bytes = await (await response).arrayBuffer();
    const env = { memory: pyodide._module.memory };
    const { instance } = await WebAssembly.instantiate(bytes, { env });
    pyodide.registerJsModule("fittingroom_kernels", { ...instance.exports });
  } catch (error) {
    console.info("Training without the SIMD kernels:", error);
  }
}

/** Imports the backend that calls them, which the first training would wait for. @param {any} pyodide */
export function importBackend(pyodide) {
  try {
    pyodide.pyimport("fittingroom.backend.wasm").destroy();
  } catch {
    // Without kernels there is none; a training says so itself.
  }
}
