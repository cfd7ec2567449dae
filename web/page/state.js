/**
 * What the page knows, and how each event of the worker changes it: pure functions over plain data.
 *
 * @import {Confidence, ConfidenceLevel, Evaluation, Fault, Finding, History, Logs, Network, Prediction,
 *   Picture, Recipe, Gauge, RunEndReason, Description, Tested, WorkerEvent} from "../protocol.js"
 * @import {Inside} from "./looked-at.js"
 * @import {ListState} from "./runs/run-list-room.js"
 * @import {PageOptions} from "../recipe/recipe.js"
 * @import {TaskState} from "./tasks/task-room.js"
 * @import {OwnState} from "./own/own-set.js"
 * @import {Issue} from "../recipe/validate.js"
 *
 * @typedef {"booting" | "ready" | "fitting" | "paused" | "done" | "failed"} Phase
 *
 * One fit, as far as it has come.
 * @typedef {{
 *   run_id: number, recipe: Recipe, epoch: number, epochs: number, seams: number[], fraction: number, logs: Logs,
 *   activity: "download" | "train" | "validate" | "evaluate",
 *   samples: number, total: number, images_per_second: number, seconds_left: number,
 *   backend: string, train_samples: number, validation_samples: number, test_samples: number,
 *   history: History, lines: string[], network: Network | null, evaluation: Evaluation | null,
 *   findings: Finding[], gauges: Gauge[][],
 *   reason: RunEndReason | null, seconds: number, fingerprint: string | null, tested: Tested | null,
 *   opened: string | null, class_names: string[] | null,
 * }} Run `gauges` are those of the layers by epoch, `tested` is what it comes to in comparisons. `opened`:
 * the file that its network came from.
 *
 * Which test pictures are shown, of one class where `truth` or `predicted` says so, of one level of
 * confidence, and in what order; `epoch`: as the network answered after it, null being the latest.
 * @typedef {{which: "all" | "right" | "wrong", truth?: number, predicted?: number,
 *   order?: "surest" | "doubtful", confidence?: Confidence}} PredictionFilter
 * @typedef {{filter: PredictionFilter, start: number, epoch: number | null, predictions: Prediction[],
 *   total: number, levels: ConfidenceLevel[]}} Predictions
 * @typedef {{run: Run | null, predictions: Predictions | null, finished: Run[]}} Results
 *
 * A file of the cells; `kept`: this device has it for the next visit.
 * @typedef {{name: string, bytes: number, kept: boolean}} KeptFile
 *
 * What Reset cleared, and what the page was like.
 * @typedef {Results & {recipe: Recipe, phase: Phase, fault: Fault | null}} Cleared
 *
 * What is expected of the next Fit, or was of run `run_id`: a share of test pictures, or a `way` from what
 * came before, or both; `wanted`: it is to be written first.
 * @typedef {"higher" | "same" | "lower"} Way
 * @typedef {{share: number | null, way: Way | null, run_id: number | null, wanted: boolean}} Expected
 *
 * `waiting`: Fit was pressed before Python was ready. `match`: the fingerprint that a link expects
 * of the run of `matchRecipe`. `shareable`: the run whose result a link that was just copied can carry.
 * `fault`: in phase "failed" the reason, else something that went wrong and was put right.
 * `preview` pictures are shown until Python has started. `entered` is the training picture that was looked
 * at last. `finished`: earlier runs, the latest first,
 * without their drawings. `narrow`: there is room for one column only. `folds`: panels that show their
 * heading only, in a frame or a narrow page. `cleared`: what Undo brings back after Reset. `before`: what was
 * on screen when the current run was accepted, restored if its pictures cannot be fetched. `notice`:
 * a good message, such as "Link copied". `task`: what the link asks for, once that is read; `link`: its
 * words for it. `list`: runs that follow each other. `comparing`: runs are tested for comparisons too.
 * `expected`: what is expected, where that is asked first.
 * `variablesLost`: how often the cells have lost theirs.
 * @typedef {{
 *   phase: Phase,
 *   boot: {stage: string, step: number, steps: number, loaded: number, total: number},
 *   download: {file: string, loaded: number, total: number} | null,
 *   recipe: Recipe,
 *   issues: Issue[],
 *   description: Description | null,
 *   pictures: {images: Picture[], total: number, preview?: boolean} | null,
 *   picturesFault: Fault | null,
 *   inspected: Picture | null,
 *   entered: Picture | null,
 *   run: Run | null,
 *   finished: Run[],
 *   before: Results | null,
 *   cleared: Cleared | null,
 *   predictions: Predictions | null,
 *   inside: Inside,
 *   waiting: boolean,
 *   match: string | null,
 *   matchRecipe: Recipe | null, program: string | null,
 *   shareable: Run | null,
 *   theme: "auto" | "light" | "dark",
 *   fault: Fault | null,
 *   notice: string | null,
 *   variablesLost: number,
 *   files: KeptFile[] | null,
 *   own: OwnState | null,
 *   route: PageOptions["route"],
 *   lesson: number,
 *   step: number | null,
 *   experiment: number | null,
 *   embed: boolean,
 *   narrow: boolean,
 *   hide: string[],
 *   draw: boolean,
 *   lock: string[],
 *   folds: string[],
 *   task: TaskState | null,
 *   list: ListState | null,
 *   comparing: boolean,
 *   expected: Expected | null,
 *   link: Pick<PageOptions, "task" | "list" | "pupil">,
 * }} State
 */
