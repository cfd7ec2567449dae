/**
 * The only file that joins state, views, URL and worker. It decides what happens next and computes
 * nothing.
 *
 * @import {Recipe, WorkerEvent} from "./protocol.js"
 * @import {PageOptions} from "./recipe.js"
 * @import {Action, State} from "./state.js"
 */

import { A_CELL_RUNS, CELL_STOPPED, Cells } from "./cells.js";
import { faultOf, TrainingClient } from "./client.js";
import { tell, tellHeight, tellOfRun } from "./host.js";
import { changeVersion, keepOffline } from "./offline.js";
import { paced } from "./pace.js";
import { firstPictures } from "./preview.js";
import { runEnd } from "./protocol.js";
import { change, defaultRecipe, formatPage, parseFragment } from "./recipe.js";
import { copyLink } from "./share.js";
import { accepted, initialState, reduce, shelved } from "./state.js";
import "./views/all.js";

/** How long the settings must rest before the worker describes them, in milliseconds. */
const SETTLE = 120;
const SHOWN = 12;

const root = document.documentElement;
const base = new URL(".", document.baseURI);
const views = /** @type {NodeListOf<Element & {state: State}>} */ (
  document.querySelectorAll("[data-view]")
);
const rooms = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-room]"));
const opened = parseFragment(location.hash);
let page = opened.page;
let state = initialState(opened.recipe, opened.problems);
let lastRun = 0;
let settle = 0;
/** Counts requests whose answer is out of date once the settings have changed. */
let asked = 0;

const picture = paced(render);
const client = new TrainingClient({
  workerUrl: new URL(__WORKER_URL__, base),
  base: base.href,
  build: __BUILD_ID__,
  onEvent: hear,
  onLost: (fault) => {
    cells.lost();
    set({ fault });
    boot();
  },
});
const cells = new Cells(client);

/** @param {Partial<State>} changes */
function set(changes) {
  const before = state.phase;
  state = { ...state, ...changes };
  picture.soon();
  if (state.phase === before) return;
  picture.next();
  root.dataset.state = state.phase;
  if (state.phase === "done" || (state.phase === "ready" && !state.waiting)) keepOffline(base);
  if (state.phase !== "failed" || !state.fault) delete root.dataset.error;
  else {
    root.dataset.error = state.fault.code;
    tell("failed", { code: state.fault.code, message: state.fault.message });
  }
}

function render() {
  for (const view of views) view.state = state;
}

async function boot() {
  set({ phase: "booting" });
  showFirstPictures();
  try {
    await client.start();
  } catch (error) {
    return set({ phase: "failed", fault: faultOf(error), waiting: false });
  }
  set({ phase: "ready" });
  tell("ready");
  // The first pictures are there already, and a run describes itself.
  if (state.waiting) fit();
  else showAll();
}

/** Shows what a recipe amounts to; once its pictures are here, there is less to download. */
function showAll() {
  describe();
  showPictures(0).then(describe);
}

/** @param {WorkerEvent} event */
function hear(event) {
  if (event.type === "cell-output") return cells.hear(event.output);
  const before = state.run;
  set(reduce(state, event));
  const { run } = state;
  if (!run || run === before || !("run_id" in event) || event.run_id !== run.run_id) return;
  tellOfRun(event, state);
  if (event.type === "run-begin") describe();
  if (event.type === "run-end" && !(state.description && state.pictures)) showAll();
  if (event.type === "evaluation") showPredictions("all", 0);
}

async function fit() {
  if (state.phase === "booting") return set({ waiting: true });
  if (state.phase === "fitting" || state.phase === "paused") return;
  if (cells.running) return set({ fault: A_CELL_RUNS });
  const { recipe } = state;
  const run_id = ++lastRun;
  set(accepted(state, run_id, recipe));
  try {
    await client.send({ type: "fit", recipe, run_id });
  } catch (error) {
    if (state.run?.run_id !== run_id || state.run.reason) return;
    hear(runEnd(run_id, "failed", faultOf(error)));
  }
}

/** Takes over a recipe, says so in the URL, and asks what it amounts to. @param {Recipe} recipe @param {State["problems"]} problems */
function use(recipe, problems) {
  const pictures =
    recipe.classes !== state.recipe.classes || recipe.samples !== state.recipe.samples;
  set({ recipe, problems, ...(pictures && { inspected: null }) });
  writeFragment();
  clearTimeout(settle);
  settle = window.setTimeout(() => {
    if (state.phase === "booting") return showFirstPictures();
    if (pictures || !state.pictures) showAll();
    else describe();
  }, SETTLE);
}

function writeFragment() {
  history.replaceState(null, "", `#${formatPage(state.recipe, page)}`);
}

