/**
 * Where the page is, in words: a title, a detail, how much of it is done, and of what kind it is.
 *
 * @import {Run, State} from "../state.js"
 * @typedef {{title: string, detail: string, fraction: number, kind: "boot" | "idle" | "run" | "paused" | "end" | "bad"}} Where
 */
import { bytesOf, count, counted, duration, timeLeft } from "./format.js";

/** @param {State} state @returns {Where} */
export function where(state) {
  const { phase, boot, run, download } = state;
  if (phase === "booting") {
    const bytes = boot.total > 0 ? bytesOf(boot) : "a few seconds, once";
    const within = boot.total > 0 ? boot.loaded / boot.total : 0;
    return {
      title: "Python is starting",
      detail: bytes,
      fraction: Math.min(1, (Math.max(0, boot.step - 1) + within) / boot.steps),
      kind: "boot",
    };
  }
  if (phase === "failed") return failed(state);
  if (!run)
    return {
      title: "Nothing trained yet",
      detail: "Press Fit and watch it learn.",
      fraction: 0,
      kind: "idle",
    };
  if (phase === "done") return ended(run);
  const paused = phase === "paused";
  if (run.activity === "download") {
    const title = paused ? "Paused" : "Loading pictures";
    const fraction = download && download.total ? download.loaded / download.total : 0;
    return { title, detail: download ? bytesOf(download) : "", fraction, kind: "run" };
  }
  return { ...under(run, paused), fraction: run.fraction, kind: paused ? "paused" : "run" };
}

/** @param {Run} run @param {boolean} paused */
function under(run, paused) {
  const { epochs } = run.recipe;
  const epoch = Math.min(epochs, run.epoch + 1);
  const seen = `${count(run.samples)} of ${counted(run.total, "picture")}`;
  if (run.activity === "evaluate")
    return { title: "Evaluating", detail: `${seen} it has never seen` };
  if (paused) return { title: `Paused in epoch ${epoch} of ${epochs}`, detail: seen };
  const title = `Epoch ${epoch} of ${epochs}`;
  if (run.activity === "validate")
    return {
      title,
      detail: `checking on ${counted(run.validation_samples, "validation picture")}`,
    };
  const speed = run.images_per_second > 0 ? `${count(run.images_per_second)} per second` : "";
  return { title, detail: [seen, speed, timeLeft(run.seconds_left)].filter(Boolean).join(" · ") };
}

/** @param {Run} run @returns {Where} */
function ended(run) {
  const epochs = run.history.loss?.length ?? 0;
  const took = `${counted(epochs, "epoch")} in ${duration(run.seconds)}`;
  /** @type {"end" | "bad"} */
  const kind = "end";
  switch (run.reason) {
    case "early-stopping": {
      const { stop } = run.recipe;
      const met = stop ? `: ${stop.metric} ${stop.op} ${stop.value}` : "";
      return { title: `Stopped early${met}`, detail: took, fraction: run.fraction, kind };
    }
    case "stopped":
      return {
        title: "Stopped",
        detail: `${took}. What it learned so far is kept.`,
        fraction: run.fraction,
        kind,
      };
    case "nan":
      return {
        title: "The loss is no longer a number",
        detail: "The nudges were too big. Try a smaller learning rate.",
        fraction: run.fraction,
        kind: "bad",
      };
    case "killed":
      return {
        title: "Python had to be restarted",
        detail: "The finished epochs are kept here.",
        fraction: run.fraction,
        kind: "bad",
      };
    case "failed":
      return {
        title: "Training did not finish",
        detail: "The message says why.",
        fraction: run.fraction,
        kind: "bad",
      };
    default:
      return { title: "Done", detail: took, fraction: 1, kind };
  }
}

/** @param {State} state @returns {Where} */
function failed({ fault, run }) {
  const title = fault?.code === "boot-failed" ? "Python did not start" : "That did not work";
  return { title, detail: fault?.message ?? "", fraction: run?.fraction ?? 0, kind: "bad" };
}
