/**
 * The only file that joins state, views, address and worker. It decides what happens next and
 * computes nothing.
 *
 * @import {Recipe, WorkerEvent} from "./protocol.js"
 * @import {PageOptions} from "./recipe/recipe.js"
 * @import {Action} from "./page/actions.js"
 * @import {State} from "./page/state.js"
 */

import { Cells } from "./client/cells.js";
import { TrainingClient } from "./client/client.js";
import { faultOf } from "./client/python-worker.js";
import { assertNever } from "./page/actions.js";
import { Address } from "./page/address.js";
import { emitHeight } from "./page/frame-height.js";
import { limitFrameRate } from "./page/frame-rate.js";
import { Inside } from "./page/inside.js";
import { activateUpdate, registerServiceWorker } from "./page/offline.js";
import { emit, emitRunEvent, onCommand } from "./page/parent-frame.js";
import { Queries } from "./page/queries.js";
import { copyLink } from "./page/share.js";
import {
  accepted,
  cleared,
  folded,
  foldedAtFirst,
  initialState,
  isRunning,
  reduce,
  restored,
  shareableRun,
} from "./page/state.js";
import { tabTitle } from "./page/tab-title.js";
import { fault, runEnd } from "./protocol.js";
import { change, defaultRecipe, keepLocked } from "./recipe/recipe.js";
import { loadView, VIEW_NOT_LOADED, VIEW_WAY_OUT } from "./views/index.js";

/** How long the settings must rest before the worker describes them, in milliseconds. */
const SETTLE = 120;

const root = document.documentElement;
const title = document.title;
const base = new URL(".", document.baseURI);
const views = /** @type {NodeListOf<HTMLElement & {state: State}>} */ (
  document.querySelectorAll("[data-view]")
);
/** As in the style sheets: whether there is room for one column only. */
const narrow = matchMedia("(max-width: 979px)");
/** Views that have been rendered. @type {Set<HTMLElement & {state: State}>} */
const begun = new Set();
const address = new Address();
let opened = address.read();
let state = initialState(opened.recipe, opened.issues, narrow.matches);
let lastRun = 0;
let settle = 0;
let resetting = false;

const drawing = limitFrameRate(render);
const python = { workerUrl: new URL(__WORKER_URL__, base), base: base.href, build: __BUILD_ID__ };
const client = new TrainingClient({
  ...python,
  onEvent,
  onLost: (fault) => {
    set({ fault });
    boot();
  },
});
const cells = new Cells({
  ...python,
  onLost: (message) =>
    set({ variablesLost: state.variablesLost + 1, ...(message && { notice: message }) }),
  onInterrupted: say,
});
const queries = new Queries({ client, base, set, state: () => state });
const inside = new Inside({ query: (command) => queries.query(command), set, state: () => state });

/** @param {Partial<State>} changes */
function set(changes) {
  const before = state.phase;
  state = { ...state, ...changes };
  drawing.soon();
  if (state.phase === before) return;
  drawing.next();
  root.dataset.state = state.phase;
  if (state.phase === "done" || (state.phase === "ready" && !state.waiting))
    registerServiceWorker(base, say);
  if (state.phase !== "failed" || !state.fault) delete root.dataset.error;
  else {
    root.dataset.error = state.fault.code;
    emit("failed", { code: state.fault.code, message: state.fault.message });
  }
}

/** @param {string} notice */
function say(notice) {
  set({ notice });
}

function render() {
  const next = tabTitle(state, title);
  if (document.title !== next) document.title = next;
  for (const view of begun) if (!view.hidden) view.state = state;
}

/** Render the views for the first time: all of them in one task would take long on a phone. */
async function begin() {
  for (const view of views) {
    begun.add(view);
    if (!view.hidden) view.state = state;
    await new Promise((resolve) => setTimeout(resolve));
  }
}

async function boot() {
  set({ phase: "booting" });
  queries.showFirstPictures();
  try {
    await client.start();
  } catch (error) {
    return set({ phase: "failed", fault: faultOf(error), waiting: false });
  }
  set({ phase: "ready" });
  emit("ready", {});
  // The first pictures are there already, and a run describes itself.
  if (state.waiting) fit();
  else queries.showAll();
}

/** @param {WorkerEvent} event */
function onEvent(event) {
  const before = state.run;
  set(reduce(state, event));
  if (resetting && !isRunning(state)) reset();
  const { run } = state;
  if (!run || run === before || !("run_id" in event) || event.run_id !== run.run_id) return;
  emitRunEvent(event, state);
  if (event.type === "run-begin") queries.describeLater();
  if (event.type === "run-end" && !(state.description && state.pictures)) queries.showAll();
  if (event.type === "evaluation") queries.showPredictions({ which: "all" }, 0);
  if (event.type === "epoch-end" && state.inside.picture) inside.refresh();
  // With its Python went what a killed run had learned.
  if (event.type === "run-end" && event.reason !== "killed" && event.reason !== "failed")
    lookInside();
}

/** Once a run is over, its first test picture is followed unless another was chosen. */
function lookInside() {
  const picture = state.inside.picture ?? { part: /** @type {const} */ ("test"), index: 0 };
  inside.choose({ picture });
}

async function fit() {
  if (state.phase === "booting") return set({ waiting: true });
  if (isRunning(state)) return;
  const { recipe } = state;
  const run_id = ++lastRun;
  set(accepted(state, run_id, recipe));
  try {
    await client.send({ type: "fit", recipe, run_id });
  } catch (error) {
    if (state.run?.run_id !== run_id || state.run.reason) return;
    onEvent(runEnd(run_id, "failed", faultOf(error)));
  }
}

