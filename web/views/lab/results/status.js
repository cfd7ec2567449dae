/**
 * The status of the page in words: a title, details, and the fraction done.
 *
 * @import {RunEndReason} from "../../../protocol.js"
 * @import {Run, State} from "../../../page/state.js"
 * @typedef {{title: string, details: string[], fraction: number,
 *   kind: "boot" | "idle" | "run" | "paused" | "end" | "stale" | "bad"}} RunStatus
 */

import { stale } from "../../../page/outdated.js";
import { plainNumber } from "../../../recipe/numbers.js";
import {
  bytesProgress,
  count,
  duration,
  percent,
  pluralize,
  timeLeft,
} from "../../../text/format.js";
import { shortSummary, trainingDetails } from "../../../text/recipe-summary.js";

/** Runs that did not complete. @type {Partial<Record<RunEndReason, [title: string, detail: string]>>} */
const BROKEN = {
  nan: ["The loss is no longer a number", "Try a smaller learning rate."],
  killed: ["Python had to be restarted", "What was finished is kept here."],
  failed: ["Training did not finish", "The message says why."],
};

/** @param {State} state @returns {RunStatus} */
export function runStatus(state) {
  const { phase, boot, run, fault } = state;
  if (phase === "booting") return starting(boot);
  if (run?.reason) return stale(state) ? before(run, run.reason) : ended(run, run.reason);
  if (phase === "failed") {
    const title = fault?.code === "boot-failed" ? "Python did not start" : "Something went wrong";
    return { title, details: ["The message says what to do."], fraction: 0, kind: "bad" };
  }
  if (run) return running(state, run);
  const details = ["Press Fit and watch."];
  return { title: "Nothing trained yet", details, fraction: 0, kind: "idle" };
}

/** @param {State["boot"]} boot @returns {RunStatus} */
function starting(boot) {
  const { step, steps, loaded, total } = boot;
  const within = total > 0 ? loaded / total : 0;
  const fraction = Math.min(1, (Math.max(0, step - 1) + within) / steps);
  const details = [total > 0 ? bytesProgress(boot) : "a few seconds, once"];
  return { title: "Python is starting", details, fraction, kind: "boot" };
}

/** @param {State} state @param {Run} run @returns {RunStatus} */
function running({ phase, download }, run) {
  const { activity, fraction } = run;
  const { epochs } = run;
  const at = `epoch ${Math.min(epochs, run.epoch + 1)} of ${epochs}`;
  const seen = `${count(run.samples)} of ${pluralize(run.total, "picture")}`;
  if (activity === "download") {
    const done = download?.total ? download.loaded / download.total : 0;
    const title = phase === "paused" ? "Paused" : "Loading pictures";
    return {
      title,
      details: download ? [bytesProgress(download)] : [],
      fraction: done,
      kind: "run",
    };
  }
  if (phase === "paused") {
    // A phone has room for the last one.
    const details = [seen, `${percent(fraction, 0)} done`];
    return { title: `Paused in ${at}`, details, fraction, kind: "paused" };
  }
  if (activity === "evaluate")
    return { title: "Evaluating", details: [seen], fraction, kind: "run" };
  const now =
    activity === "validate"
      ? [`checking on ${pluralize(run.validation_samples, "validation picture")}`]
      : [seen, `${count(run.images_per_second)} per second`];
  // The last one is what a phone shows: it stays while the others alternate.
  const details = [...now, timeLeft(run.seconds_left)];
  return { title: `E${at.slice(1)}`, details, fraction, kind: "run" };
}

/** The settings have changed since. @param {Run} run @param {RunEndReason} reason @returns {RunStatus} */
function before(run, reason) {
  const settings = `${shortSummary(run.recipe)}, ${trainingDetails(run.recipe)}`;
  // A phone has room for the last one.
  return { ...ended(run, reason), details: [settings, "from before"], kind: "stale" };
}

/** @param {Run} run @param {RunEndReason} reason @returns {RunStatus} */
function ended(run, reason) {
  const { stop } = run.recipe;
  const { evaluation } = run;
  const finished = run.history.loss?.length ?? 0;
  const fraction = finished / run.epochs;
  const from = run.opened ? `, from ${run.opened}` : "";
  const took = `${pluralize(finished, "epoch")} in ${duration(run.seconds)}${from}`;
  const right = evaluation ? [`${percent(evaluation.accuracy, 0)} right`] : [];
  if (run.opened && finished === 0)
    return {
      title: ["Opened", ...right].join(": "),
      details: [run.opened],
      fraction: 1,
      kind: "end",
    };
  const broken = BROKEN[reason];
  if (broken) return { title: broken[0], details: [broken[1]], fraction, kind: "bad" };
  if (reason === "early-stopping") {
    const met = stop ? `: ${stop.metric} ${stop.op} ${plainNumber(stop.value)}` : "";
    const details = [...right, took];
    return { title: `Stopped early${met}`, details, fraction, kind: "end" };
  }
  if (reason === "stopped" && finished === 0 && run.samples === 0)
    return { title: "Stopped before training began", details: [], fraction: 0, kind: "end" };
  if (reason === "stopped") {
    const until = finished > 0 ? took : "within the first epoch";
    const details = ["what it has learned is kept", until];
    return { title: ["Stopped", ...right].join(": "), details, fraction, kind: "end" };
  }
  return { title: ["Done", ...right].join(": "), details: [took], fraction: 1, kind: "end" };
}
