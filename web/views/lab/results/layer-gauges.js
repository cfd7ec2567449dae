/**
 * Whether each layer learns at a healthy pace, by epoch: how large its last update was beside its
 * weights, on a logarithmic scale with the rule of thumb, and how many of its units are dead.
 *
 * @import {Gauge} from "../../../protocol.js"
 * @import {Run} from "../../../page/state.js"
 */
import { html, nothing, svg } from "lit";

const [WIDTH, HEIGHT] = [340, 170];
const EDGE = { left: 48, right: 62, top: 8, bottom: 24 };
/** Powers of ten that are drawn. */
const [LEAST, MOST] = [-6, 0];
const RULE = -3;
/** Least pixels from one name to the next. */
const LABEL = 12;
const COLOURS = ["--chalk", "--thread", "--ink", "--soft"];
const DASHES = ["", "7 5", "2 3"];

/** @param {Run} run */
export function layerGauges({ gauges }) {
  const layers = gauges.at(-1) ?? [];
  if (layers.length === 0) return nothing;
  return html`<h4>Layers</h4>
    <p class="field-help">The last update of each epoch over the size of the weights. Rule of thumb: a thousandth, 1e-3 (Karpathy, CS231n); Adam in a small network is often ten times above it.</p>
    ${picture(gauges)}
    <div class="numbers-box" tabindex="0" role="region" aria-label="Layers after the last epoch"><table>
      <thead><tr><th scope="col">layer</th><th scope="col" class="to-right">update / weights</th><th scope="col" class="to-right">dead units</th></tr></thead>
      <tbody>${layers.map(
        ({ name, update, dead, units }, i) => html`<tr>
          <th scope="row" translate="no">${name}</th>
          <td class="to-right num">${size(update)}</td>
          <td class="to-right num">${i === layers.length - 1 ? "–" : `${dead} of ${units}`}</td>
        </tr>`,
      )}</tbody>
    </table></div>`;
}

/** @param {Gauge[][]} gauges By epoch. */
function picture(gauges) {
  const layers = gauges[0].map((_, i) => gauges.map((epoch) => epoch[i]));
  const last = Math.max(1, gauges.length - 1);
  /** @param {number} epoch Counted from 0. */
  const x = (epoch) => EDGE.left + (epoch / last) * (WIDTH - EDGE.left - EDGE.right);
  /** @param {number} power */
  const y = (power) => {
    const at = Math.min(MOST, Math.max(LEAST, power));
    return EDGE.top + ((MOST - at) / (MOST - LEAST)) * (HEIGHT - EDGE.top - EDGE.bottom);
  };
  const powers = [-6, -5, -4, -3, -2, -1, 0];
  const words = layers.map((of) => `${of[0].name} ${size(of.at(-1)?.update ?? 0)}`).join(", ");
  return html`<svg class="gauges" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${`Update over weights by epoch, at the end: ${words}`}>
    ${powers.map((power) => svg`<line class=${power === RULE ? "rule" : "grid"} x1=${EDGE.left} x2=${WIDTH - EDGE.right} y1=${y(power)} y2=${y(power)} /><text x=${EDGE.left - 6} y=${y(power) + 4} text-anchor="end">1e${power}</text>`)}
    ${layers.map((of, i) => line(of, i, x, y))}
    ${labels(layers, y).map(({ name, top }) => svg`<text x=${WIDTH - EDGE.right + 6} y=${top + 4}>${name}</text>`)}
    <text x=${EDGE.left} y=${HEIGHT - 6}>epoch 1</text><text x=${WIDTH - EDGE.right} y=${HEIGHT - 6} text-anchor="end">${gauges.length}</text>
  </svg>`;
}

/** @param {Gauge[]} of @param {number} i @param {(epoch: number) => number} x @param {(power: number) => number} y */
function line(of, i, x, y) {
  const points = of.flatMap(({ update }, epoch) =>
    update > 0 && Number.isFinite(update) ? [[x(epoch), y(Math.log10(update))]] : [],
  );
  const style = `stroke:var(${COLOURS[i % COLOURS.length]})`;
  const dash = DASHES[Math.floor(i / COLOURS.length) % DASHES.length];
  return svg`<polyline points=${points.map((point) => point.join()).join(" ")} style=${style} stroke-dasharray=${dash} />`;
}

/** Where the lines' names stand at their ends, none over another. @param {Gauge[][]} layers @param {(power: number) => number} y */
function labels(layers, y) {
  const ends = layers.flatMap((of) => {
    const { name, update } = of[of.length - 1];
    return update > 0 && Number.isFinite(update) ? [{ name, top: y(Math.log10(update)) }] : [];
  });
  let lowest = Number.NEGATIVE_INFINITY;
  return ends
    .sort((a, b) => a.top - b.top)
    .map(({ name, top }) => {
      lowest = Math.max(top, lowest + LABEL);
      return { name, top: lowest };
    });
}

/** @param {number} update */
function size(update) {
  return Number.isFinite(update) ? update.toExponential(1) : "not a number";
}