/**
 * Take over a recipe, save the settings that the link locks.
 * @param {{recipe: Recipe, issues: State["issues"]}} next
 */
function choose(next) {
  const { recipe, issues } = keepLocked(state.recipe, state.lock, next);
  use(recipe, issues);
}

/**
 * Take over a recipe, write it to the URL, and query what it amounts to.
 * @param {Recipe} recipe @param {State["issues"]} issues
 */
function use(recipe, issues) {
  const pictures =
    recipe.classes !== state.recipe.classes || recipe.samples !== state.recipe.samples;
  set({ recipe, issues, ...(pictures && { inspected: null }) });
  address.write(recipe);
  clearTimeout(settle);
  settle = window.setTimeout(() => {
    if (state.phase === "booting") return queries.showFirstPictures();
    if (pictures || !state.pictures) queries.showAll();
    else queries.describe();
  }, SETTLE);
}

/** Show the page as its address says; a view that is loaded late follows once it is here. */
function enter() {
  set(address.apply());
  loadView(address.page.route).catch(() =>
    set({ fault: fault("data-missing", VIEW_NOT_LOADED, VIEW_WAY_OUT) }),
  );
}

/**
 * Another part of the page; Back leads to the one before.
 * @param {PageOptions["route"]} route @param {number} lesson
 */
function show(route, lesson) {
  address.update({ route, lesson, step: null, experiment: null });
  address.push(state.recipe);
  enter();
  scrollTo(0, 0);
}

function retry() {
  const code = state.fault?.code;
  if (code === "version-mismatch") return location.reload();
  if (state.picturesFault) {
    set({ picturesFault: null });
    queries.showPictures(0);
  }
  if (state.phase !== "failed") {
    // A part of the page that did not come.
    set({ fault: null });
    return enter();
  }
  if (code === "boot-failed" || code === "worker-died") boot();
  else fit();
}

/** @param {boolean} withResult */
async function share(withResult) {
  const run = shareableRun(state);
  const { fingerprint } = run ?? {};
  if (withResult && run && fingerprint) {
    address.expect(run.recipe, fingerprint);
    enter();
  }
  address.write(state.recipe);
  const notice = await copyLink(withResult, state.route);
  set({ notice, shareable: withResult ? null : run });
}

/** Clear the results and go back to the default settings; in a lesson, to those of its link. */
function reset() {
  resetting = isRunning(state);
  if (resetting) return stop();
  set(cleared(state));
  use(state.embed || state.lock.length > 0 ? opened.recipe : defaultRecipe(), []);
}

/** Bring back what Reset has cleared. */
function undoReset() {
  const before = state.cleared;
  if (!before || isRunning(state)) return;
  set(restored(state, before));
  use(before.recipe, []);
}

/** @param {Extract<Action, {type: "look"}>["changes"]} changes */
function look(changes) {
  const before = state.inside.epoch;
  inside.choose(changes);
  const { predictions } = state;
  if (state.inside.epoch !== before && predictions)
    queries.showPredictions(predictions.filter, predictions.start);
}

function stop() {
  if (state.waiting) return set({ waiting: false });
  return client.stop().catch(() => {});
}

/** @param {Action} action */
function act(action) {
  switch (action.type) {
    case "use":
      return choose({ recipe: action.recipe, issues: [] });
    case "change":
      return choose(change(state.recipe, action.key, action.value));
    case "issue":
      return set({ issues: action.issue ? [action.issue] : [] });
    case "fit":
      return fit();
    case "pause":
    case "resume":
      return queries.query({ type: action.type });
    case "stop":
      return stop();
    case "reset":
      return reset();
    case "undo-reset":
      return undoReset();
    case "retry":
      return retry();
    case "dismiss":
      return set({
        issues: [],
        notice: null,
        shareable: null,
        cleared: null,
        ...(state.phase !== "failed" && { fault: null }),
      });
    case "share":
      return share(Boolean(action.withResult));
    case "images":
      return queries.showPictures(action.start);
    case "inspect":
      return queries.inspect(action.index);
    case "look":
      return look(action.changes);
    case "predictions":
      return queries.showPredictions(action.filter, action.start);
    case "theme":
      address.update({ theme: action.value });
      enter();
      return address.write(state.recipe);
    case "fold":
      return set(folded(state, action.panel));
    case "show":
      return show(action.route, action.lesson ?? address.page.lesson);
    case "run-cell":
      // What was said of an earlier cell is over.
      if (state.notice) set({ notice: null });
      return cells.run(action.request).then(action.resolve);
    case "program":
      return queries.program(action.recipe).then(action.resolve);
    case "stop-cell":
      return cells.stop();
    default:
      return assertNever(action);
  }
}

window.addEventListener("fr-action", ({ detail }) => {
  act(detail);
  // The handlers of a view hold the settings as rendered: the next press, which may come within this
  // frame, must find those that this one has made.
  if (detail.type === "change" || detail.type === "predictions") render();
  else drawing.next();
});
addEventListener("hashchange", () => {
  opened = address.read();
  enter();
  use(opened.recipe, opened.issues);
  if (address.page.run) fit();
  drawing.next();
});

enter();
if (address.page.run) set({ waiting: true });
set({ folds: foldedAtFirst(state) });
narrow.addEventListener("change", () => set({ narrow: narrow.matches }));
onCommand((command) => {
  act(command);
  drawing.next();
});
activateUpdate(base, say);
// The heights on the way there would only make the frame jump.
begin().then(() => address.page.embed && emitHeight(document.body));
boot();
