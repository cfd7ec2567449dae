/**
 * Reads what an experiment's program has left behind: a cell that says it as JSON, and its parser.
 * Imports nothing.
 *
 * @typedef {{loss: number, accuracy: number, val_loss?: number, val_accuracy?: number}} Epoch
 * `chances` are ten probabilities for the picture `pixels`, whose class is `label`.
 * @typedef {{history?: Record<string, number[]>, evaluation?: number[], weights: number,
 *   chances?: number[], label: number, pixels: number[]}} Reading
 */

/** Brings the pictures, so that no program's time counts the download. */
export const PRELUDE = "import keras\nkeras.datasets.mnist.load_data()[0][0].shape";

/** Says what there is. Floats that are no numbers become null, which JSON can say. */
export const READER = `import json
import numpy as np

_found = {"weights": model.count_params(), "label": int(y_test[0])}
_found["pixels"] = np.rint(np.ravel(x_test[0]) * (255 / x_test.max())).astype(int).tolist()
if "history" in globals():
    _found["history"] = {
        name: [float(value) if np.isfinite(value) else None for value in values]
        for name, values in history.history.items()
    }
if "evaluation" in globals():
    _found["evaluation"] = [float(value) for value in evaluation]
if "classifications" in globals():
    _found["chances"] = [float(value) for value in classifications[0]]
print(json.dumps(_found))`;

/** @param {string} printed What the reader has printed. @returns {Reading} */
export function parseReading(printed) {
  return JSON.parse(printed);
}

/** The epoch a program is in, as its own epoch lines say it. @param {string} printed */
export function epochOf(printed) {
  const [, epoch, epochs] = [...printed.matchAll(/^Epoch (\d+)\/(\d+)/gm)].at(-1) ?? [];
  return epoch ? { epoch: Number(epoch), epochs: Number(epochs) } : null;
}

/** Which lines of each program the others do not have. @param {string[]} programs @returns {boolean[][]} */
export function differingLines(programs) {
  const lines = programs.map((program) => program.split("\n"));
  return lines.map((own, i) =>
    own.map((line) => lines.some((other, j) => j !== i && !other.includes(line))),
  );
}
