/**
 * A task on the page: what of it is done, kept on this device under the task's hash. Fetched with the
 * first task.
 *
 * @import {CommandBody, Recipe, Replies, WorkerEvent} from "../../protocol.js"
 * @import {Measures} from "../../task/measures.js"
 * @import {Task} from "../../recipe/task.js"
 * @import {Emit} from "../parent-frame.js"
 * @import {Recording} from "./record-store.js"
 * @import {State} from "../state.js"
 *
 * A goal as a link writes it, whether it is met, and the value now.
 * @typedef {{text: string, met: boolean, value: number | null}} JudgedGoal
 * The run that a code is written of.
 * @typedef {{recipe: Recipe, fingerprint: string, measures: Measures, tries: number, met: boolean,
 *   build: string, data: string}} Result
 *
 * `hints`: how many are shown; `expected`: the test accuracy that was written down first; `over`: no
 * try is left. `done`: all goals were met by a whole run, or there are none and one has ended.
 * `recording`: how it stands with the record store that launched the page.
 * @typedef {{task: Task, pupil: boolean, tag: string, tries: number, hints: number,
 *   expected: number | null, goals: JudgedGoal[], result: Result | null, done: boolean, over: boolean,
 *   code: string | null, wanted: "tag" | "expected" | null, recording: Recording | null}} TaskState
 * What is kept of a task, on the device or by the page around.
 * @typedef {Pick<TaskState, "tag" | "tries" | "hints" | "expected" | "result">} KeptTask
 *
 * What the learner does: writes their tag or what they expect, or asks for the next hint.
 * @typedef {{tag?: string, expected?: number, hints?: number}} TaskChanges
 */

import { read, write } from "../../storage/storage.js";
import { readCode, writeCode } from "../../task/code.js";
import { readTag, seedOf, shortHash, taskHash } from "../../task/identity.js";
import { nameOf, readLaunch } from "../../task/launch.js";
import { judge, measure } from "../../task/measures.js";
import { statements } from "../../task/xapi.js";
import { isRunning } from "../state.js";
import { RecordStore } from "./record-store.js";

/** How runs end that count as a try. */
const COUNTED = ["completed", "early-stopping", "stopped", "nan"];
/** The most characters of a task's name. */
const NAME_LENGTH = 80;
/** How those end that can be replayed. */
const WHOLE = ["completed", "early-stopping"];
/** @type {KeptTask} */
const NOTHING = { tag: "", tries: 0, hints: 0, expected: null, result: null };

export class TaskRoom {
  #hash;
  #set;
  #state;
  #query;
  #build;
  /** The id of the pictures. @type {Promise<string | null>} */
  #data;
  /** The latest run that was counted. */
  #counted = 0;
  #send;
  #begun = performance.now();
  /** What statements are about: the same for all who do this task. */
  #activity;
  /** The tag has been written here; a platform's name for the pupil that comes late does not replace it. */
  #isTagged = false;
  /** What was emitted last. */
  #emitted = "";
  /** The record store that launched the page. @type {RecordStore | null} */
  #records = null;

