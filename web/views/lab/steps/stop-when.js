/**
 * The early-stopping condition: a metric, a direction and a number, or never.
 *
 * @import {Recipe} from "../../../protocol.js"
 * @import {State} from "../../../page/state.js"
 */
import { html } from "lit";
import { isRunning } from "../../../page/state.js";
import { plainNumber } from "../../../recipe/numbers.js";
import { field } from "../../../recipe/recipe.js";
import { described, select, setting } from "../../shared/controls.js";
import { numberInput } from "../../shared/number-input.js";

/** @param {State} state @param {(stop: Recipe["stop"]) => void} report */
export function stopWhen(state, report) {
  const { stop, split } = state.recipe;
  const off = isRunning(state);
  const metrics = field("stop").metrics ?? [];
  /** @param {any} part */
  const update = (part) => report({ ...initialCondition("loss"), ...stop, ...part });
  const metric = select({
    id: "stop",
    describedby: described(state, "stop"),
    value: stop?.metric ?? "",
    disabled: off,
    options: [
      { value: "", text: "never" },
      ...metrics.map((value) => ({
        value,
        text: value,
        disabled: split === 0 && value.startsWith("val_"),
      })),
    ],
    report: (value) => (value ? update(initialCondition(value)) : report(null)),
  });
  const op = select({
    id: "stop-op",
    label: "Stop when below or above",
    value: stop?.op ?? "<",
    disabled: off || !stop,
    options: [
      { value: "<", text: "<" },
      { value: ">", text: ">" },
    ],
    report: (value) => update({ op: value }),
  });
  const usual = initialCondition(stop?.metric ?? "loss").value;
  const number = numberInput(state, {
    id: "stop-value",
    key: "stop",
    label: "Stop when at",
    describedby: described(state, "stop"),
    value: stop ? plainNumber(stop.value) : "",
    decimal: true,
    disabled: off || !stop,
    report: (value) =>
      update({ value: value === "" ? usual : within(stop?.metric ?? "loss", value) }),
  });
  return setting(state, "stop", html`<span class="stop-when">${metric}${op}${number}</span>`, {
    stacked: true,
  });
}

/** Return a typed number within the metric's range; 90 for an accuracy means 90 %. @param {string} metric @param {number} value */
function within(metric, value) {
  const [min, max] = field("stop").ranges?.[metric] ?? [0, 1];
  const meant = max === 1 && value > 1 && value <= 100 ? value / 100 : value;
  return Math.min(max, Math.max(min, meant));
}

/** Return a sensible first condition for a metric. @param {string} metric */
function initialCondition(metric) {
  return metric.endsWith("accuracy")
    ? { metric, op: ">", value: 0.95 }
    : { metric, op: "<", value: 0.4 };
}
