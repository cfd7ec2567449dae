/** Instantiates the SIMD kernels on Python's memory; without SIMD the session trains with NumPy. */

/**
 * @param {Promise<Response>} response Of the WebAssembly module.
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

/** Import the backend that calls them, so that the first training need not. @param {any} pyodide */
export function importBackend(pyodide) {
  try {
    pyodide.pyimport("fittingroom.backend.wasm").destroy();
  } catch {
    // There is none without kernels.
  }
}
