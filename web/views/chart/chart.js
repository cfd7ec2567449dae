/**
 * A chart of curves over epochs, on uPlot: training solid with full points, validation dashed with
 * hollow ones, to be told apart without colour, or lines of other kinds with labels at their ends.
 * Pointer, finger and arrow keys go from epoch to epoch.
 *
 * A colour, that of the points' ground and the dashes. A `thin` line has no points and stands back; down
 * to line `band`, by its place, the ground is tinted.
 * @typedef {{stroke: string, fill: string, dash: number[], label?: string, thin?: boolean,
 *   band?: number}} Line
 * What writes the labels of lines, and the pixels that they need to the right.
 * @typedef {{room: number, draw: (plot: uPlot, unit: number) => void}} Labels
 * @typedef {(number | null)[]} Values
 */
import uPlot from "uplot";
import { colour, rgb } from "../shared/theme.js";
import { epochMarks, logMarks, lowEnd } from "./axes.js";

const HEIGHT = 208;
/** With more epochs than this, points are not drawn. */
const POINTS = 30;
/** Pixels between an axis and its marks: the first points lie on the axis. */
const OFF = 9;
/** How opaque bands and thin lines are. */
const [TINT, FAINT] = ["14%", "55%"];
/** @type {Line[]} */
const PAIR = [
  { stroke: "--chalk", fill: "--chalk", dash: [] },
  { stroke: "--thread", fill: "--paper", dash: [7, 5] },
];

export class Chart {
  /**
   * @param {HTMLElement} box
   * @param {{tick: (n: number, digits: number) => string, top: number | null, log?: boolean,
   *   lines?: Line[], labels?: Labels, point: (epoch: number | null) => void}} options
   * `top` is the end of the y axis; null fits it to the data. `point` is called with the epoch that is
   * pointed at, counted from 0.
   */
  constructor(box, { tick, top, point, labels, log = false, lines = PAIR }) {
    this.box = box;
    this.lines = lines;
    this.labels = labels;
    this.tick = tick;
    this.top = top;
    this.point = point;
    this.log = log;
    this.epochs = 1;
    /** Where the y axis begins. */
    this.bottom = 0;
    /** After which epochs the run went on. @type {number[]} */
    this.seams = [];
    /** The best epoch of each line that has one, which is ringed. @type {(number | null)[]} */
    this.best = [];
    /** @type {number | null} */
    this.marked = null;
    /** Whether a finger pointed last. */
    this.byFinger = false;
    this.plot = new uPlot(this.options(), [[], ...lines.map(() => [])], box);
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(box);
    this.listening = new AbortController();
    const { signal } = this.listening;
    box.addEventListener("keydown", (event) => this.press(event), { signal });
    box.addEventListener("blur", (event) => this.leave(event), { signal });
    for (const type of /** @type {const} */ (["pointerdown", "pointermove"]))
      box.addEventListener(type, (event) => this.touch(event), { signal });
  }

  /** @param {number} epochs @param {Values[]} curves One for each line. @param {number[]} [seams] @param {(number | null)[]} [best] */
  draw(epochs, curves, seams = [], best = []) {
    this.best = best;
    this.epochs = epochs;
    this.seams = seams;
    this.bottom = this.top === 1 ? lowEnd(curves.flat()) : 0;
    const n = Math.max(0, ...curves.map(({ length }) => length));
    const x = Array.from({ length: n }, (_, i) => i + 1);
    /** @param {Values} values */
    const full = (values) => x.map((_, i) => (Number.isFinite(values[i]) ? values[i] : null));
    this.plot.setData([x, ...curves.map(full)]);
  }

  repaint() {
    this.plot.redraw(false);
  }

  resize() {
    const width = this.box.clientWidth;
    if (width > 0 && width !== this.plot.width) this.plot.setSize({ width, height: HEIGHT });
  }

