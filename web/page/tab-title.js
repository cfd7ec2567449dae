/**
 * The title of the browser's tab, which follows the run: who waits in another tab reads it there.
 *
 * @import {State} from "./state.js"
 */
import { percent } from "../text/format.js";

const NAME = "Fitting Room";

/** @param {State} state @param {string} usual The title where nothing has been trained. */
export function tabTitle({ phase, run }, usual) {
  if (phase === "fitting" && run?.activity !== "download")
    return `${percent(run?.fraction ?? 0, 0)} · ${NAME}`;
  if (phase === "fitting") return `Loading pictures · ${NAME}`;
  if (phase === "paused") return `Paused · ${NAME}`;
  if (phase === "done" && run?.evaluation)
    return `Done: ${percent(run.evaluation.accuracy, 0)} right · ${NAME}`;
  if (phase === "failed") return `Stopped working · ${NAME}`;
  return usual;
}
