/**
 * One side of an experiment: its progress, then its curve or its ten probabilities and its numbers, or
 * the error it ended with. Templates only.
 *
 * @import {Experiment} from "../../protocol.js"
 * @import {CellEnd} from "../../client/cells.js"
 *
 * `checks`: whether its program looks at test pictures after each epoch. `printed` is what it has printed
 * so far, `history` what its training has come to so far, `results` what it has left behind.
 * @typedef {{name: string, checks: boolean, stage: "idle" | "waiting" | "running" | "ended", printed: string,
 *   history: Record<string, (number | null)[]>, end: CellEnd | null, results: Experiment | null}} SideState
 */

import { html, nothing } from "lit";
import { likeliest } from "../../page/likeliest.js";
import { count, duration, loss, percent, pluralize } from "../../text/format.js";
import { epochOf } from "./experiment-programs.js";
import "../shared/picture.js";
import { probabilityTable } from "../shared/probabilities.js";

const DIGITS = Array.from({ length: 10 }, (_, digit) => digit);

/** @param {SideState} side @param {"curves" | "probabilities"} shows @param {number} index @param {number | null} pointed The epoch that is pointed at, counted from 0. */
export function sideView(side, shows, index, pointed) {
  const { name, end, results } = side;
  return html`<div class="side" role="group" data-stage=${side.stage} aria-label=${name}>
    <h5>${name}</h5>
    ${shows === "curves" ? curve(side, index, pointed) : probabilities(results)}
    <fr-outputs class="side-error"></fr-outputs>
    ${shows === "curves" && results && end ? numbers(results, end) : nothing}
    ${end?.status === "lost" ? html`<p class="muted">Stopped.</p>` : nothing}
  </div>`;
}

/** @param {SideState} side @param {number} index @param {number | null} pointed */
function curve({ name, checks, history, end, stage, printed }, index, pointed) {
  const { loss: values = [], val_loss: checked = [] } = history;
  const label = `Loss of “${name}” after ${pluralize(values.length, "epoch")}: training ${loss(values.at(-1))}${checked.length ? `, test pictures ${loss(checked.at(-1))}` : ""}`;
  const failed = end?.status === "error";
  /** @param {(number | null)[]} all */
  const read = (all) =>
    all.length ? loss(all[Math.min(pointed ?? all.length, all.length - 1)]) : "–";
  const at =
    pointed !== null && pointed < values.length
      ? `loss after epoch ${pointed + 1}`
      : "loss after each epoch";
  return html`<figure class="curve" ?hidden=${failed}>
      <figcaption><span class="subtitle">${at}</span>${stage === "running" && values.length > 0 ? html` <span class="subtitle">${progress(stage, printed)}</span>` : nothing}</figcaption>
      <div class="chart" data-side=${index} role="img" tabindex=${values.length > 0 ? 0 : nothing} aria-label=${values.length ? label : `Loss of “${name}”: nothing to draw yet`}></div>
      <p class="chart-empty" ?hidden=${values.length > 0}><span>${progress(stage, printed)}</span></p>
      <p class="legend">
        <span class="key training">training <b class="num">${read(values)}</b></span>
        ${checks ? html`<span class="key validation">test pictures <b class="num">${read(checked)}</b></span>` : nothing}
      </p>
    </figure>`;
}

/** @param {SideState["stage"]} stage @param {string} printed */
function progress(stage, printed) {
  if (stage === "idle") return "Its curve will be drawn here.";
  if (stage === "waiting") return "Waits for its turn.";
  if (stage === "ended") return "";
  const at = epochOf(printed);
  return at
    ? html`Epoch <b class="num">${at.epoch}</b> of <b class="num">${at.epochs}</b>`
    : "Getting ready";
}

/** @param {Experiment} results @param {CellEnd} end */
function numbers({ history, evaluation, params }, end) {
  const epochs = history?.loss?.length ?? 0;
  const rows = [
    ["training accuracy", percent(history?.accuracy?.at(-1))],
    ["test loss", loss(evaluation?.[0])],
    ["weights", count(params)],
    ["epochs", count(epochs)],
    ["time", duration(end.seconds)],
  ];
  return html`<dl class="side-numbers">
    <div class="side-main"><dt>test accuracy</dt><dd>${percent(evaluation?.[1])}</dd></div>
    ${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd class="num">${value}</dd></div>`)}
  </dl>`;
}

/** @param {Experiment | null} results */
function probabilities(results) {
  const shares = results?.probabilities ?? [];
  const top = likeliest(shares);
  return html`<div class="side-probabilities">
    <fr-picture .pixels=${results?.pixels ?? null} .label=${results ? `Test picture 0: a ${results.label}` : ""}></fr-picture>
    ${probabilityTable("How probable each class is", DIGITS, shares, top)}
  </div>`;
}
