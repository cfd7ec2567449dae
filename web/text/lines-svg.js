/**
 * The curves of several runs as an SVG picture of its own, each with its name at its end: for reports, on
 * white.
 *
 * A line's `low` and `high` bound a band around it; a `thin` one stands back and has no name.
 * @typedef {{name: string, colour: string, dash: number[], values: (number | null)[], thin?: boolean,
 *   low?: (number | null)[], high?: (number | null)[]}} Curve
 *
 * `apart` returns where names stand so that none is over another.
 * @typedef {{title: string, settings: string[], epochs: number, marks: number[], curves: Curve[],
 *   bottom: number, top: number, ticks: number[], show: (n: number) => string,
 *   apart: (wanted: number[], gap: number, low: number, high: number) => number[]}} Picture
 */
import { heading, round, sheet, text } from "./svg.js";

const WIDTH = 960;
const PLOT = { left: 70, width: 700, height: 320 };
/** Pixels from one name to the next, and of a line of settings. */
const [NAME, SETTING] = [15, 16];
const SOFT = "font-size='12' fill='#686b75'";

/** @param {Picture} picture */
export function linesSvg(picture) {
  const { title, settings } = picture;
  const above = 84 + SETTING * settings.length;
  const parts = [...heading(title, settings), ...plot(picture, above)];
  return sheet(WIDTH, above + PLOT.height + 40, title, parts);
}

/** @param {Picture} picture @param {number} above */
function plot({ epochs, marks, curves, bottom, top, ticks, show, apart }, above) {
  const { left, width, height } = PLOT;
  /** @param {number} epoch */
  const x = (epoch) => left + (epochs === 1 ? 0.5 : (epoch - 1) / (epochs - 1)) * width;
  /** @param {number} value */
  const y = (value) => above + (1 - (value - bottom) / (top - bottom)) * height;
  /** @param {(number | null)[]} values @returns {[number, number][]} */
  const points = (values) =>
    values.flatMap((value, i) =>
      value === null || !Number.isFinite(value) ? [] : [[round(x(i + 1)), round(y(value))]],
    );
  return [
    ...ticks.map((tick) => {
      const at = round(y(tick));
      return `<path d="M${left} ${at}h${width}" stroke="#e3ddd1"/>${text(left - 8, at + 4, show(tick), `${SOFT} text-anchor='end'`)}`;
    }),
    ...marks.map((epoch) =>
      text(x(epoch), above + height + 18, String(epoch), `${SOFT} text-anchor='middle'`),
    ),
    text(left - 8, above + height + 18, "epoch", `${SOFT} text-anchor='end'`),
    ...curves.map(({ low, high, colour }) =>
      low && high ? band([...points(high), ...points(low).reverse()], colour) : "",
    ),
    ...curves.map((curve) => line(points(curve.values), curve)),
    ...names(curves, points, above, apart),
  ];
}

/** @param {[number, number][]} points @param {string} colour */
function band(points, colour) {
  return `<path d="M${points.map((point) => point.join()).join("L")}Z" fill="${colour}" fill-opacity="0.14"/>`;
}

/** @param {[number, number][]} points @param {Curve} curve */
function line(points, { colour, dash, thin }) {
  if (points.length === 1)
    return `<circle cx="${points[0][0]}" cy="${points[0][1]}" r="3" fill="${colour}"/>`;
  const look = thin ? `stroke-width="1" stroke-opacity="0.55"` : `stroke-width="2"`;
  return `<polyline points="${points.map((point) => point.join()).join(" ")}" fill="none" stroke="${colour}" ${look} stroke-dasharray="${dash.join(" ") || "none"}"/>`;
}

/** @param {Curve[]} curves @param {(values: (number | null)[]) => [number, number][]} points @param {number} above @param {Picture["apart"]} apart */
function names(curves, points, above, apart) {
  const ends = curves
    .flatMap(({ name, colour, values, thin }) => {
      const end = points(values).at(-1);
      return thin || !end ? [] : [{ name, colour, x: end[0], y: end[1] }];
    })
    .sort((a, b) => a.y - b.y);
  const wanted = ends.map((end) => end.y);
  const tops = apart(wanted, NAME, above, above + PLOT.height);
  const beside = PLOT.left + PLOT.width + 16;
  return ends.map(
    (end, i) =>
      `<path d="M${end.x + 4} ${end.y}L${beside - 3} ${round(tops[i])}" stroke="${end.colour}" stroke-width="0.75" fill="none"/>${text(beside, tops[i] + 4, end.name, `font-size='12' fill='${end.colour}'`)}`,
  );
}