import { allEpochs, field, isLocked, sameRecipe } from "../recipe/recipe.js";
import { forNextRun, NOTHING_INSIDE, within } from "./looked-at.js";

const WITHOUT_KERNELS =
  "This browser lacks the SIMD instructions of the quick backend, so plain NumPy trains here: the same lesson, only slower.";

/** Steps, of which a narrow page shows at first what they are set to. */
const STEPS = ["load", "define", "compile", "fit"];
/** Panels of a frame that are folded at first. */
const FOLDED = [...STEPS, "predict", "runs", "log"];

/** What a run shows before its first epoch. */
const NO_EPOCHS = { history: {}, lines: [], seams: [], gauges: [] };

/** Earlier runs to remember. */
const RUNS_KEPT = 20;

/**
 * Return the state of a page that has just been opened on `recipe`.
 * @param {Recipe} recipe @param {Issue[]} issues @param {boolean} [narrow] @returns {State}
 */
export function initialState(recipe, issues, narrow = false) {
  return {
    phase: "booting",
    boot: { stage: "Getting ready", step: 0, steps: 1, loaded: 0, total: 0 },
    download: null,
    recipe,
    issues,
    description: null,
    pictures: null,
    picturesFault: null,
    inspected: null,
    entered: null,
    run: null,
    finished: [],
    before: null,
    cleared: null,
    predictions: null,
    inside: NOTHING_INSIDE,
    waiting: false,
    match: null,
    matchRecipe: null,
    program: null,
    shareable: null,
    theme: "auto",
    fault: null,
    notice: null,
    variablesLost: 0,
    files: null,
    own: null,
    route: "lab",
    lesson: 1,
    step: null,
    experiment: null,
    embed: false,
    narrow,
    hide: [],
    draw: false,
    lock: [],
    folds: [],
    task: null,
    list: null,
    comparing: false,
    expected: null,
    link: { task: null, list: null, pupil: false },
  };
}

/** Return the panels to fold at first, so that Fit is near. @param {Pick<State, "embed">} room */
export function foldedAtFirst({ embed }) {
  return embed ? FOLDED : STEPS;
}

/**
 * Whether panels fold to their headings. In the Code view the settings unfold all together.
 * @param {Pick<State, "embed" | "narrow" | "route">} page
 */
export function canFold({ embed, narrow, route }) {
  return embed || (narrow && route === "lab");
}

/**
 * Return the state after an event of the worker. Events of a run that is not the current one change
 * nothing: they were in transit when it ended.
 * @param {State} state @param {WorkerEvent} event @returns {State}
 */
export function reduce(state, event) {
  if (event.type === "boot") return { ...state, phase: bootPhase(state), boot: event };
  if (event.type === "download") return withDownload(state, event);
  if (event.type === "run-begin") return begin(state, event);
  if (event.type === "cell-output") return state;
  if (!state.run || event.run_id !== state.run.run_id) return state;
  return { ...state, ...changed(state, state.run, event) };
}

