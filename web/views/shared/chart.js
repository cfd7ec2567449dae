/**
 * A chart of two curves on uPlot: training solid with full points, validation dashed with hollow ones,
 * to be told apart without colour.
 */
import uPlot from "uplot";
import { colour } from "./theme.js";

const HEIGHT = 208;
/** With more epochs than this, points are not drawn. */
const POINTS = 30;

export class Chart {
  /**
   * @param {HTMLElement} box
   * @param {{tick: (n: number, digits: number) => string, top: number | null,
   *   point: (epoch: number | null) => void}} options
   * `top` is the end of the y axis; null fits it to the data.
   */
  constructor(box, { tick, top, point }) {
    this.box = box;
    this.tick = tick;
    this.top = top;
    this.point = point;
    this.epochs = 1;
    this.plot = new uPlot(this.options(), [[], [], []], box);
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(box);
  }

  /** @param {number} epochs @param {(number | null)[]} training @param {(number | null)[]} validation */
  draw(epochs, training, validation) {
    this.epochs = epochs;
    const n = Math.max(training.length, validation.length);
    const x = Array.from({ length: n }, (_, i) => i + 1);
    /** @param {(number | null)[]} values */
    const full = (values) => x.map((_, i) => (Number.isFinite(values[i]) ? values[i] : null));
    this.plot.setData([x, full(training), full(validation)]);
  }

  repaint() {
    this.plot.redraw(false);
  }

  resize() {
    const width = this.box.clientWidth;
    if (width > 0 && width !== this.plot.width) this.plot.setSize({ width, height: HEIGHT });
  }

  destroy() {
    this.watch.disconnect();
    this.plot.destroy();
  }

  /** @returns {uPlot.Options} */
  options() {
    const axis = {
      stroke: () => colour("--soft"),
      font: '12px "JetBrains Mono", monospace',
      ticks: { show: false },
      grid: { stroke: () => colour("--line"), width: 1 },
    };
    return {
      width: this.box.clientWidth || 300,
      height: HEIGHT,
      padding: [8, 14, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
      scales: {
        x: { time: false, range: () => (this.epochs === 1 ? [0.5, 1.5] : [1, this.epochs]) },
        y: {
          range: (_, __, max) => [
            0,
            this.top ?? (Number.isFinite(max) && max > 0 ? max * 1.08 : 1),
          ],
        },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 28,
          gap: 4,
          splits: () => epochSplits(this.epochs),
          values: (_, at) => at.map(String),
        },
        {
          ...axis,
          size: 46,
          gap: 4,
          space: 36,
          values: (_, at) => at.map((n) => this.tick(n, digits(at))),
        },
      ],
      series: [{}, this.line("--chalk", "--chalk", []), this.line("--thread", "--paper", [7, 5])],
      hooks: { setCursor: [(plot) => this.point(plot.cursor.idx ?? null)] },
    };
  }

  /** @param {string} stroke @param {string} fill @param {number[]} dash @returns {uPlot.Series} */
  line(stroke, fill, dash) {
    return {
      stroke: () => colour(stroke),
      width: 2,
      dash,
      points: {
        show: () => this.epochs <= POINTS,
        size: 7,
        width: 2,
        stroke: () => colour(stroke),
        fill: () => colour(fill),
      },
    };
  }
}

/** Return the decimals that an axis's marks need. @param {number[]} marks */
function digits(marks) {
  return Math.max(1, ...marks.map((n) => String(Number(n.toFixed(4))).split(".")[1]?.length ?? 0));
}

/** Return whole epochs to mark, the first and the last among them. @param {number} epochs */
function epochSplits(epochs) {
  const step = [1, 2, 5, 10, 20, 25].find((n) => epochs / n <= 10) ?? 25;
  const inner = [];
  for (let at = step; at < epochs; at += step) if (at > 1 && epochs - at > step / 2) inner.push(at);
  return epochs === 1 ? [1] : [1, ...inner, epochs];
}
