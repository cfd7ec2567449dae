/**
 * Every message between the page and its worker. A Command gets exactly one Reply with the same id;
 * Events come unasked. All of it is plain JSON, save pixels, which are transferred Uint8Arrays.
 *
 * @typedef {{units: number, activation: string | null}} HiddenLayer
 * @typedef {{epochs: number, lr: number | null}} MoreEpochs They go on with a run; `lr` null: as before.
 *
 * The complete, replayable configuration of a run. The table in py/fittingroom/app/recipe.json says
 * what each field means and allows; its keys are the URL's.
 * @typedef {{
 *   data: string, classes: number, samples: number, skip: number, normalize: boolean, layers: HiddenLayer[], activation: string,
 *   optimizer: string, lr: number | null, loss: string, epochs: number, batch: number,
 *   split: number, stop: {metric: string, op: "<" | ">", value: number} | null,
 *   more: MoreEpochs[], seed: number, backend: string,
 * }} Recipe
 *
 * One of a closed list of faults, in the learner's words. `file` names a download, where it is one.
 * @typedef {{code: ErrorCode, message: string, hint: string, traceback: string, file?: string}} Fault
 * @typedef {(typeof ERROR_CODES)[number]} ErrorCode
 *
 * @typedef {"completed" | "stopped" | "early-stopping" | "nan" | "failed" | "killed"} RunEndReason
 * @typedef {{loss?: number, accuracy?: number, val_loss?: number, val_accuracy?: number}} Logs
 * @typedef {Record<string, number[]>} History Keras's keys, one number an epoch.
 *
 * A picture of the set: `pixels` are 784 bytes, row by row; 0 is background, 255 is white.
 * @typedef {{index: number, label: number, name: string, one_hot: number[], pixels: Uint8Array}} Picture
 * A test picture after training; `probabilities` has one number a class, `predicted` is the largest.
 * @typedef {Picture & {predicted: number, predicted_name: string, correct: boolean,
 *   probabilities: number[]}} Prediction
 *
 * How sure of its answer a network is: of a level are those at least so probable, and less than `below`,
 * as they are shown.
 * @typedef {"sure" | "between" | "unsure"} Confidence
 * @typedef {{name: Confidence, least: number | null, below: number | null, total: number}} ConfidenceLevel
 *
 * What the network looks like, thinned out for a drawing. A column shows at most a dozen of its
 * units. `links[k][i][j]` is the weight from shown unit i of column k to shown unit j of column
 * k+1, scaled to -1..1 by the largest of its layer; null before there are weights. The input column
 * shows 14 bands of two pixel rows, each link being the mean over its 56 pixels. `tiles` holds, for
 * each shown unit of the first Dense layer, its 784 weights as bytes (128 is zero); `changes` what
 * training has added to them, each unit over its own largest.
 * @typedef {{
 *   columns: {name: string, units: number, shown: number[], activation: string}[],
 *   links: number[][][] | null, tiles: Uint8Array | null, changes: Uint8Array | null,
 * }} Network
 *
 * `text` is Keras's own table; an output shape is a list, null standing for the batch.
 * @typedef {{layers: {name: string, type: string, output_shape: (number | null)[], params: number}[],
 *   total_params: number, text: string}} Summary
 *
 * What a recipe amounts to, before any training.
 * @typedef {{summary: Summary, network: Network, class_names: string[], train_samples: number,
 *   validation_samples: number, test_samples: number, steps_per_epoch: number,
 *   download_bytes: number, memory_bytes: number, seconds: number}} Description `seconds` of training
 * and the memory are what is to be expected on this device.
 *
 * A share's 95 % interval. What a network makes of the test pictures that all runs are compared by. What
 * `runs` runs with the same settings come to, by epoch: up to nine by median, least and most, else by
 * the interquartile mean and its interval.
 * A Dense layer after an epoch: `update` is the size of the last update over that of the weights.
 * @typedef {{low: number, high: number}} Interval
 * @typedef {{name: string, update: number, dead: number, units: number}} Gauge
 * @typedef {{samples: number, correct: number, loss: number}} Tested
 * @typedef {{statistic: "median" | "interquartile mean", runs: number, middle: number[], low: number[],
 *   high: number[]}} Band
 *
 * @typedef {{loss: number, accuracy: number, samples: number, correct: number,
 *   interval?: Interval, confusion: number[][], seconds: number}} Evaluation `confusion[true][predicted]` counts pictures.
 *
 * The network after an epoch, 0 being the start: `kept` are the epochs that can be shown, `best` the
 * one with the least validation loss (training loss without a split); `over_fits`: since then that has
 * risen while the training loss still fell.
 * @typedef {{epoch: number, kept: number[], best: number | null, over_fits: boolean, network: Network,
 *   evaluation: Evaluation | null}} Look
 *
 * A picture's way through the network: `activations[k]` are those of Dense layer k, counted from 0;
 * the last ones are the probabilities, which are the `exponentials` (e to the power of a logit minus
 * the largest) over their sum.
 * @typedef {{part: ShownPart, picture: Picture, epoch: number, activations: number[][],
 *   logits: number[], exponentials: number[]}} Trace
 *
 * How many numbers lie in each of even bins from `low` to `high`; in no bin are the `zero` that are
 * exactly 0 and the `not_finite`. Each Dense layer's weights and activations after an epoch, for the first
 * `samples` test pictures.
 * @typedef {{low: number, high: number, counts: number[], mean: number, zero: number,
 *   not_finite: number}} Histogram
 * @typedef {{name: string, activation: string, weights: Histogram, activations: Histogram}} LayerHistograms
 * @typedef {{epoch: number, samples: number, layers: LayerHistograms[]}} Histograms
 *
 * Where a picture that is looked at comes from; "own" is one of the learner's, with label -1.
 * @typedef {"train" | "test" | "own"} ShownPart
 *
 * What the inputs of a unit of Dense layer `layer` add for a picture: the `products` of weights and
 * inputs and the bias sum up to `sum`, whose activation is `output`. `largest` are the inputs that
 * add or subtract most, in order, and `rest` what the others come to. In the last layer `sum` is the
 * logit of a class, and its products are the votes of the units before it.
 * @typedef {{layer: number, unit: number, weights: number[], inputs: number[], products: number[],
 *   largest: number[], rest: number, bias: number, sum: number, output: number,
 *   activation: string}} Contributions
 *
 * What a unit of Dense layer `layer`, counted from 0, does with the first `samples` test pictures:
 * its mean activation by class, the share it is active for, and those it answers to most. `incoming`
 * weights are left out for the first layer.
 * @typedef {Picture & {answer: number}} Excitement
 * @typedef {{layer: number, unit: number, name: string, activation: string, inputs: number,
 *   bias: number, incoming: number[], outgoing: number[], samples: number, active: number,
 *   means: (number | null)[], exciting: Excitement[]}} UnitCard
 *
 * How a picture becomes 28 by 28: its steps in words, each with the picture after it as red, green
 * and blue bytes, made small to be shown; the 784 `pixels` at the end. `light_border` asks for light
 * and dark to be exchanged, `inverted` says whether they were.
 * @typedef {{title: string, words: string, width: number, height: number, pixels: Uint8Array}} LensStep
 * @typedef {{steps: LensStep[], pixels: Uint8Array, inverted: boolean, light_border: boolean,
 *   warning: string | null}} LensView
 *
 * What a network says of a picture of the learner's own; `epoch` is null for an untrained one.
 * @typedef {{probabilities: number[], class_names: string[], epoch: number | null}} OwnAnswer
 *
 * The nearest of the first `among` training pictures, by pixels and by the last hidden layer.
 * @typedef {Picture & {distance: number}} Neighbour
 * @typedef {{by_pixels: Neighbour[], by_layer: Neighbour[], among: number}} Neighbours
 *
 * The learner's own set goes over as its pixels, a byte for each label, and a byte for each place: 0
 * where the seed decides, 1 for training, 2 for the test. It comes back split: the sizes of both parts,
 * each class's as [train, test], and what the set lacks.
 * @typedef {{train: number, test: number, counts: number[][], advice: string[]}} OwnSplit
 *
 * Pictures that were read from a file; each one's class is among `class_names`, "" where no folder
 * says it.
 * @typedef {{class_names: string[], labels: number[], places: Uint8Array, pixels: Uint8Array,
 *   refused: {name: string, why: string}[], done: number, total: number}} OwnSlice
 *
 * A sentence on a finished run. `label` is a button that does the next thing: sets the setting `key`
 * to `value`, or opens the cell [true, predicted] of the confusion matrix.
 * @typedef {{text: string, label: string | null, key: string | null, value: number | null,
 *   cell: number[] | null}} Finding
 *
 * What the program of an experiment leaves behind, null where it leaves none: `history` by Keras's
 * keys, a number that is not finite being null; `evaluation` is [loss, accuracy]; `probabilities`
 * has one number a class for the first test picture, whose 784 `pixels` (0 to 255) and `label`
 * follow. `params` counts the model's weights.
 * @typedef {{history: Record<string, (number | null)[]> | null, evaluation: number[] | null,
 *   params: number, probabilities: number[] | null, label: number, pixels: Uint8Array}} Experiment
 *
 * How Python was started, and when each stage was over, counted from the worker's own beginning.
 * @typedef {{kind: "snapshot" | "plain", milliseconds: Record<string, number>}} StartTimes
 *
 * A file in the folder of cells, by its path there; `modified` is in milliseconds since 1970.
 * @typedef {{name: string, bytes: number, modified: number}} ShelfFile
 *
 * What the Lab gives away as a file.
 * @typedef {"py" | "ipynb" | "keras" | "onnx" | "npz" | "safetensors" | "csv"} ExportFormat
 *
 * `interrupt` is the byte by which Python is interrupted while it runs, as Pyodide has it; a page can
 * share it in a cross-origin isolated context only. `prefetch` names files of the data set that Python will need once it has started. A cell with
 * `experiment` is the program of one, whose results its reply holds. A fit with `go_on` goes on from the
 * latest run if its recipe is that run's with more epochs; else it begins anew. Without `epoch` it is the
 * latest that is meant; `truth` and `predicted` choose pictures of one class. `pixels` are the 784
 * numbers, 0 to 255, of a picture of the learner's own; `content` is a file's. `test` has the latest run
 * tested on all test pictures of its classes, with `here` on those that have arrived; an event follows.
 * A group of `summarize` are runs with the same settings, each a number an epoch, or a single result.
 * @typedef {(
 *   | {type: "init", protocol: number, base: string, build: string, interrupt?: SharedArrayBuffer}
 *   | {type: "prefetch", files: string[]}
 *   | {type: "describe", recipe: Recipe}
 *   | {type: "images", recipe: Recipe, part: "train" | "test", start: number, count: number}
 *   | {type: "fit", recipe: Recipe, run_id: number, go_on?: boolean, advance?: "batch" | "epoch"}
 *   | {type: "pause"} | {type: "resume"} | {type: "stop"} | {type: "advance", by: "batch" | "epoch"}
 *   | {type: "look", epoch?: number}
 *   | {type: "trace", part: ShownPart, index: number, pixels?: number[], epoch?: number}
 *   | {type: "contributions", part: ShownPart, index: number, pixels?: number[],
 *      layer: number, unit: number, epoch?: number}
 *   | {type: "unit", layer: number, unit: number, epoch?: number}
 *   | {type: "histograms", epoch?: number}
 *   | {type: "predictions", which: "all" | "right" | "wrong", truth?: number, predicted?: number,
 *      order?: "surest" | "doubtful", confidence?: Confidence, epoch?: number, start: number,
 *      count: number}
 *   | {type: "answer", recipe: Recipe, pixels: number[], epoch?: number}
 *   | {type: "nearest", pixels: number[], count: number, epoch?: number}
 *   | {type: "lens", way: "garment" | "digit", invert: boolean | null, pixels?: number[],
 *      content?: Uint8Array}
 *   | {type: "test", here?: boolean}
 *   | {type: "summarize", tests: {samples: number, correct: number}[], groups: number[][][]}
 *   | {type: "estimate", recipes: Recipe[]}
 *   | {type: "own-set", class_names: string[], content: Uint8Array}
 *   | {type: "own-open", name: string, way: "garment" | "digit", content: Uint8Array}
 *   | {type: "own-next"}
 *   | {type: "own-file", seed: number}
 *   | {type: "run-cell", cell: string, source: string, notebook: string, pixel_ratio: number,
 *      experiment?: boolean}
 *   | {type: "restart", notebook: string}
 *   | {type: "program", recipe: Recipe}
 *   | {type: "data-files", recipe: Recipe}
 *   | {type: "export", format: ExportFormat, recipe: Recipe}
 *   | {type: "export-list", recipes: Recipe[]}
 *   | {type: "open-model", run_id: number, recipe: Recipe, name: string, content: Uint8Array}
 *   | {type: "list-files"}
 *   | {type: "read-file", name: string}
 *   | {type: "write-file", name: string, content: Uint8Array}
 *   | {type: "delete-file", name: string}
 * )} CommandBody
 * @typedef {CommandBody & {id: number}} Command
 *
 * The value of a reply, by its command's type. `fit` is answered once the run is accepted, `run-cell`
 * once the cell has ended; `fingerprint` is that of the History which a training in it has left.
 * `program` is the Keras program that does what Fit does, cell by cell; `data-files` names the files of
 * the data set that it trains on. `open-model` has the settings that a model's file amounts to; it is
 * then evaluated as a run that has ended.
 * @typedef {{
 *   "init": {versions: Record<string, string>, start: StartTimes},
 *   "prefetch": Empty,
 *   "describe": Description,
 *   "images": {images: Picture[], total: number},
 *   "fit": Empty, "pause": Empty, "resume": Empty, "stop": Empty, "advance": Empty,
 *   "look": Look, "trace": Trace, "contributions": Contributions, "unit": UnitCard,
 *   "histograms": Histograms,
 *   "predictions": {predictions: Prediction[], total: number, levels: ConfidenceLevel[]},
 *   "answer": OwnAnswer, "nearest": Neighbours, "lens": LensView,
 *   "test": Empty, "summarize": {intervals: Interval[], bands: Band[]},
 *   "estimate": {seconds: number[], download_bytes: number},
 *   "own-set": OwnSplit, "own-open": {total: number}, "own-next": OwnSlice,
 *   "own-file": {name: string, content: Uint8Array},
 *   "run-cell": {status: "ok" | "error", seconds: number, fingerprint: string | null,
 *     experiment: Experiment | null},
 *   "restart": Empty,
 *   "program": {cells: string[]},
 *   "data-files": {files: string[]},
 *   "export": {name: string, content: Uint8Array}, "export-list": {name: string, content: Uint8Array},
 *   "open-model": {classes: number, samples: number, normalize: boolean,
 *     layers: {units: number, activation: string}[]},
 *   "list-files": {files: ShelfFile[]},
 *   "read-file": {content: Uint8Array},
 *   "write-file": Empty, "delete-file": Empty,
 * }} Replies
 * @typedef {Record<string, never>} Empty
 * @typedef {Replies[CommandBody["type"]]} ReplyValue
 * @typedef {{type: "reply", id: number, ok: true, value: ReplyValue}
 *   | {type: "reply", id: number, ok: false, error: Fault}} Reply
 *
 * What a cell outputs while it runs. Text may hold \r, \b and colours as a terminal knows them; a
 * figure's width and height are CSS pixels. An experiment's cell tells what its training comes to, epoch
 * by epoch: `history` by Keras's keys.
 * @typedef {(
 *   | {kind: "stream", name: "stdout" | "stderr", text: string}
 *   | {kind: "result", text: string, html?: string}
 *   | {kind: "figure", png: Uint8Array, width: number, height: number, alt: string}
 *   | {kind: "error", name: string, message: string, traceback: string}
 *   | {kind: "note", text: string}
 *   | {kind: "progress", label: string, loaded: number, total: number}
 *   | {kind: "learning", history: Record<string, (number | null)[]>}
 * )} CellOutput
 *
 * An event of a run carries its `run_id`. A run ends with exactly one run-end. The `epoch` of a run-begin
 * says how many it goes on from, `epochs` how many there will be in all, `seams` after which of them
 * the run went on. A run that pauses after a single batch or epoch shows its `network`.
 * @typedef {(
 *   | {type: "boot", stage: string, step: number, steps: number, loaded: number, total: number}
 *   | {type: "download", run_id: number | null, file: string, loaded: number, total: number}
 *   | {type: "run-begin", run_id: number, train_samples: number,
 *      validation_samples: number, test_samples: number, steps_per_epoch: number, epoch: number,
 *      backend: string, class_names: string[], network: Network}
 *   | {type: "batch-end", run_id: number, phase: "train" | "validate" | "evaluate", epoch: number,
 *      epochs: number, samples: number, total: number, fraction: number, logs: Logs,
 *      images_per_second: number, seconds_left: number}
 *   | {type: "epoch-end", run_id: number, epoch: number, epochs: number, seams: number[], logs: Logs,
 *      lines: string[], gauges: Gauge[], network: Network | null}
 *   | {type: "run-paused", run_id: number, network: Network | null} | {type: "run-resumed", run_id: number}
 *   | {type: "evaluation", run_id: number, evaluation: Evaluation,
 *      findings: Finding[]}
 *   | {type: "tested", run_id: number, tested: Tested}
 *   | {type: "cell-output", cell: string, output: CellOutput}
 *   | {type: "run-end", run_id: number, reason: RunEndReason, history: History, seconds: number,
 *      fingerprint: string | null, error: Fault | null}
 * )} WorkerEvent
 */