/** Return whether a run or a list has begun and not ended; the settings are locked until then. @param {State} state */
export function isRunning({ phase, list }) {
  return phase === "fitting" || phase === "paused" || Boolean(list?.running);
}

/** Return whether more epochs can follow the run on screen. @param {State} state */
export function canGoOn({ run, phase, lock }) {
  const whole = run?.reason === "completed" || run?.reason === "early-stopping";
  const most = field("more").max_times ?? 0;
  return whole && phase === "done" && run.recipe.more.length < most && !isLocked(lock, "more");
}

/**
 * Return the state with a new run, whose pictures may still have to be fetched. One that goes on with
 * the run on screen begins with what that has shown.
 * @param {State} state @param {number} run_id @param {Recipe} recipe @param {boolean} [goesOn] @returns {State}
 */
export function accepted(state, run_id, recipe, goesOn = false) {
  return {
    ...state,
    phase: "fitting",
    waiting: false,
    fault: null,
    notice: null,
    shareable: null,
    predictions: null,
    inside: forNextRun(state.inside),
    cleared: null,
    finished: shelved(state),
    run: { ...newRun(run_id, recipe), ...(goesOn && state.run && soFar(state.run, recipe)) },
    before: learned(state.run) ? results(state) : null,
  };
}

/**
 * Return what Reset changes: no run is shown, and what there was can be brought back.
 * @param {State} state @returns {Partial<State>}
 */
export function cleared(state) {
  const { phase, fault, recipe } = state;
  const idle = phase === "done" || phase === "failed";
  return {
    ...(idle && { phase: "ready" }),
    run: null,
    finished: shelved(state),
    predictions: null,
    inside: forNextRun(state.inside),
    fault: null,
    notice: null,
    waiting: false,
    cleared: { ...results(state), recipe, phase, fault },
  };
}

/**
 * Return what undoing Reset changes, without the recipe. @param {State} state @param {Cleared} cleared
 * @returns {Partial<State>}
 */
export function restored(state, { run, predictions, finished, phase, fault }) {
  return {
    run,
    predictions,
    finished,
    cleared: null,
    ...(state.phase === "ready" && { phase, fault }),
  };
}

/** Return the run on screen if a link to these settings can carry its result. @param {State} state */
export function shareableRun({ run, recipe }) {
  const whole = run?.reason === "completed" || run?.reason === "early-stopping";
  return whole && run.fingerprint && sameRecipe(run.recipe, recipe) ? run : null;
}

/** Fold a panel or open it. @param {State} state @param {string} panel @returns {Partial<State>} */
export function folded({ folds }, panel) {
  const rest = folds.filter((name) => name !== panel);
  return { folds: rest.length < folds.length ? rest : [...folds, panel] };
}

/** Return the finished runs, the one on screen first if it has learned anything. @param {State} state */
export function shelved({ run, finished }) {
  if (!run || !learned(run)) return finished;
  return [{ ...run, network: null, lines: [] }, ...finished].slice(0, RUNS_KEPT);
}

/** Whether a run has at least one epoch to show. @param {Run | null} run */
function learned(run) {
  return Boolean(run?.history.loss?.length);
}

/** What a run puts on screen. @param {State} state @returns {Results} */
function results({ run, predictions, finished }) {
  return { run, predictions, finished };
}

/** @param {Run} run @param {Recipe} recipe That goes on with it. */
function soFar({ history, lines, seams, gauges, network, opened }, recipe) {
  const epoch = history.loss?.length ?? 0;
  const further = allEpochs({ ...recipe, epochs: 0, more: recipe.more.slice(seams.length) });
  const now = { epoch, epochs: epoch + further, seams: [...seams, epoch] };
  return { ...now, history, lines, gauges, network, opened };
}

/** A restarted worker must not hide a failure that is on screen. @param {State} state */
function bootPhase(state) {
  return state.phase === "failed" ? "failed" : "booting";
}

