/**
 * The only file that joins state, views, address and worker. It decides what happens next and
 * computes nothing.
 *
 * @import {Recipe, WorkerEvent} from "./protocol.js"
 * @import {PageOptions} from "./recipe/recipe.js"
 * @import {Action, Connect} from "./page/actions.js"
 * @import {View} from "./page/screen.js"
 * @import {State} from "./page/state.js"
 * @import {TaskRoom} from "./page/tasks/task-room.js"
 */

import { Cells } from "./client/cells.js";
import { TrainingClient } from "./client/client.js";
import { faultOf, PythonWorker } from "./client/python-worker.js";
import { spawn } from "./client/spawn.js";
import { assertNever } from "./page/actions.js";
import { Address } from "./page/address.js";
import { emitHeight } from "./page/frame-height.js";
import { Inside } from "./page/inside.js";
import { ownSet, shelf } from "./page/late-parts.js";
import { activateUpdate, checkKept, isAtWork, registerServiceWorker } from "./page/offline.js";
import { afterChange } from "./page/outdated.js";
import { emit, emitRunEvent, onCommand } from "./page/parent-frame.js";
import { Queries } from "./page/queries.js";
import { RunLists } from "./page/runs/run-lists.js";
import { STILL_TRAINING, Training } from "./page/runs/training.js";
import { Screen } from "./page/screen.js";
import { copyLink } from "./page/share.js";
import {
  cleared,
  folded,
  foldedAtFirst,
  initialState,
  isRunning,
  reduce,
  restored,
  shareableRun,
} from "./page/state.js";
import "./page/stray-files.js";
import { fault } from "./protocol.js";
import { change, defaultRecipe, keepLocked, samePictures, sameRecipe } from "./recipe/recipe.js";
import { loadList, loadTask, loadView, VIEW_NOT_LOADED, VIEW_WAY_OUT } from "./views/index.js";

/** How long the settings must rest before the worker describes them, in milliseconds. */
const SETTLE = 120;

const root = document.documentElement;
const base = new URL(".", document.baseURI);
const views = /** @type {NodeListOf<View>} */ (document.querySelectorAll("[data-view]"));
/** As in the style sheets: whether there is room for one column only. */
const narrow = matchMedia("(max-width: 979px)");
const address = new Address();
let opened = address.read();
let state = initialState(opened.recipe, opened.issues, narrow.matches);
let settle = 0;
let resetting = false;
/** The task of the link. @type {TaskRoom | null} */
let room = null;
/** Settled once the room of the link's task is there, if it has one. */
let roomOpened = Promise.resolve();

const screen = new Screen(() => state);
const { drawing } = screen;
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
  files: {
    restore: async () => (await shelf(late))?.restore(),
    lend: async () => (state.recipe.data === "own" ? (await ownSet(late))?.lend() : undefined),
    sync: async () => (await shelf(late))?.sync(),
  },
});
const late = {
  ...{ client, cells, set, say, state: () => state, refresh: () => queries.showAll() },
  use: (/** @type {Recipe} */ recipe) => use(recipe, []),
};
const queries = new Queries({ client, base, set, state: () => state });
const inside = new Inside({ query: (command) => queries.query(command), set, state: () => state });
const training = new Training({ client, queries, set, state: () => state, use, onEvent, mayFit });
const lists = new RunLists({
  ...{ training, queries, address, set, state: () => state, load: loadList },
  show: (view) => screen.begin([view]),
  look: lookInside,
});

/** Return a Python beside the Lab's, not started yet. @type {Connect} */
const connect = (options) =>
  new PythonWorker({ ...python, ...options, spawn: () => spawn(python.workerUrl) });

