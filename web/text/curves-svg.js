/**
 * The curves of a run as an SVG picture of its own, with its settings: for reports, on white.
 *
 * @typedef {{title: string, training: (number | null)[], validation: (number | null)[],
 *   bottom: number, top: number, marks: number[], show: (n: number) => string}} Panel
 */

import { heading, round, sheet, text } from "./svg.js";

const [WIDTH, HEIGHT] = [960, 416];
const PLOT = { width: 370, height: 220, top: 116 };
const LEFTS = [70, 560];

/**
 * @param {{title: string, settings: string[], epochs: number, marks: number[], seams: number[],
 *   panels: Panel[]}} picture
 */
export function curvesSvg({ title, settings, epochs, marks, seams, panels }) {
  const drawn = panels.map((panel, i) => plot(panel, LEFTS[i], epochs, marks, seams));
  return sheet(WIDTH, HEIGHT, title, [...heading(title, settings), ...drawn]);
}

/** @param {Panel} panel @param {number} left @param {number} epochs @param {number[]} marks @param {number[]} seams */
function plot(panel, left, epochs, marks, seams) {
  const { title, training, validation, bottom, top, show } = panel;
  const { width, height, top: above } = PLOT;
  /** @param {number} epoch */
  const x = (epoch) => left + (epochs === 1 ? 0.5 : (epoch - 1) / (epochs - 1)) * width;
  /** @param {number} value */
  const y = (value) => above + (1 - (value - bottom) / (top - bottom)) * height;
  const soft = "font-size='12' fill='#686b75'";
  /** @param {(number | null)[]} values @param {string} colour @param {string} dash */
  const line = (values, colour, dash) => {
    const points = values.flatMap((value, i) =>
      value === null || !Number.isFinite(value) ? [] : [`${round(x(i + 1))},${round(y(value))}`],
    );
    if (points.length === 0) return "";
    const dots = points.map((point) => {
      const [cx, cy] = point.split(",");
      return `<circle cx="${cx}" cy="${cy}" r="3" fill="${dash ? "#fffdf9" : colour}" stroke="${colour}" stroke-width="2"/>`;
    });
    const path = `<polyline points="${points.join(" ")}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash || "none"}"/>`;
    return path + (epochs <= 30 ? dots.join("") : "");
  };
  return [
    text(left, above - 10, title, "font-size='14' font-weight='600' fill='#22252e'"),
    ...panel.marks.map((mark) => {
      const at = round(y(mark));
      return `<path d="M${left} ${at}h${width}" stroke="#e3ddd1"/>${text(left - 8, at + 4, show(mark), `${soft} text-anchor='end'`)}`;
    }),
    ...marks.map((epoch) =>
      text(x(epoch), above + height + 18, String(epoch), `${soft} text-anchor='middle'`),
    ),
    text(left - 8, above + height + 18, "epoch", `${soft} text-anchor='end'`),
    ...seams
      .filter((seam) => seam < epochs)
      .map(
        (seam) =>
          `<path d="M${round(x(seam + 0.5))} ${above}v${height}" stroke="#686b75" stroke-dasharray="2 4"/>`,
      ),
    line(training, "#2b5fb3", ""),
    line(validation, "#c2472d", "7 5"),
    key(left, above + height + 46, "training", "#2b5fb3", ""),
    validation.length ? key(left + 130, above + height + 46, "validation", "#c2472d", "7 5") : "",
  ].join("");
}

/** @param {number} x @param {number} y @param {string} name @param {string} colour @param {string} dash */
function key(x, y, name, colour, dash) {
  return `<path d="M${x} ${y - 4}h26" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash || "none"}"/>${text(x + 34, y, name, "font-size='12' fill='#22252e'")}`;
}
