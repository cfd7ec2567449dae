/**
 * Defines the elements of all views, those of lazy views on demand.
 *
 * @import {PageOptions} from "../recipe/recipe.js"
 */
import "./shared/header.js";
import "./shared/notices.js";
import "./lab/steps/load.js";
import "./lab/steps/define.js";
import "./lab/steps/summary.js";
import "./lab/steps/compile.js";
import "./lab/steps/fit.js";
import "./lab/results/progress.js";
import "./lab/results/curves.js";
import "./lab/results/network.js";
import "./lab/results/evaluate.js";
import "./lab/results/predict.js";
import "./lab/results/draw.js";
import "./lab/results/runs.js";
import "./lab/results/log.js";
import "./lab/results/take-out.js";

/**
 * Modules fetched on the first visit of their view, by its name in the URL.
 * @type {Record<string, () => Promise<unknown>>}
 */
const LAZY_VIEWS = {
  code: () => Promise.all([import("./code/code.js"), import("./code/settings.js")]),
  lessons: () => import("./lessons/lessons.js"),
  embed: () => import("./builder/builder.js"),
  teach: () => import("./teach/teach.js"),
};

export const VIEW_NOT_LOADED = "This part of the page could not be fetched.";
export const VIEW_WAY_OUT = "Check the connection, then press Retry, or load the page again.";

/**
 * Load the elements of a view if they are not there yet; reject if they cannot be fetched.
 * @param {PageOptions["route"]} route
 */
export async function loadView(route) {
  await LAZY_VIEWS[route]?.();
}

/** Load what a list of runs needs. */
export function loadList() {
  return import("./list/list.js");
}

/** Load what a task needs. */
export function loadTask() {
  return import("./task/panel.js");
}