  /** Move the crosshair to an epoch, or take it away. @param {number | null} epoch */
  mark(epoch) {
    if (epoch === this.marked) return;
    this.marked = epoch;
    const x = epoch === null ? undefined : this.plot.data[0][epoch];
    const left = x === undefined ? -10 : this.plot.valToPos(x, "x");
    this.plot.setCursor({ left, top: x === undefined ? -10 : 0 }, false);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const last = this.plot.data[0].length - 1;
    if (last < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = this.marked ?? last;
    const to = {
      ArrowLeft: this.marked === null ? last : Math.max(0, at - 1),
      ArrowRight: Math.min(last, at + 1),
      Home: 0,
      End: last,
      Escape: null,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.point(to);
  }

  /** Charts beside this one share its crosshair: a finger that goes over to one of them has pointed by then. @param {FocusEvent} event */
  leave({ relatedTarget: to }) {
    const beside = to instanceof Element && to.matches(".chart");
    if (!beside || !this.box.closest("section")?.contains(to)) this.point(null);
  }

  /** A finger points as the mouse does; uPlot follows the mouse alone. @param {PointerEvent} event */
  touch({ pointerType, clientX }) {
    this.byFinger = pointerType !== "mouse";
    if (!this.byFinger || this.plot.data[0].length === 0) return;
    const { left } = this.plot.over.getBoundingClientRect();
    this.point(this.plot.posToIdx(clientX - left));
  }

  /**
   * Mouse events that a browser makes up after a tap say nothing: a chart that is scrolled for the
   * focus leaves that mouse behind.
   * @type {uPlot.Cursor.MouseListenerFactory}
   */
  mouseOnly = (_plot, _target, handler) => (event) => (this.byFinger ? null : handler(event));

  destroy() {
    this.listening.abort();
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
      padding: [8, this.labels?.room ?? 14, 0, 0],
      legend: { show: false },
      cursor: {
        y: false,
        drag: { x: false, y: false },
        points: { show: false },
        bind: { mousemove: this.mouseOnly, mouseleave: this.mouseOnly },
        move: (plot, left, top) => [snapped(plot, left), top],
      },
      scales: {
        x: { time: false, range: () => (this.epochs === 1 ? [0.5, 1.5] : [1, this.epochs]) },
        y: {
          distr: this.log ? 3 : 1,
          range: (_, min, max) => {
            const known = Number.isFinite(max) && max > 0;
            if (this.log) return known && min > 0 ? [min * 0.85, max * 1.15] : [0.1, 1];
            return [this.bottom, this.top ?? (known ? max * 1.08 : 1)];
          },
        },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 32,
          gap: OFF,
          splits: () => epochMarks(this.epochs),
          values: (_, at) => at.map(String),
        },
        {
          ...axis,
          size: 50,
          gap: OFF,
          space: 36,
          ...(this.log && {
            splits: (_, __, min, max) => logMarks(min, max),
            filter: (_, at) => at,
          }),
          values: (_, at) => at.map((n) => this.tick(n, digits(at))),
        },
      ],
      series: [{}, ...this.lines.map((line) => this.series(line))],
      bands: this.lines.flatMap(({ band, stroke }, i) => {
        if (band === undefined) return [];
        return [
          { series: [i + 1, band + 1], fill: () => `rgb(${rgb(stroke).join(" ")} / ${TINT})` },
        ];
      }),
      hooks: {
        setCursor: [(plot) => this.point(plot.cursor.idx ?? null)],
        draw: [(plot) => this.decorate(plot)],
      },
    };
  }

  /** Name the x axis, mark a y axis that does not begin at zero, best epochs, and where the run went on. @param {uPlot} plot */
  decorate(plot) {
    const { ctx, bbox } = plot;
    const unit = uPlot.pxRatio;
    ctx.save();
    ctx.font = `${12 * unit}px "JetBrains Mono", monospace`;
    ctx.fillStyle = colour("--soft");
    ctx.strokeStyle = colour("--soft");
    ctx.lineWidth = unit;
    ctx.textAlign = "right";
    ctx.textBaseline = "top";
    ctx.fillText("epoch", bbox.left - 10 * unit, bbox.top + bbox.height + (OFF + 1) * unit);
    if (this.bottom > 0) this.breakAxis(plot, unit);
    this.labels?.draw(plot, unit);
    for (const seam of this.seams.filter((epoch) => epoch < this.epochs)) {
      const x = Math.round(plot.valToPos(seam + 0.5, "x", true));
      ctx.setLineDash([2 * unit, 4 * unit]);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    }
    for (const [i, epoch] of this.best.entries()) if (epoch) this.ring(plot, unit, i, epoch);
    ctx.restore();
  }

  /** A zigzag at the foot of the axis, as is usual where it leaves something out. @param {uPlot} plot @param {number} unit */
  breakAxis({ ctx, bbox }, unit) {
    const [x, y] = [bbox.left, bbox.top + bbox.height];
    ctx.beginPath();
    for (const [i, side] of [0, -4, 4, -4, 4, 0].entries()) {
      ctx.lineTo(x + side * unit, y - (4 + 3 * i) * unit);
    }
    ctx.stroke();
  }

  /** @param {uPlot} plot @param {number} unit @param {number} line @param {number} epoch */
  ring(plot, unit, line, epoch) {
    const y = plot.data[line + 1][epoch - 1];
    if (y === null || y === undefined) return;
    const { ctx } = plot;
    ctx.beginPath();
    ctx.arc(plot.valToPos(epoch, "x", true), plot.valToPos(y, "y", true), 7 * unit, 0, 7);
    ctx.setLineDash([]);
    ctx.strokeStyle = colour(this.lines[line].stroke);
    ctx.lineWidth = 1.5 * unit;
    ctx.stroke();
  }

  /** @param {Line} line @returns {uPlot.Series} */
  series({ stroke, fill, dash, thin }) {
    return {
      stroke: () => (thin ? `rgb(${rgb(stroke).join(" ")} / ${FAINT})` : colour(stroke)),
      width: thin ? 1 : 2,
      dash,
      points: {
        show: () => !thin && this.epochs <= POINTS,
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

/** Return the place of the epoch that is nearest. @param {uPlot} plot @param {number} left */
function snapped(plot, left) {
  const x = left < 0 ? undefined : plot.data[0][plot.posToIdx(left)];
  return x === undefined ? left : Math.round(plot.valToPos(x, "x"));
}

/** Return the epoch of the least value, counted from 1; null where there is none. @param {(number | null)[]} values */
export function lowestEpoch(values) {
  const known = values.filter((value) => value !== null && Number.isFinite(value));
  return known.length > 0 ? values.indexOf(Math.min(...known.map(Number))) + 1 : null;
}
