/**
 * Labels at the ends of a chart's lines, none over another: where one was moved, a thread leads to it.
 *
 * @import uPlot from "uplot"
 * @import {Labels, Line} from "./chart.js"
 *
 * The end of a line, in pixels of the canvas.
 * @typedef {{label: string, stroke: string, x: number, y: number}} End
 */

import { colour } from "../shared/theme.js";
import { apart } from "./apart.js";

/** Least pixels from one label to the next; more of them than fit so stand in two columns, nearer. */
const [LABEL, NEARER] = [14, 7];
/** How many have room in one column. */
const MOST = 12;
/** Pixels from a line's end to its label, of a column, of a letter, and of the longest label. */
const [BESIDE, COLUMN, LETTER, LONGEST] = [16, 16, 7.5, 64];

/** @param {Line[]} lines @returns {Labels} */
export function lineLabels(lines) {
  const labels = lines.flatMap(({ label }) => (label ? [label.length] : []));
  const columns = labels.length > MOST ? COLUMN : 0;
  return {
    room: BESIDE + columns + Math.min(LONGEST, Math.max(...labels, 1) * LETTER) + 2,
    draw: (plot, unit) => draw(plot, unit, ends(plot, lines)),
  };
}

/** @param {uPlot} plot @param {Line[]} lines @returns {End[]} */
function ends(plot, lines) {
  return lines.flatMap(({ label, stroke }, i) => {
    const values = plot.data[i + 1];
    const last = values.findLastIndex((value) => value !== null);
    if (!label || last < 0) return [];
    const y = plot.valToPos(Number(values[last]), "y", true);
    return [{ label, stroke, x: plot.valToPos(last + 1, "x", true), y }];
  });
}

/** @param {uPlot} plot @param {number} unit @param {End[]} all */
function draw({ ctx, bbox }, unit, all) {
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  // Lines that end at the same epoch share a column.
  for (const x of new Set(all.map((end) => end.x))) {
    const column = all.filter((end) => end.x === x).sort((a, b) => a.y - b.y);
    const crowded = column.length > MOST;
    const gap = (crowded ? NEARER : LABEL) * unit;
    const wanted = column.map(({ y }) => y);
    const tops = apart(wanted, gap, bbox.top, bbox.top + bbox.height);
    for (const [i, end] of column.entries()) {
      const beside = (BESIDE + (crowded && i % 2 ? COLUMN : 0)) * unit;
      write(ctx, unit, end, end.x + beside, tops[i]);
    }
  }
}

/** @param {CanvasRenderingContext2D} ctx @param {number} unit @param {End} end @param {number} left @param {number} top */
function write(ctx, unit, { label, stroke, x, y }, left, top) {
  ctx.setLineDash([]);
  ctx.strokeStyle = colour(stroke);
  ctx.lineWidth = unit * 0.75;
  ctx.beginPath();
  ctx.moveTo(x + 4 * unit, y);
  ctx.lineTo(left - 3 * unit, top);
  ctx.stroke();
  // Over other lines it stands on the paper.
  ctx.strokeStyle = colour("--paper");
  ctx.lineWidth = 4 * unit;
  ctx.lineJoin = "round";
  ctx.strokeText(label, left, top);
  ctx.fillStyle = colour(stroke);
  ctx.fillText(label, left, top);
}