  /**
   * @param {{task: Task, pupil: boolean, lock: string[], recipe: Recipe, launch?: string}} link
   * @param {{base: URL, build: string, set: (changes: Partial<State>) => void, state: () => State,
   *   emit: Emit,
   *   query: <C extends CommandBody>(command: C) => Promise<Replies[C["type"]] | null>}} page
   */
  constructor(link, { base, build, set, state, emit, query }) {
    this.#hash = taskHash(link.task, link);
    this.#set = set;
    this.#state = state;
    this.#query = query;
    this.#send = emit;
    this.#build = build;
    const { task, pupil } = link;
    this.#data = dataId(base);
    const unknown = { goals: [], done: false, over: false, code: null, wanted: null };
    const begun = { ...unknown, ...NOTHING, task, pupil, recording: null };
    set({ task: this.#with({ ...begun, ...this.#readKept(read(this.#key), pupil) }) });
    this.#openRecords(launchText(link.launch ?? "", this.#hash));
    const opened = this.follow(state());
    set({ task: opened });
    if (opened) this.#emit(opened);
    const name = [...(task.ask || "A task")].slice(0, NAME_LENGTH).join("");
    this.#activity = { id: new URL(`#task=${this.#hash}`, base).href, name };
    this.#report(null, null, null);
  }

  /** Return the task after a change of the page's state: what its goals come to now. @param {State} state */
  follow(state) {
    const { task } = state;
    if (!task) return null;
    const goals = judge(task.task.goals, measuresNow(state));
    if (JSON.stringify(goals) === JSON.stringify(task.goals)) return task;
    const next = { ...task, goals };
    this.#emit(next);
    return next;
  }

  /** Return a recipe with the pupil's own seed, where the task wants that. @param {Recipe} recipe */
  seeded(recipe) {
    const { pupil, tag } = this.#task;
    return pupil && tag ? { ...recipe, seed: seedOf(tag, this.#hash) } : recipe;
  }

  /** Whether a run may begin; else the panel says what is to be written first. */
  mayFit() {
    const { pupil, tag, task, expected } = this.#task;
    const unguessed = task.predict && expected === null;
    const wanted = pupil && !tag ? "tag" : unguessed ? "expected" : null;
    this.#put({ wanted });
    return wanted === null;
  }

  /** @param {TaskChanges} changes */
  change({ tag: typed, ...changes }) {
    const before = this.#task;
    const tag = typed === undefined ? before.tag : readTag(typed);
    this.#isTagged ||= typed !== undefined;
    // On a device that several use, each begins anew.
    const another = before.tag !== "" && tag !== before.tag;
    this.#put({ ...(another && NOTHING), tag, ...changes, wanted: null });
  }

  /**
   * Go on with a task as the page around has kept it, unless this device knows it to be further.
   * @param {unknown} kept
   */
  restore(kept) {
    const { tries, pupil, tag } = this.#task;
    const read = this.#readKept(kept, pupil);
    const fresh = tries === 0 && tag === "";
    const another = !this.#isTagged && read.tag !== "" && read.tag !== tag;
    if (fresh || another || read.tries > tries) this.#put(read);
  }

  /** Count a run that has ended. @param {WorkerEvent} event */
  async count(event) {
    if (event.type !== "run-end" && event.type !== "evaluation") return;
    const { run, phase } = this.#state();
    if (!run?.reason || run.run_id === this.#counted || !COUNTED.includes(run.reason)) return;
    if (phase === "done" && !run.evaluation) return;
    this.#counted = run.run_id;
    const { task: asked } = this.#task;
    const [params, data] = await Promise.all([this.#params(run.recipe), this.#data]);
    // Another link may have been followed meanwhile.
    if (this.#state().task?.task !== asked) return;
    const { tries, result, done, over } = this.#task;
    if (over || (done && asked.goals.length > 0)) return;
    const measures = measure(run.recipe, params, run);
    const judged = judge(asked.goals, measures);
    const met = judged.every((goal) => goal.met);
    const whole = WHOLE.includes(run.reason) && run.fingerprint && data;
    const next = whole
      ? {
          recipe: run.recipe,
          fingerprint: run.fingerprint ?? "",
          measures,
          tries: tries + 1,
          met,
          build: this.#build,
          data,
        }
      : result;
    const before = this.#task;
    this.#put({ tries: tries + 1, result: next });
    const share = judged.filter((goal) => goal.met).length / judged.length;
    this.#report(before, run.recipe, judged.length > 0 ? share : null);
  }

  /**
   * Emit statements on a task that was opened, or tried with a recipe.
   * @param {TaskState | null} before @param {Recipe | null} recipe @param {number | null} score
   */
  #report(before, recipe, score) {
    const seconds = (performance.now() - this.#begun) / 1000;
    const activity = { ...this.#activity, seconds, time: new Date() };
    const now = { ...this.#task, score, recipe };
    const earlier = before && { ...before, score: null, recipe: null };
    for (const statement of statements(earlier, now, activity)) {
      this.#send("xapi", { statement });
      this.#records?.add(statement);
    }
  }

  /** Report to the record store that launched the page, if one has. @param {string} text */
  #openRecords(text) {
    const read = readLaunch(text);
    if (!read) return;
    if (!read.launch) return this.#set({ notice: read.problem });
    const tell = (/** @type {Recording} */ recording) => {
      // Another link may have been followed meanwhile.
      const { task } = this.#state();
      if (task?.task === asked) this.#set({ task: { ...task, recording } });
    };
    const { task: asked, tag } = this.#task;
    this.#records = new RecordStore(read.launch, tell);
    const { recording } = this.#records;
    const named = tag || readTag(nameOf(read.launch.actor));
    this.#set({ task: { ...this.#task, recording, tag: named } });
  }

  /** How many numbers a network learns; Python knows. @param {Recipe} recipe */
  async #params(recipe) {
    if (!this.#task.task.goals.some((goal) => goal.measure === "params")) return null;
    return (await this.#query({ type: "describe", recipe }))?.summary.total_params ?? null;
  }

  get #task() {
    return /** @type {TaskState} */ (this.#state().task);
  }

  get #key() {
    return `task-${this.#hash}`;
  }

  /** @param {Partial<TaskState>} changes */
  #put(changes) {
    const next = this.#with({ ...this.#task, ...changes });
    write(this.#key, keptOf(next));
    this.#set({ task: next });
    this.#emit(next);
  }

  /** Return a task with what follows from the rest of it. @param {TaskState} now @returns {TaskState} */
  #with(now) {
    const { task, result, tries } = now;
    const done = result?.met ?? false;
    const over = !done && task.tries !== null && tries >= task.tries;
    return { ...now, done, over, code: done || over ? this.#code(now) : null };
  }

  /** @param {TaskState} now */
  #code({ result, pupil, tag }) {
    return result && writeCode({ ...result, task: this.#hash, pupil, tag });
  }

  /** @param {TaskState} task */
  #emit(task) {
    const { goals, done, over, tries, code } = task;
    const kept = keptOf(task);
    const said = JSON.stringify([goals.map(({ met }) => met), code, kept]);
    if (said === this.#emitted) return;
    this.#emitted = said;
    this.#send("task", { goals, met: done, over: done || over, tries, code, kept });
  }

  /** Return what was kept, or nothing of what this page would not have. @param {unknown} kept @param {boolean} pupil */
  #readKept(kept, pupil) {
    const given = /** @type {Partial<KeptTask>} */ (kept ?? {});
    const { tag = "", tries, hints, expected = null, result = null } = given;
    const counted = [tries, hints].every((count) => Number.isInteger(count) && Number(count) >= 0);
    const guessed = expected === null || (typeof expected === "number" && Math.abs(expected) <= 1);
    if (!counted || !guessed || typeof tag !== "string") return NOTHING;
    try {
      // Only what a code can be written of is a result.
      const task = this.#hash;
      if (result) readCode(writeCode({ ...result, task, pupil, tag }));
    } catch {
      return NOTHING;
    }
    const [told, shown] = [Number(tries), Number(hints)];
    return { tag: readTag(tag), tries: told, hints: shown, expected, result };
  }
}

/** Where a launch is kept until its tab is closed. */
const LAUNCH = "fitting-room:launch";

/**
 * Return the launch parameters of the address. They are not in it any more when the page is loaded again,
 * so those of the same task are kept in this tab. @param {string} text @param {string} hash
 */
function launchText(text, hash) {
  try {
    if (text) sessionStorage.setItem(LAUNCH, `${hash}?${text}`);
    const [entry] = performance.getEntriesByType("navigation");
    const again = /** @type {PerformanceNavigationTiming} */ (entry).type === "reload";
    const [of, ...kept] = (sessionStorage.getItem(LAUNCH) ?? "").split("?");
    return text || (again && of === hash ? kept.join("?") : "");
  } catch {
    return text;
  }
}

/** Return the id of the site's pictures, null where their list cannot be fetched. @param {URL} base */
async function dataId(base) {
  try {
    const response = await fetch(new URL("data/manifest.json", base));
    return response.ok ? shortHash(await response.text()) : null;
  } catch {
    return null;
  }
}

/** @param {TaskState} task @returns {KeptTask} */
function keptOf({ tag, tries, hints, expected, result }) {
  return { tag, tries, hints, expected, result };
}

/** Return the measures of what is on screen: of the run as long as the settings are its own. @param {State} state */
function measuresNow(state) {
  const { run, recipe, description } = state;
  const params = description?.summary.total_params ?? null;
  const own = run && (isRunning(state) || JSON.stringify(run.recipe) === JSON.stringify(recipe));
  return measure(own ? run.recipe : recipe, params, own && run.history.loss ? run : null);
}
