/**
 * Random recipes and random nonsense, the same for the same seed.
 */
import { field, fieldIn, limits } from "../../web/recipe/recipe.js";

/** A generator of numbers in [0, 1): mulberry32. @param {number} seed */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const among = (next, list) => list[Math.floor(next() * list.length)];
const whole = (next, min, max) => min + Math.floor(next() * (max - min + 1));

/** Any recipe that the table allows. @param {() => number} next */
export function randomRecipe(next) {
  const choice = (key) => among(next, field(key).choices);
  const activation = () => among(next, [null, ...field("activation").choices]);
  const data = choice("data");
  const classes = among(next, fieldIn("classes", { data }).choices);
  const split = among(next, [0, 0.1, 0.2, 0.9, Math.round(next() * 90) / 100, next() * 0.9]);
  const metrics = field("stop").metrics.filter((name) => split > 0 || !name.startsWith("val_"));
  const metric = among(next, metrics);
  const value = next() * field("stop").ranges[metric][1];
  const { min, max } = limits("samples", { data, classes });
  const samples = whole(next, min, max);
  const room = data === "own" ? 0 : max - samples;
  return {
    data,
    classes,
    samples,
    skip: among(next, [0, 0, whole(next, 0, room)]),
    normalize: next() < 0.5,
    layers: Array.from({ length: whole(next, 0, 8) }, () => ({
      units: whole(next, 1, 1024),
      activation: activation(),
    })),
    activation: choice("activation"),
    optimizer: choice("optimizer"),
    lr: among(next, [null, 0.001, 1e-6, 10, 10 ** (next() * 7 - 6)]),
    loss: choice("loss"),
    epochs: whole(next, 1, 100),
    batch: whole(next, 1, 1024),
    split,
    stop: next() < 0.5 ? null : { metric, op: among(next, ["<", ">"]), value },
    more: Array.from({ length: among(next, [0, 0, 1, 2, 8]) }, () => ({
      epochs: whole(next, 1, 100),
      lr: among(next, [null, 0.0001, 10 ** (next() * 7 - 6)]),
    })),
    seed: whole(next, 0, 2 ** 31 - 1),
    backend: choice("backend"),
  };
}

/** Whatever a form control may hand over. @param {() => number} next */
export function anything(next) {
  const layer = () => ({
    units: among(next, [0, 1, 10, 5000, -3, 2.5, Number.NaN, "", "ten", null, true]),
    activation: among(next, [null, "relu", "swish", "", 5, "<b>"]),
  });
  const stop = () => ({
    metric: among(next, ["loss", "val_accuracy", "cost", "", null]),
    op: among(next, ["<", ">", "=", null]),
    value: among(next, [0.5, -1, 95, 1e9, Number.NaN, "", "a", null]),
  });
  const time = () => ({
    epochs: among(next, [0, 1, 5, 500, -3, 2.5, Number.NaN, "", "ten", null]),
    lr: among(next, [null, 0.001, 0, 11, Number.NaN, "", "fast"]),
  });
  return among(next, [
    () => Array.from({ length: whole(next, 0, 10) }, time),
    () => next() * 1e6 - 1e5,
    () => whole(next, -10, 1100),
    () => among(next, [Number.NaN, Number.POSITIVE_INFINITY, -0, 1e-300, 2 ** 53, 0.5]),
    () =>
      among(next, [
        "",
        "abc",
        "adam",
        "sgd",
        "relu",
        "10",
        "<img src=x>",
        "\u0000",
        "é".repeat(500),
      ]),
    () => among(next, [true, false, null, undefined]),
    () => Array.from({ length: whole(next, 0, 12) }, layer),
    stop,
  ])();
}
