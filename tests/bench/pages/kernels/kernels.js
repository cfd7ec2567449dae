/**
 * Times the matrix product of kernels.wasm, and the ceiling, in this very browser. Each product takes
 * the next of several batches in turn, so that nothing learns by heart where the zeros are.
 */

const ROWS = 32;
const PIXELS = 784;
const UNITS = 128;
const BATCHES = 8;
/** Steps of a turn in ceiling.c, numbers in a vector, a product and a sum for each. */
const CEILING_WORK = 4 * 4 * 2;
const WASM_PAGE = 65536;
/** How long the longest series of a measurement takes, at least. */
const MILLISECONDS = 50;

const memory = new WebAssembly.Memory({ initial: 64 });
let free = WASM_PAGE;
let seed = 1;

/** A number in (0, 1], the same ones each time. */
function random() {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return (seed + 1) / 2 ** 32;
}

/** An array in the kernels' memory. @param {number} length @param {(i: number) => number} value */
function floats(length, value = () => 0) {
  const array = new Float32Array(memory.buffer, free, length);
  free += Math.ceil(length / 16) * 64;
  for (let i = 0; i < length; i++) array[i] = value(i);
  return array;
}

/**
 * `a @ b`, as a Product of products.c, whose address the kernel gets.
 * @param {{a: Float32Array, row: number, column: number, b: Float32Array, out: Float32Array,
 *   m: number, k: number, n: number}} given
 */
function product(given) {
  const { a, row, column, b, out, m, k, n } = given;
  const plan = new Int32Array(memory.buffer, free, 11);
  free += 64;
  const matrices = [a.byteOffset, row, column, b.byteOffset, out.byteOffset, m, k, n];
  plan.set([...matrices, 0, 0, work.byteOffset]);
  return { ...given, address: plan.byteOffset };
}

/** The two large products of 784-128-10 for each of `batches`. @param {Float32Array[]} batches */
function products(batches) {
  return {
    forward: batches.map((a) =>
      product({ a, row: PIXELS, column: 1, b: kernel, out: hidden, m: ROWS, k: PIXELS, n: UNITS }),
    ),
    gradient: batches.map((a) =>
      product({ a, row: 1, column: PIXELS, b: back, out: update, m: PIXELS, k: ROWS, n: UNITS }),
    ),
  };
}

/** @param {string} url @param {WebAssembly.Memory} memory @returns {Promise<any>} */
async function load(url, memory) {
  const source = await WebAssembly.instantiateStreaming(fetch(url), { env: { memory } });
  return source.instance.exports;
}

const kernels = await load("kernels.wasm", memory);
const work = floats(kernels.work_size() / Float32Array.BYTES_PER_ELEMENT);
const kernel = floats(PIXELS * UNITS, () => random() - 0.5);
const back = floats(ROWS * UNITS, () => random() - 0.5);
const hidden = floats(ROWS * UNITS);
const update = floats(PIXELS * UNITS);
const all = Array.from({ length: BATCHES }, (_, i) => i);
const size = ROWS * PIXELS;
const pixels = new Uint8Array(
  await (await fetch("../data/train-images.u8")).arrayBuffer(),
  0,
  BATCHES * size,
);
const cases = {
  dense: products(all.map(() => floats(size, random))),
  real: products(all.map((batch) => floats(size, (i) => pixels[batch * size + i] / 255))),
};
const ceiling = await load("ceiling.wasm", new WebAssembly.Memory({ initial: 1 }));

/** Calls `work` for a while, in ever longer series; seconds a call in the longest. @param {(call: number) => void} work */
function seconds(work) {
  for (let calls = 4; ; calls *= 2) {
    const begun = performance.now();
    for (let call = 0; call < calls; call++) work(call);
    const taken = performance.now() - begun;
    if (taken > MILLISECONDS) return taken / calls / 1000;
  }
}

/** GFLOP/s of one product. @param {"dense" | "real"} data @param {"forward" | "gradient"} which */
export function measure(data, which) {
  const series = cases[data][which];
  const { m, k, n } = series[0];
  const taken = seconds((call) => kernels.matmul(series[call % BATCHES].address));
  return (2 * m * k * n) / taken / 1e9;
}

/** GFLOP/s of the quickest of the register-only loops. */
export function measureCeiling() {
  const turns = 10_000;
  const rates = Object.entries(ceiling)
    .filter(([, loop]) => typeof loop === "function")
    .map(([name, loop]) => {
      const work = Number(name.split("_")[1]) * CEILING_WORK * turns;
      return work / seconds(() => loop(turns, 1, 0.5)) / 1e9;
    });
  return Math.max(...rates);
}

/** How far a product is from its definition, at most, and what part of its pictures is zero. @param {"dense" | "real"} data @param {"forward" | "gradient"} which */
export function check(data, which) {
  const [{ address, a, row, column, b, out, m, k, n }] = cases[data][which];
  kernels.matmul(address);
  let error = 0;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) sum += a[i * row + p * column] * b[p * n + j];
      error = Math.max(error, Math.abs(sum - out[i * n + j]));
    }
  }
  return { error, zeros: a.filter((x) => x === 0).length / a.length };
}

window.kernelBench = { measure, measureCeiling, check };