/** Another part of the page; Back leads to the one before. @param {PageOptions["view"]} view @param {number} lesson */
function show(view, lesson) {
  page = { ...page, view, lesson };
  history.pushState(null, "", `#${formatPage(state.recipe, page)}`);
  applyPage();
  scrollTo(0, 0);
}

async function describe() {
  const ticket = ++asked;
  const description = await ask({ type: "describe", recipe: state.recipe });
  if (description && ticket === asked) set({ description });
}

/** Shows the first pictures of a set before Python can. */
async function showFirstPictures() {
  const { recipe } = state;
  const pictures = await firstPictures(base, recipe);
  if (pictures && recipe === state.recipe && state.phase === "booting") set({ pictures });
}

/** @param {number} start */
async function showPictures(start) {
  const { recipe } = state;
  try {
    const request = /** @type {const} */ ({ type: "images", part: "train", recipe, start });
    const pictures = await client.send({ ...request, count: SHOWN });
    if (recipe === state.recipe) set({ pictures, picturesFault: null });
  } catch (error) {
    const pictures = state.pictures?.preview ? null : state.pictures;
    if (recipe === state.recipe) set({ pictures, picturesFault: faultOf(error) });
  }
}

/** @param {number} index */
async function inspect(index) {
  const { recipe, pictures } = state;
  const request = /** @type {const} */ ({ type: "images", recipe, part: "train", count: 1 });
  const shown = pictures?.images.find((picture) => picture.index === index);
  const inspected = shown ?? (await ask({ ...request, start: index }))?.images[0];
  if (inspected) set({ inspected });
}

/** @param {"all" | "right" | "wrong"} which @param {number} start */
async function showPredictions(which, start) {
  const found = await ask({ type: "predictions", which, start, count: SHOWN });
  if (found) set({ predictions: { which, ...found } });
}

/** Sends a command whose failure is told but changes nothing else. @param {import("./protocol.js").CommandBody} command */
async function ask(command) {
  try {
    return await client.send(command);
  } catch (error) {
    // A worker that died is reported once, by the run it took along or by its successor's start.
    const fault = faultOf(error);
    if (fault.code !== "worker-died") set({ fault });
    return null;
  }
}

function retry() {
  const code = state.fault?.code;
  if (code === "version-mismatch") return location.reload();
  if (state.picturesFault) {
    set({ picturesFault: null });
    showPictures(0);
  }
  if (state.phase !== "failed") return;
  if (code === "boot-failed" || code === "worker-died") boot();
  else fit();
}

async function share() {
  writeFragment();
  set({ notice: await copyLink() });
}

function reset() {
  const idle = state.phase === "done" || state.phase === "failed";
  set({
    run: null,
    finished: shelved(state),
    predictions: null,
    fault: null,
    notice: null,
    ...(idle && { phase: "ready" }),
  });
  use(defaultRecipe(), []);
}

/** @param {Action} action */
function act(action) {
  switch (action.type) {
    case "use":
      return use(action.recipe, []);
    case "change": {
      const next = change(state.recipe, action.key, action.value);
      return use(next.recipe, next.problems);
    }
    case "fit":
      return fit();
    case "pause":
    case "resume":
      return ask({ type: action.type });
    case "stop":
      return client.stop().catch(() => {});
    case "reset":
      return reset();
    case "retry":
      return retry();
    case "dismiss":
      return set({ problems: [], notice: null, ...(state.phase !== "failed" && { fault: null }) });
    case "share":
      return share();
    case "images":
      return showPictures(action.start);
    case "inspect":
      return action.index === null ? set({ inspected: null }) : inspect(action.index);
    case "predictions":
      return showPredictions(action.which, action.start);
    case "theme":
      page = { ...page, theme: action.value };
      applyPage();
      return writeFragment();
    case "show":
      return show(action.view, action.lesson ?? page.lesson);
    case "run-cell":
      return cells.run(action.request).then(action.end);
    case "stop-cell":
      cells.stop();
      return set({ fault: null, notice: CELL_STOPPED });
  }
}

function applyPage() {
  root.dataset.theme = page.theme;
  root.toggleAttribute("data-embed", page.embed);
  for (const room of rooms) room.hidden = room.dataset.room !== page.view;
  set({ match: page.match, theme: page.theme, view: page.view, lesson: page.lesson });
}

addEventListener("fr-action", (event) => {
  act(/** @type {CustomEvent<Action>} */ (event).detail);
  picture.next();
});
addEventListener("hashchange", () => {
  const read = parseFragment(location.hash);
  page = read.page;
  applyPage();
  use(read.recipe, read.problems);
  if (page.run) fit();
  picture.next();
});

applyPage();
if (page.run) set({ waiting: true });
if (page.embed) tellHeight(document.body);
changeVersion(base);
boot();
