/** Pyodide and NumPy as published, started as their documentation has it; trains when told to. */

import { loadPyodide } from "./pyodide.mjs";

const FIRST_PRODUCT = `
import numpy as np
assert (np.ones((2, 3), np.float32) @ np.ones((3, 2), np.float32) == 3).all()
np.__version__
`;
const READ = `
from types import SimpleNamespace
import numpy as np
import with_numpy

def images(buffer):
    return np.frombuffer(buffer.to_bytes(), np.uint8).reshape(-1, 784).astype(np.float32) / np.float32(255)

def labels(buffer):
    return np.frombuffer(buffer.to_bytes(), np.uint8).astype(np.int64)

data = SimpleNamespace()
`;

/** @param {string} name */
const file = async (name) => new Uint8Array(await (await fetch(name)).arrayBuffer());

let hasData = false;

/** @param {any} pyodide */
async function bringData(pyodide) {
  if (hasData) return;
  pyodide.FS.writeFile("with_numpy.py", await file("with_numpy.py"));
  pyodide.runPython(READ);
  const data = pyodide.globals.get("data");
  for (const [part, suffix] of [
    ["train", ""],
    ["test", "_test"],
  ]) {
    for (const [kind, letter] of [
      ["images", "x"],
      ["labels", "y"],
    ]) {
      const read = pyodide.globals.get(kind);
      data[letter + suffix] = read(await file(`../data/${part}-${kind}.u8`));
      read.destroy();
    }
  }
  data.destroy();
  hasData = true;
}

/** @param {any} pyodide @param {object} task */
async function train(pyodide, task) {
  await bringData(pyodide);
  pyodide.globals.set("task", pyodide.toPy(task));
  const result = pyodide.runPython("with_numpy.train(task, data)");
  return result.toJs({ dict_converter: Object.fromEntries });
}

try {
  const pyodide = await loadPyodide({ indexURL: new URL("./", import.meta.url).href });
  await pyodide.loadPackage("numpy", { messageCallback: () => {} });
  const numpy = pyodide.runPython(FIRST_PRODUCT);
  self.postMessage({ type: "ready", value: { pyodide: pyodide.version, numpy } });
  self.onmessage = ({ data }) =>
    train(pyodide, data).then(
      (value) => self.postMessage({ type: "trained", value }),
      (error) => self.postMessage({ type: "failed", value: String(error) }),
    );
} catch (error) {
  self.postMessage({ type: "failed", value: String(error) });
}
