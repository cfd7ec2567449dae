/**
 * Draws a network on a canvas: the picture, columns of units, and a line for each weight shown, wider
 * for larger ones, solid blue for positive, dashed red for negative. Units light up by what they answer
 * to the picture.
 *
 * @import {Network, Trace} from "../../../protocol.js"
 * @typedef {{pixels: Uint8Array | null, lit: number[][] | null,
 *   unit: {layer: number, unit: number} | null}} Shown `lit` has -1..1 for each unit shown.
 * @typedef {{x: number, y: number[], radius: number}} Column
 * @typedef {{columns: Column[], side: number, top: number}} Layout
 */
import { garment } from "../../shared/picture.js";
import { colour } from "../../shared/theme.js";

/** Width of the class names in a narrow drawing, where shares stand below them. */
const NARROW_NAMES = 76;
const NARROW = 420;
/** Least and most width in a wide one; where names begin, what a letter and a share take. */
const NAMES = { least: 92, most: 190, from: 14, letter: 6.6, share: 46 };
const MAX_GAP = 27;
/** Gap between outputs, which have names. */
const OUTPUT_GAP = 64;
const STEPS = 6;

/** Return the room that the classes' names take, each with its share beside it. @param {string[]} names @param {number} width */
function namesWidth(names, width) {
  if (width < NARROW) return NARROW_NAMES;
  const longest = Math.max(0, ...names.map(({ length }) => length));
  const wanted = NAMES.from + longest * NAMES.letter + NAMES.share;
  return Math.min(NAMES.most, Math.max(NAMES.least, wanted));
}

/**
 * Return where everything lies, in CSS pixels.
 * @param {Network} network @param {string[]} names Of the outputs. @param {number} width @param {number} height
 * @returns {Layout}
 */
export function layoutNetwork(network, names, width, height) {
  const side = Math.min(height - 24, width * (width < NARROW ? 0.25 : 0.28), 232);
  const top = (height - side) / 2;
  const last = network.columns.length - 1;
  const from = side + 4;
  const to = width - namesWidth(names, width);
  const columns = network.columns.map(({ shown }, k) => {
    const n = shown.length;
    if (k === 0)
      return { x: from, y: shown.map((_, i) => top + ((i + 0.5) * side) / n), radius: 0 };
    const gap = Math.min(k === last ? OUTPUT_GAP : MAX_GAP, (height - 20) / n);
    const first = height / 2 - (gap * (n - 1)) / 2;
    return {
      x: from + ((to - from) * k) / last,
      y: shown.map((_, i) => first + gap * i),
      radius: Math.min(8, gap * 0.34),
    };
  });
  return { columns, side, top };
}

/**
 * @param {CanvasRenderingContext2D} context scaled to CSS pixels
 * @param {Network} network @param {Layout} layout @param {Shown} shown
 */
export function drawNetwork(context, network, layout, { pixels, lit, unit }) {
  const { columns } = layout;
  for (let k = 0; k + 1 < columns.length; k++) {
    const links = network.links?.[k];
    if (links) drawWeights(context, links, columns[k], columns[k + 1]);
    else drawNeutral(context, columns[k], columns[k + 1]);
  }
  drawInput(context, layout, pixels);
  columns.slice(1).forEach((column, k) => {
    const chosen = unit?.layer === k ? network.columns[k + 1].shown.indexOf(unit.unit) : -1;
    drawUnits(context, column, lit?.[k] ?? [], chosen);
  });
}

/**
 * Return how strongly each unit shown answers, over the strongest answer of its layer.
 * @param {Network} network @param {Trace} trace
 */
export function litUnits({ columns }, { activations }) {
  return columns.slice(1).map(({ shown }, k) => {
    const most = Math.max(...activations[k].map(Math.abs)) || 1;
    return shown.map((unit) => activations[k][unit] / most);
  });
}

/** @param {CanvasRenderingContext2D} context @param {Column} a @param {Column} b */
function drawNeutral(context, a, b) {
  context.setLineDash([]);
  context.strokeStyle = colour("--link");
  context.globalAlpha = 0.5;
  context.lineWidth = 0.7;
  context.beginPath();
  for (const y of a.y) for (const z of b.y) line(context, a, y, b, z);
  context.stroke();
  context.globalAlpha = 1;
}

/**
 * Draw all lines of one sign and about the same width in one stroke.
 * @param {CanvasRenderingContext2D} context @param {number[][]} links @param {Column} a @param {Column} b
 */
function drawWeights(context, links, a, b) {
  for (let step = 0; step < STEPS; step++) {
    const size = ((step + 0.5) / STEPS) ** 1.4;
    for (const sign of [1, -1]) {
      context.beginPath();
      links.forEach((row, i) => {
        row.forEach((weight, j) => {
          const bucket = Math.min(STEPS - 1, Math.floor(Math.abs(weight) * STEPS));
          if (bucket === step && weight < 0 === sign < 0) line(context, a, a.y[i], b, b.y[j]);
        });
      });
      context.strokeStyle = colour(sign > 0 ? "--chalk" : "--thread");
      context.setLineDash(sign > 0 ? [] : [5, 4]);
      context.lineWidth = 0.5 + 2.8 * size;
      context.globalAlpha = 0.12 + 0.8 * size;
      context.stroke();
    }
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** @param {CanvasRenderingContext2D} context @param {Column} a @param {number} y @param {Column} b @param {number} z */
function line(context, a, y, b, z) {
  context.moveTo(a.x + a.radius, y);
  context.lineTo(b.x - b.radius, z);
}

/**
 * Draw the picture; ticks at its edge say where the bands begin that the lines stand for.
 * @param {CanvasRenderingContext2D} context @param {Layout} layout
 * @param {Uint8Array | null} pixels
 */
function drawInput(context, { columns, side, top }, pixels) {
  const bands = columns[0].y.length;
  if (pixels) {
    const sheet = new OffscreenCanvas(28, 28);
    sheet.getContext("2d")?.putImageData(garment(pixels), 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(sheet, 0, top, side, side);
  }
  context.fillStyle = colour("--edge");
  for (let i = 1; i < bands; i++) context.fillRect(side - 4, top + (i * side) / bands - 0.5, 4, 1);
  context.strokeStyle = colour("--line");
  context.lineWidth = 1;
  context.strokeRect(0.5, top - 0.5, side, side + 1);
}

/** @param {CanvasRenderingContext2D} context @param {Column} column @param {number[]} lit @param {number} chosen */
function drawUnits(context, { x, y, radius }, lit, chosen) {
  context.strokeStyle = colour("--ink");
  y.forEach((at, i) => {
    context.beginPath();
    context.arc(x, at, radius, 0, Math.PI * 2);
    context.fillStyle = colour("--card");
    context.fill();
    if (lit[i]) {
      context.globalAlpha = Math.abs(lit[i]);
      context.fillStyle = colour(lit[i] > 0 ? "--tape" : "--thread");
      context.fill();
      context.globalAlpha = 1;
    }
    context.lineWidth = i === chosen ? 3.5 : 1.5;
    context.stroke();
  });
}