/** @param {Partial<State>} changes */
function set(changes) {
  const before = state.phase;
  state = { ...state, ...changes };
  if (room && !changes.task) state.task = room.follow(state);
  drawing.soon();
  if (state.phase === before) return;
  drawing.next();
  root.dataset.state = state.phase;
  if (state.phase === "done" || (state.phase === "ready" && !state.waiting))
    registerServiceWorker(base, say, () => isAtWork(state) || cells.isRunning);
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

async function boot() {
  set({ phase: "booting" });
  queries.showFirstPictures();
  try {
    const { start } = await client.start();
    if (start.kind === "plain") checkKept();
  } catch (error) {
    checkKept();
    return set({ phase: "failed", fault: faultOf(error), waiting: false });
  }
  if (state.recipe.data === "own" || state.own) await (await ownSet(late))?.open();
  set({ phase: "ready" });
  emit("ready", {});
  // The first pictures are there already, and a run describes itself.
  if (state.waiting) training.fit();
  else queries.showAll();
  lists.onReady();
}

/** @param {WorkerEvent} event */
function onEvent(event) {
  const before = state.run;
  set(reduce(state, event));
  if (resetting && !isRunning(state)) reset();
  const { run } = state;
  if (!run || run === before || !("run_id" in event) || event.run_id !== run.run_id) return;
  emitRunEvent(event, state);
  room?.count(event);
  if (event.type === "run-begin") queries.describeLater();
  if (event.type === "run-end" && !(state.description && state.pictures)) queries.showAll();
  if (event.type === "evaluation") queries.showPredictions({ which: "all" }, 0);
  if (event.type === "epoch-end") inside.follow();
  lists.onEvent(event);
  if (event.type === "run-end" && !state.list?.running) {
    // With its Python went what a killed run had learned.
    if (event.reason !== "killed" && event.reason !== "failed") lookInside();
  }
  // Without it, as offline before it was ever fetched, the run lasts as long as the page.
  if (event.type === "run-end")
    import("./page/runs/kept-runs.js").then(({ keep }) => keep(run)).catch(() => {});
}

/** Once a run is over, its first test picture is followed unless another was chosen. */
function lookInside() {
  const picture = state.inside.picture ?? { part: /** @type {const} */ ("test"), index: 0 };
  inside.choose({ picture });
}

/** Whether nothing is to be written down before a run of the link's task. */
async function mayFit() {
  await roomOpened;
  if (isRunning(state)) return false;
  const may = room?.mayFit() ?? true;
  // A run would have described itself.
  if (!may && state.waiting) queries.showAll();
  if (!may) set({ waiting: false });
  return may;
}

/**
 * Take over a recipe, save the settings that the link locks.
 * @param {{recipe: Recipe, issues: State["issues"]}} next
 */
function choose(next) {
  const { recipe, issues } = keepLocked(state.recipe, state.lock, next);
  use(
    recipe,
    issues.map((issue) => ({ ...issue, chosen: true })),
  );
}

/**
 * Take over a recipe, write it to the URL, and query what it amounts to.
 * @param {Recipe} chosen @param {State["issues"]} issues
 */
function use(chosen, issues) {
  const recipe = room?.seeded(chosen) ?? chosen;
  const pictures = !samePictures(recipe, state.recipe);
  // Those of another set are not these, not even until Python has found them.
  const other = recipe.data !== state.recipe.data && { pictures: null };
  const gone = afterChange(state, recipe);
  set({ recipe, issues, ...gone, ...(pictures && { inspected: null, entered: null }), ...other });
  address.write(recipe);
  lists.follow();
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
  const missing = () => set({ fault: fault("data-missing", VIEW_NOT_LOADED, VIEW_WAY_OUT) });
  loadView(address.page.route).catch(missing);
  if (address.page.task && !room) roomOpened = openRoom().catch(missing);
  if (address.page.list && !state.list) lists.open(address.page.run).catch(missing);
}

/** Open the task of the link beside its settings. */
async function openRoom() {
  const { page } = address;
  const { placeTaskPanel, readTask, TaskRoom, writeTask } = await loadTask();
  const { task, issues } = readTask(page.task ?? {});
  if (page.task !== address.page.task) return;
  const query = queries.query.bind(queries);
  const link = { ...page, task, recipe: opened.recipe, launch: address.launch };
  room = new TaskRoom(link, { base, build: __BUILD_ID__, set, state: () => state, emit, query });
  screen.begin([placeTaskPanel()]);
  address.update({ task: writeTask(task) });
  set(address.apply());
  use(state.recipe, [...state.issues, ...issues]);
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
  else training.fit();
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
  const notice = await copyLink(withResult, state.route, state.recipe.data);
  set({ notice, shareable: withResult ? null : run });
}

/** Clear the results and go back to the default settings; in a lesson, to those of its link. */
function reset() {
  lists.halt();
  resetting = isRunning(state);
  if (resetting) return stop();
  set(cleared(state));
  use(state.embed || room || state.lock.length > 0 ? opened.recipe : defaultRecipe(), []);
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
  lists.halt();
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
      return training.fit();
    case "advance":
      return training.advance(action.by);
    case "go-on":
      return training.goOn(action.more);
    case "list":
      return lists.change(action.changes);
    case "compare":
      return lists.compare();
    case "expect":
      return set({ expected: action.expected });
    case "pause":
    case "resume":
      // Between two runs of a list there is none to pause.
      if (state.list?.running && state.phase === "done") return lists.halt();
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
      if (action.index !== null) inside.enter(action.index);
      return queries.inspect(action.index);
    case "look":
      return look(action.changes);
    case "predictions":
      return queries.showPredictions(action.filter, action.start);
    case "theme":
      address.update({ theme: action.value });
      enter();
      return address.write(state.recipe);
    case "task":
      room?.change(action.changes);
      return use(state.recipe, state.issues);
    case "restore":
      return roomOpened.then(() => {
        room?.restore(action.task);
        use(state.recipe, state.issues);
      });
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
    case "python":
      return action.resolve(connect);
    case "export": {
      const { format, recipe } = action;
      return queries.query({ type: "export", format, recipe }).then(action.resolve);
    }
    case "open-model":
      return training.openModel(action.name, action.content);
    case "open-lab":
      if (isRunning(state)) return say(STILL_TRAINING);
      set({ finished: [...action.runs, ...state.finished] });
      return choose({ recipe: action.recipe, issues: [] });
    case "files":
      return shelf(late).then((files) => files?.change(action.change));
    case "own":
      return ownSet(late).then((own) => own?.change(action.change));
    case "ask":
      return client.send(action.question).then(
        (value) => action.resolve({ value }),
        (error) => action.resolve({ fault: faultOf(error) }),
      );
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
  if (detail.type === "change" || detail.type === "predictions") screen.render();
  else drawing.next();
});
addEventListener("hashchange", () => {
  opened = address.read();
  room = null;
  const { list, link } = state;
  const goesOn =
    list &&
    sameRecipe(list.recipe, opened.recipe) &&
    JSON.stringify(address.page.list) === JSON.stringify(link.list);
  if (!goesOn) lists.halt();
  set({ task: null, list: goesOn ? list : null });
  enter();
  use(opened.recipe, opened.issues);
  if (address.page.run && !address.page.list) training.fit();
  screen.render(); // At once, for the next press, as above.
});

enter();
if (address.page.run && !address.page.list) set({ waiting: true });
set({ folds: foldedAtFirst(state) });
narrow.addEventListener("change", () => set({ narrow: narrow.matches }));
onCommand((command) => {
  act(command);
  drawing.next();
});
activateUpdate(base, say);
// The heights on the way there would only make the frame jump.
screen.begin(views).then(() => address.page.embed && emitHeight(document.body));
boot();
