/**
 * Checks what a worker posts against the protocol: its type, and that each field is there, of its kind
 * and no other. Code in a cell can post messages as well as the page's own code can.
 *
 * @import {CommandBody, Reply, WorkerEvent} from "../protocol.js"
 *
 * @typedef {(value: unknown) => boolean} Check
 * @typedef {Record<string, Check>} Fields
 */

import { ERROR_CODES } from "../protocol.js";

/** @type {Check} */
const text = (value) => typeof value === "string";
/** @type {Check} */
const number = (value) => typeof value === "number";
/** @type {Check} */
const bytes = (value) => value instanceof Uint8Array;
/** @param {Check} check @returns {Check} */
const optional = (check) => (value) => value === undefined || check(value);
/** Python's None arrives as undefined. @param {Check} check @returns {Check} */
const orNull = (check) => optional((value) => value === null || check(value));
/** @param {readonly unknown[]} values @returns {Check} */
const oneOf =
  (...values) =>
  (value) =>
    values.includes(value);
/** @param {Check} check @returns {Check} */
const listOf = (check) => (value) => Array.isArray(value) && value.every(check);
/** An object with keys of any name. @param {Check} check @returns {Check} */
const mapOf = (check) => (value) => isObject(value) && Object.values(value).every(check);
/** @param {Fields} fields @returns {Check} */
const object = (fields) => (value) => isObject(value) && hasFields(value, fields);
const numbers = listOf(number);

const FAULT = { code: oneOf(...ERROR_CODES), message: text, hint: text, traceback: text };
const fault = object({ ...FAULT, file: optional(text) });
const network = object({
  columns: listOf(object({ name: text, units: number, shown: numbers, activation: text })),
  links: orNull(listOf(listOf(numbers))),
  tiles: orNull(bytes),
  changes: orNull(bytes),
});
const PICTURE = { index: number, label: number, name: text, one_hot: numbers, pixels: bytes };
const PREDICTION = {
  ...PICTURE,
  predicted: number,
  predicted_name: text,
  correct: oneOf(true, false),
  probabilities: numbers,
};
const LEVEL = {
  name: oneOf("sure", "between", "unsure"),
  least: orNull(number),
  below: orNull(number),
  total: number,
};
const SIZES = {
  train_samples: number,
  validation_samples: number,
  test_samples: number,
  steps_per_epoch: number,
};
const summary = object({
  layers: listOf(
    object({ name: text, type: text, output_shape: listOf(orNull(number)), params: number }),
  ),
  total_params: number,
  text,
});
const experiment = object({
  history: orNull(mapOf(listOf(orNull(number)))),
  evaluation: orNull(numbers),
  params: number,
  probabilities: orNull(numbers),
  label: number,
  pixels: bytes,
});
const interval = object({ low: number, high: number });
const evaluation = object({
  loss: number,
  accuracy: number,
  samples: number,
  correct: number,
  interval: optional(interval),
  confusion: listOf(numbers),
  seconds: number,
});

const finding = object({
  text,
  label: orNull(text),
  key: orNull(text),
  value: orNull(number),
  cell: orNull(numbers),
});
const LOOK = {
  epoch: number,
  kept: numbers,
  best: orNull(number),
  over_fits: oneOf(true, false),
  network,
};
const TRACE = {
  part: oneOf("train", "test", "own"),
  picture: object(PICTURE),
  epoch: number,
  activations: listOf(numbers),
  logits: numbers,
  exponentials: numbers,
};
const CONTRIBUTIONS = {
  layer: number,
  unit: number,
  weights: numbers,
  inputs: numbers,
  products: numbers,
  largest: numbers,
  rest: number,
  bias: number,
  sum: number,
  output: number,
  activation: text,
};
const UNIT = {
  layer: number,
  unit: number,
  name: text,
  activation: text,
  inputs: number,
  bias: number,
  incoming: numbers,
  outgoing: numbers,
  samples: number,
  active: number,
  means: numbers,
  exciting: listOf(object({ ...PICTURE, answer: number })),
};

const histogram = object({
  low: number,
  high: number,
  counts: numbers,
  mean: number,
  zero: number,
  not_finite: number,
});
const spread = object({
  name: text,
  activation: text,
  weights: histogram,
  activations: histogram,
});
const gauge = object({ name: text, update: number, dead: number, units: number });
const tested = object({ samples: number, correct: number, loss: number });
const band = object({
  statistic: oneOf("median", "interquartile mean"),
  runs: number,
  middle: numbers,
  low: numbers,
  high: numbers,
});
const neighbours = listOf(object({ ...PICTURE, distance: number }));
const STEP = { title: text, words: text, width: number, height: number, pixels: bytes };

/** @type {Record<string, Fields>} */
const OUTPUTS = {
  stream: { name: oneOf("stdout", "stderr"), text },
  result: { text, html: optional(text) },
  figure: { png: bytes, width: number, height: number, alt: text },
  error: { name: text, message: text, traceback: text },
  note: { text },
  progress: { label: text, loaded: number, total: number },
  learning: { history: mapOf(listOf(orNull(number))) },
};

