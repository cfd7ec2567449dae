/**
 * The result against what is varied: a picture, and the same as a table.
 *
 * @import {Band} from "../../protocol.js"
 * @import {ListState} from "../../page/runs/run-list-room.js"
 */
import { html, nothing, svg } from "lit";
import { labelOf, valueText } from "../../recipe/run-list.js";
import { duration, percent } from "../../text/format.js";
import { evenMarks } from "../chart/axes.js";

const [WIDTH, HEIGHT] = [360, 190];
const EDGE = { left: 50, right: 10, top: 10, bottom: 26 };

/** @param {ListState} list */
export function summary(list) {
  return html`${picture(list)}${table(list)}`;
}

/** @param {ListState} list */
function rows({ list, runs, results, times }) {
  return results.flatMap((band, value) => {
    const kept = runs.flatMap((run) => (run.value === value && run.kept ? [run.kept] : []));
    const shares = kept.flatMap(({ compared }) =>
      compared ? [compared.correct / compared.samples] : [],
    );
    const name = list.vary ? valueText(list.vary.key, list.vary.values[value]) : "all seeds";
    return band ? [{ band, name, shares, time: times[value]?.middle[0] ?? 0, value }] : [];
  });
}

/** @param {ListState} list */
function picture(list) {
  const known = rows(list);
  if (known.length === 0) return nothing;
  const shares = known.flatMap((row) => row.shares);
  const [low, high] = [Math.min(...shares), Math.max(...shares)];
  const unit = high - low < 0.1 ? 0.01 : 0.1;
  const bottom = Math.floor(low / unit) * unit;
  const top = Math.max(bottom + unit, Math.ceil(high / unit) * unit);
  /** @param {number} share */
  const y = (share) =>
    EDGE.top + (1 - (share - bottom) / (top - bottom)) * (HEIGHT - EDGE.top - EDGE.bottom);
  const step = (WIDTH - EDGE.left - EDGE.right) / list.results.length;
  /** @param {number} value */
  const x = (value) => EDGE.left + (value + 0.5) * step;
  const marks = evenMarks(0, top - bottom).map((n) => bottom + n);
  const words = known.map(({ name, band }) => `${name}: ${percent(band.middle[0])}`).join(", ");
  const digits = top - bottom < 0.05 ? 1 : 0;
  return html`<svg class="list-picture" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Test accuracy. ${words}">
    ${marks.map((mark) => svg`<line class="grid" x1=${EDGE.left} x2=${WIDTH - EDGE.right} y1=${y(mark)} y2=${y(mark)} /><text x=${EDGE.left - 6} y=${y(mark) + 4} text-anchor="end">${percent(mark, digits)}</text>`)}
    ${known.map((row) => svg`${mean(row.band, x(row.value), y)}${row.shares.map((share) => svg`<circle cx=${x(row.value)} cy=${y(share)} r="3.5" />`)}<text x=${x(row.value)} y=${HEIGHT - 6} text-anchor="middle">${row.name}</text>`)}
  </svg>`;
}

/** @param {Band} band @param {number} x @param {(share: number) => number} y */
function mean({ middle, low, high }, x, y) {
  const [at, from, to] = [y(middle[0]), y(low[0]), y(high[0])];
  return svg`<line class="spread" x1=${x} x2=${x} y1=${from} y2=${to} /><line class="middle" x1=${x - 14} x2=${x + 14} y1=${at} y2=${at} />`;
}

/** @param {ListState} list */
function table(list) {
  const label = labelOf(list.list.vary?.key ?? "seed");
  return html`<div class="list-table" tabindex="0" role="region" aria-label="Results of the list"><table>
    <thead><tr><th scope="col">${label}</th><th scope="col" class="to-right">Runs</th><th scope="col" class="to-right">Test accuracy</th><th scope="col" class="to-right">From, to</th><th scope="col" class="to-right">Time of a run</th></tr></thead>
    <tbody>${rows(list).map(
      ({ name, band, time }) => html`<tr>
        <th scope="row">${name}</th>
        <td class="to-right">${band.runs}</td>
        <td class="to-right"><b>${percent(band.middle[0])}</b></td>
        <td class="to-right">${band.runs > 1 ? `${percent(band.low[0])} – ${percent(band.high[0])}` : "–"}</td>
        <td class="to-right">${duration(time)}</td>
      </tr>`,
    )}</tbody>
  </table></div>`;
}
