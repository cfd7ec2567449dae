/**
 * TensorFlow.js with its wasm backend, as its documentation has it. With "#lesson" it trains the
 * lesson's network on its 600 pictures as soon as it can; `train` does the large ones.
 */

/* global tf */
const PIXELS = 784;
const LESSON = {
  images: 600,
  test: 100,
  classes: 3,
  layers: [10, 10],
  batch: 10,
  epochs: 10,
  split: 0.2,
};

/** @type {{x: any, y: any, xTest: any, yTest: any} | null} The full set. */
let full = null;

async function start() {
  tf.wasm.setWasmPaths("./");
  await tf.setBackend("wasm");
  await tf.ready();
}

const started = start();

/** @param {number} classes @param {number[]} layers */
function build(classes, layers) {
  const model = tf.sequential();
  layers.forEach((units, i) => {
    model.add(
      tf.layers.dense({ units, activation: "relu", ...(i === 0 && { inputShape: [PIXELS] }) }),
    );
  });
  model.add(tf.layers.dense({ units: classes, activation: "softmax" }));
  const optimizer = tf.train.adam(0.001, 0.9, 0.999, 1e-7);
  model.compile({ optimizer, loss: "categoricalCrossentropy", metrics: ["accuracy"] });
  return model;
}

/** @param {Uint8Array} pixels */
function images(pixels) {
  return tf.tensor2d(
    Float32Array.from(pixels, (p) => p / 255),
    [pixels.length / PIXELS, PIXELS],
  );
}

/** @param {Uint8Array} labels @param {number} classes */
function oneHot(labels, classes) {
  return tf.tidy(() => tf.oneHot(tf.tensor1d(Int32Array.from(labels), "int32"), classes).toFloat());
}

/** @param {any} model @param {any} x @param {any} y */
async function accuracy(model, x, y) {
  const [loss, accuracy] = model.evaluate(x, y);
  const value = (await accuracy.data())[0];
  tf.dispose([loss, accuracy]);
  return value;
}

/** @param {string} name */
async function bytes(name) {
  return new Uint8Array(await (await fetch(`../data/${name}`)).arrayBuffer());
}

async function lesson() {
  const inflating = fetch("../data/lesson.bin").then((response) =>
    new Response(response.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer(),
  );
  const [buffer] = await Promise.all([inflating, started]);
  const ready = performance.now();
  const { images: count, test, classes, layers, batch, epochs, split } = LESSON;
  let at = 0;
  /** @param {number} length */
  const next = (length) => {
    at += length;
    return new Uint8Array(buffer, at - length, length);
  };
  const x = images(next(count * PIXELS));
  const y = oneHot(next(count), classes);
  const xTest = images(next(test * PIXELS));
  const yTest = oneHot(next(test), classes);
  const model = build(classes, layers);
  await model.fit(x, y, { epochs, batchSize: batch, validationSplit: split, verbose: 0 });
  const value = await accuracy(model, xTest, yTest);
  window.bench.report({ ready, done: performance.now(), accuracy: value });
}

async function bringAll() {
  const [x, y, xTest, yTest] = await Promise.all(
    ["train-images.u8", "train-labels.u8", "test-images.u8", "test-labels.u8"].map(bytes),
  );
  full = { x: images(x), y: oneHot(y, 10), xTest: images(xTest), yTest: oneHot(yTest, 10) };
}

/** @param {{images: number, units: number, batch: number, epochs: number}} task */
window.train = async (task) => {
  await started;
  if (!full) await bringAll();
  const { x, y, xTest, yTest } = full;
  const [rows, labels] = [x.slice(0, task.images), y.slice(0, task.images)];
  const model = build(10, [task.units]);
  /** @type {number[]} */
  const epochs = [];
  let begun = 0;
  await model.fit(rows, labels, {
    epochs: task.epochs,
    batchSize: task.batch,
    verbose: 0,
    callbacks: {
      onEpochBegin: () => {
        begun = performance.now();
      },
      onEpochEnd: () => {
        epochs.push((performance.now() - begun) / 1000);
      },
    },
  });
  const value = await accuracy(model, xTest, yTest);
  model.dispose();
  tf.dispose([rows, labels]);
  return { epochs, accuracy: value };
};

window.versions = () => started.then(() => ({ tfjs: tf.version.tfjs, backend: tf.getBackend() }));
if (location.hash === "#lesson") lesson();