/** @type {Record<WorkerEvent["type"], Fields>} */
const EVENTS = {
  boot: { stage: text, step: number, steps: number, loaded: number, total: number },
  download: { run_id: orNull(number), file: text, loaded: number, total: number },
  "run-begin": {
    run_id: number,
    ...SIZES,
    epoch: number,
    backend: text,
    class_names: listOf(text),
    network,
  },
  "batch-end": {
    run_id: number,
    phase: oneOf("train", "validate", "evaluate"),
    epoch: number,
    epochs: number,
    samples: number,
    total: number,
    fraction: number,
    logs: mapOf(number),
    images_per_second: number,
    seconds_left: number,
  },
  "epoch-end": {
    run_id: number,
    epoch: number,
    epochs: number,
    seams: numbers,
    logs: mapOf(number),
    lines: listOf(text),
    gauges: listOf(gauge),
    network: orNull(network),
  },
  "run-paused": { run_id: number, network: orNull(network) },
  "run-resumed": { run_id: number },
  evaluation: { run_id: number, evaluation, findings: listOf(finding) },
  tested: { run_id: number, tested },
  "cell-output": { cell: text, output: (output) => isOneOf(output, "kind", OUTPUTS) },
  "run-end": {
    run_id: number,
    reason: oneOf("completed", "stopped", "early-stopping", "nan", "failed", "killed"),
    history: mapOf(numbers),
    seconds: number,
    fingerprint: orNull(text),
    error: orNull(fault),
  },
};

/** @type {Record<CommandBody["type"], Fields>} */
const REPLIES = {
  init: { versions: mapOf(text), start: object({ kind: text, milliseconds: mapOf(number) }) },
  prefetch: {},
  describe: {
    summary,
    network,
    class_names: listOf(text),
    ...SIZES,
    download_bytes: number,
    memory_bytes: number,
    seconds: number,
  },
  estimate: { seconds: numbers, download_bytes: number },
  look: { ...LOOK, evaluation: orNull(evaluation) },
  trace: TRACE,
  contributions: CONTRIBUTIONS,
  unit: UNIT,
  histograms: { epoch: number, samples: number, layers: listOf(spread) },
  images: { images: listOf(object(PICTURE)), total: number },
  fit: {},
  pause: {},
  resume: {},
  stop: {},
  advance: {},
  predictions: {
    predictions: listOf(object(PREDICTION)),
    total: number,
    levels: listOf(object(LEVEL)),
  },
  answer: { probabilities: numbers, class_names: listOf(text), epoch: orNull(number) },
  nearest: { by_pixels: neighbours, by_layer: neighbours, among: number },
  lens: {
    steps: listOf(object(STEP)),
    pixels: bytes,
    inverted: oneOf(true, false),
    light_border: oneOf(true, false),
    warning: orNull(text),
  },
  test: {},
  summarize: { intervals: listOf(interval), bands: listOf(band) },
  "own-set": { train: number, test: number, counts: listOf(numbers), advice: listOf(text) },
  "own-open": { total: number },
  "own-next": {
    class_names: listOf(text),
    labels: numbers,
    places: bytes,
    pixels: bytes,
    refused: listOf(object({ name: text, why: text })),
    done: number,
    total: number,
  },
  "own-file": { name: text, content: bytes },
  "run-cell": {
    status: oneOf("ok", "error"),
    seconds: number,
    fingerprint: orNull(text),
    experiment: orNull(experiment),
  },
  restart: {},
  program: { cells: listOf(text) },
  "data-files": { files: listOf(text) },
  export: { name: text, content: bytes },
  "export-list": { name: text, content: bytes },
  "open-model": {
    classes: number,
    samples: number,
    normalize: oneOf(true, false),
    layers: listOf(object({ units: number, activation: text })),
  },
  "list-files": { files: listOf(object({ name: text, bytes: number, modified: number })) },
  "read-file": { content: bytes },
  "write-file": {},
  "delete-file": {},
};

/** @param {unknown} message @returns {message is WorkerEvent} */
export function isEvent(message) {
  return isOneOf(message, "type", EVENTS);
}

/** Return the id of the command that a message claims to answer. @param {unknown} message */
export function repliedTo(message) {
  if (!isObject(message) || message.type !== "reply") return null;
  return typeof message.id === "number" ? message.id : null;
}

/** @param {unknown} message @param {CommandBody["type"]} type That of the command. @returns {message is Reply} */
export function isReply(message, type) {
  if (!isObject(message) || repliedTo(message) === null) return false;
  const { type: _, id, ...rest } = message;
  if (rest.ok === true) return hasFields(rest, { ok: oneOf(true), value: object(REPLIES[type]) });
  return hasFields(rest, { ok: oneOf(false), error: fault });
}

/** @param {unknown} value @param {string} key @param {Record<string, Fields>} kinds */
function isOneOf(value, key, kinds) {
  if (!isObject(value)) return false;
  const { [key]: kind, ...rest } = value;
  return typeof kind === "string" && Object.hasOwn(kinds, kind) && hasFields(rest, kinds[kind]);
}

/** @param {Record<string, unknown>} value @param {Fields} fields */
function hasFields(value, fields) {
  const known = Object.keys(value).every((key) => Object.hasOwn(fields, key));
  return known && Object.entries(fields).every(([key, check]) => check(value[key]));
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
