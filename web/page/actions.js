/**
 * What the learner can do, and the one event by which a view passes it to main.js.
 *
 * @import {CellEnd, CellRequest} from "../client/cells.js"
 * @import {PythonOptions, PythonWorker} from "../client/python-worker.js"
 * @import {PageOptions} from "../recipe/recipe.js"
 * @import {CommandBody, ExportFormat, Fault, MoreEpochs, Recipe, Replies} from "../protocol.js"
 * @import {Inside} from "./looked-at.js"
 * @import {Expected, PredictionFilter, Run} from "./state.js"
 * @import {ListChanges} from "./runs/run-list-room.js"
 * @import {OwnChange} from "./own/own-set.js"
 * @import {TaskChanges} from "./tasks/task-room.js"
 * @import {Issue} from "../recipe/validate.js"
 *
 * Makes a Python beside the Lab's, with what it is told to do about its events.
 * @typedef {(options: Pick<PythonOptions, "hint" | "onEvent" | "onLost">) => PythonWorker} Connect
 *
 * @typedef {Replies["export"]} LabFile
 *
 * What is done with the files of the cells: without anything, they are listed.
 * @typedef {{add?: File[], remove?: string, save?: string}} FilesChange
 *
 * What a view asks of Python by itself, and what it gets: the reply, or why there is none.
 * @typedef {Extract<CommandBody, {type: "answer" | "images" | "nearest" | "lens" | "summarize" | "histograms" | "data-files"}>} Question
 * @typedef {{value: Replies[Question["type"]], fault?: undefined} | {value?: undefined, fault: Fault}} Outcome
 *
 * A changed `value` is not validated yet.
 * @typedef {(
 *   | {type: "change", key: string, value: unknown}
 *   | {type: "issue", issue: Issue | null}
 *   | {type: "use", recipe: Recipe}
 *   | {type: "fit"} | {type: "advance", by: "batch" | "epoch"} | {type: "go-on", more: MoreEpochs} | {type: "pause"} | {type: "resume"} | {type: "stop"} | {type: "reset"}
 *   | {type: "undo-reset"}
 *   | {type: "retry"} | {type: "dismiss"} | {type: "share", withResult?: boolean}
 *   | {type: "images", start: number}
 *   | {type: "inspect", index: number | null}
 *   | {type: "look", changes: Partial<Pick<Inside, "epoch" | "picture" | "unit" | "raw" | "why">>}
 *   | {type: "predictions", filter: PredictionFilter, start: number}
 *   | {type: "theme", value: PageOptions["theme"]}
 *   | {type: "fold", panel: string}
 *   | {type: "task", changes: TaskChanges} | {type: "restore", task: unknown}
 *   | {type: "list", changes: ListChanges} | {type: "compare"} | {type: "expect", expected: Expected | null}
 *   | {type: "show", route: PageOptions["route"], lesson?: number}
 *   | {type: "run-cell", request: CellRequest, resolve: (end: CellEnd) => void} | {type: "stop-cell"}
 *   | {type: "python", resolve: (connect: Connect) => void}
 *   | {type: "ask", question: Question, resolve: (outcome: Outcome) => void}
 *   | {type: "program", recipe: Recipe, resolve: (cells: string[] | null) => void}
 *   | {type: "export", format: ExportFormat, recipe: Recipe, resolve: (file: LabFile | null) => void}
 *   | {type: "open-model", name: string, content: Uint8Array}
 *   | {type: "open-lab", recipe: Recipe, runs: Run[]}
 *   | {type: "files", change: FilesChange}
 *   | {type: "own", change: OwnChange}
 * )} Action
 */

/** @param {EventTarget} target A view, or an element within one. @param {Action} action */
export function dispatch(target, action) {
  target.dispatchEvent(new CustomEvent("fr-action", { bubbles: true, detail: action }));
}

/** Raise for an action that its type does not list. @param {never} action @returns {never} */
export function assertNever(action) {
  throw new TypeError(`Expected an action. Received: ${JSON.stringify(action)}`);
}