/** Raised whenever a message changes its meaning; page and worker must agree on it. */
export const PROTOCOL_VERSION = 1;

export const ERROR_CODES = /** @type {const} */ ([
  "boot-failed", // Python did not start
  "version-mismatch", // page and worker come from different builds
  "data-missing", // a file could not be fetched
  "data-corrupt", // a file arrived with the wrong content
  "recipe-invalid", // the configuration cannot be trained
  "file-invalid", // a file that was brought in cannot be used
  "picture-invalid", // a picture of the learner's own cannot be read, or holds nothing
  "busy", // the command does not fit what is going on
  "loss-nan", // the loss stopped being a number
  "out-of-memory",
  "python-error", // anything else Python raised
  "worker-died", // the worker was lost or had to be replaced
]);

/** @param {ErrorCode} code @param {string} message @param {string} hint @returns {Fault} */
export function fault(code, message, hint, traceback = "") {
  return { code, message, hint, traceback };
}

/** What is said of an error that nothing in the page's own code expects. @param {unknown} error */
export function unexpectedFault(error) {
  const trace = error instanceof Error ? error.stack : undefined;
  const hint = "Reload the page; if it happens again, please report it.";
  const message = "Something went wrong in the page's own code.";
  return fault("python-error", message, hint, String(trace ?? error));
}

/**
 * The end of a run that the worker cannot report itself.
 * @param {number} run_id @param {RunEndReason} reason @param {Fault} error @returns {WorkerEvent}
 */
export function runEnd(run_id, reason, error) {
  return { type: "run-end", run_id, reason, history: {}, seconds: 0, fingerprint: null, error };
}