/** @param {number} run_id @param {Recipe} recipe @returns {Run} */
export function newRun(run_id, recipe) {
  return {
    run_id,
    recipe,
    epoch: 0,
    epochs: allEpochs(recipe),
    seams: [],
    fraction: 0,
    logs: {},
    activity: "download",
    samples: 0,
    total: 0,
    images_per_second: 0,
    seconds_left: 0,
    backend: recipe.backend,
    train_samples: 0,
    validation_samples: 0,
    test_samples: 0,
    history: {},
    lines: [],
    network: null,
    evaluation: null,
    findings: [],
    gauges: [],
    reason: null,
    seconds: 0,
    fingerprint: null,
    tested: null,
    opened: null,
    class_names: null,
  };
}

/** @param {State} state @param {Extract<WorkerEvent, {type: "download"}>} event @returns {State} */
function withDownload(state, event) {
  const { run_id, file, loaded, total } = event;
  if (run_id !== null && run_id !== state.run?.run_id) return state;
  return { ...state, download: loaded < total ? { file, loaded, total } : null };
}

/** @param {State} state @param {Extract<WorkerEvent, {type: "run-begin"}>} event @returns {State} */
function begin(state, event) {
  const { run } = state;
  if (!run || run.run_id !== event.run_id) return state;
  const { backend, train_samples, validation_samples, test_samples, network, epoch, class_names } =
    event;
  const sizes = { train_samples, validation_samples, test_samples, total: train_samples };
  // Python may have to begin anew where the model to go on with is gone.
  const anew = epoch === 0 && { epoch, epochs: allEpochs(run.recipe), ...NO_EPOCHS };
  const started = { ...run, ...anew, ...sizes, backend, class_names, network };
  const notice = backend === run.recipe.backend ? state.notice : WITHOUT_KERNELS;
  // Its pictures are here by now.
  const { description: told } = state;
  const fetched = told && sameRecipe(run.recipe, state.recipe);
  const description = fetched ? { ...told, download_bytes: 0 } : told;
  return {
    ...{ ...state, notice, description, before: null, download: null },
    inside: within(state.inside, event),
    run: { ...started, activity: "train" },
  };
}

/**
 * What an event of the current run changes.
 * @param {State} state @param {Run} run @param {WorkerEvent} event @returns {Partial<State>}
 */
function changed(state, run, event) {
  switch (event.type) {
    case "batch-end": {
      const { phase, epoch, epochs, samples, total, fraction } = event;
      const { images_per_second, seconds_left } = event;
      const logs = phase === "train" ? event.logs : run.logs;
      const at = { epoch, epochs, samples, total, fraction };
      const now = { ...at, images_per_second, seconds_left, logs };
      return { run: { ...run, ...now, activity: phase } };
    }
    case "epoch-end":
      return { run: withEpoch(run, event) };
    case "run-paused":
      return { phase: "paused", run: event.network ? { ...run, network: event.network } : run };
    case "run-resumed":
      return { phase: "fitting" };
    case "evaluation":
      return { run: { ...run, evaluation: event.evaluation, findings: event.findings } };
    case "tested":
      return { run: { ...run, tested: event.tested } };
    case "run-end":
      return ended(state, run, event);
    default:
      return {};
  }
}

/** @param {Run} run @param {Extract<WorkerEvent, {type: "epoch-end"}>} event @returns {Run} */
function withEpoch(run, { epoch, epochs, seams, logs, lines, gauges, network: drawn }) {
  const network = drawn ?? run.network;
  /** @type {History} */
  const history = { ...run.history };
  for (const [key, value] of Object.entries(logs)) history[key] = [...(history[key] ?? []), value];
  const now = { epoch, epochs, seams, history, logs, network };
  const all = { lines: [...run.lines, ...lines], gauges: [...run.gauges, gauges] };
  return { ...run, ...now, ...all };
}

/**
 * @param {State} state @param {Run} run @param {Extract<WorkerEvent, {type: "run-end"}>} event
 * @returns {Partial<State>}
 */
function ended(state, run, { reason, history, seconds, fingerprint, error }) {
  /** @type {Record<RunEndReason, Phase>} */
  const phases = {
    completed: "done",
    stopped: "done",
    "early-stopping": "done",
    nan: "failed",
    failed: "failed",
    killed: "booting",
  };
  const next = { phase: phases[reason], download: null, fault: error ?? state.fault, before: null };
  if (state.before) return { ...next, ...state.before };
  const kept = reason === "killed" ? run.history : history;
  return { ...next, run: { ...run, reason, seconds, fingerprint, history: kept } };
}
