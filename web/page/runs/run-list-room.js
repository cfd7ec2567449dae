/**
 * A list of runs that follow each other. What this device has trained already, also before a reload, is
 * not trained again: a recipe always comes to the same. Fetched with the first list.
 *
 * @import {Band, Interval, Recipe, RunEndReason, Tested} from "../../protocol.js"
 * @import {PlannedRun, RunList} from "../../recipe/run-list.js"
 * @import {Issue} from "../../recipe/validate.js"
 * @import {Way} from "../state.js"
 * @import {ListPage} from "./run-lists.js"
 * @import {KeptRun} from "./runs-file.js"
 *
 * @typedef {"val_accuracy" | "accuracy" | "val_loss" | "loss"} Metric
 * `lost`: its loss stopped being a number.
 * @typedef {PlannedRun & {kept: KeptRun | null, lost: boolean}} ListedRun
 * What stands in the fields.
 * @typedef {{key: string, values: string, seeds: string, draws: boolean}} ListForm
 *
 * `seconds` and `bytes` are what its other runs will take; null as long as Python has not said. `curves`,
 * `results` (shares of test pictures) and `times` are bands by varied value, null where nothing is
 * trained yet; `interval` is how sure the last value's result is, where that is one run. `expected` is the
 * test accuracy that was written down for the last value, and `way` how it will be to the first's, where
 * the list `asks` for them; `wanted`: how often one was to be written first.
 * @typedef {{form: ListForm, list: RunList, recipe: Recipe, issues: Issue[], runs: ListedRun[],
 *   running: boolean, metric: Metric, seconds: number | null, bytes: number, said: string,
 *   asks: boolean, expected: number | null, way: Way | null, wanted: number, interval: Interval | null,
 *   curves: (Band | null)[], results: (Band | null)[], times: (Band | null)[]}} ListState
 *
 * What the learner does: fills in a field, chooses what is drawn, starts or goes on, takes the list along
 * as a script.
 * @typedef {Partial<ListForm> & {metric?: Metric, start?: boolean, asks?: boolean,
 *   expected?: number, way?: Way, script?: boolean}} ListChanges
 */
import { sameRecipe } from "../../recipe/recipe.js";
import {
  labelOf,
  MOST_RUNS,
  plan,
  readList,
  readSeeds,
  readTyped,
  valueText,
  writeList,
} from "../../recipe/run-list.js";
import { saveFile } from "../files/save-file.js";
import { keptRuns } from "./kept-runs.js";
import { isWhole } from "./runs-file.js";

/** @satisfies {Partial<ListState>} */
const NO_BANDS = { curves: [], results: [], times: [], interval: null };
/** @satisfies {Partial<ListState>} */
const UNSAID = { expected: null, way: null };

const STOPPED = "Stopped. What is trained is kept.";
const OTHER_PICTURES =
  "Stopped: your own pictures have changed, and the runs before were of others. Train them all again.";

export class RunListRoom {
  #page;
  /** The place of the run that is being trained. */
  #at = -1;
  #waiting = false;
  /** What is worked out for an earlier list is out of date. */
  #turn = 0;
  /** How the learner's own set was split when the list was begun: another set is split anew. @type {unknown} */
  #own = null;

  /** @param {ListPage} page */
  constructor(page) {
    this.#page = page;
  }

  /** Show the list of the link. @param {boolean} start Whether it is to begin as soon as it can. */
  open(start) {
    const { address, set, state } = this.#page;
    const { recipe } = state();
    const { list, issues } = readList(address.page.list ?? {}, recipe);
    const { vary, seeds, draws } = list;
    const key = vary?.key ?? "units";
    const values = vary?.values.map((value) => valueText(key, value)) ?? [];
    const joined = values.join(key === "layers" ? "; " : ", ");
    const form = { key, values: joined, seeds: String(seeds), draws };
    /** @type {Metric} */
    const metric = recipe.split > 0 ? "val_accuracy" : "accuracy";
    const nothing = { runs: [], running: false, seconds: null, bytes: 0, said: "" };
    const prediction = { asks: false, ...UNSAID, wanted: 0 };
    set({ list: { form, list, recipe, issues, metric, ...nothing, ...prediction, ...NO_BANDS } });
    this.#waiting = start;
    return this.#plan();
  }

  /** @param {ListChanges} changes */
  change({ start, metric, asks, expected, way, script, ...typed }) {
    const before = this.#list;
    if (asks !== undefined) return this.#put({ asks, ...UNSAID, wanted: 0 });
    if (way) return this.#put({ way, wanted: 0 });
    if (expected !== undefined) return this.#put({ expected, wanted: 0 });
    if (metric) {
      this.#put({ metric });
      return this.#summarize();
    }
    if (start) return this.#start();
    if (script) return this.#takeAlong();
    if (Object.keys(typed).length === 0 || before.running) return;
    const form = { ...before.form, ...typed, ...(typed.key && { values: "" }) };
    const { recipe } = this.#page.state();
    const read = form.values.trim() === "" ? null : readTyped(form.key, form.values, recipe);
    const counted = readSeeds(form.seeds);
    const issues = [...(read?.issues ?? []), ...counted.issues];
    this.#put({
      form,
      issues,
      said: "",
      ...UNSAID,
      list: { vary: read?.vary ?? null, seeds: counted.seeds, draws: form.draws },
    });
    return this.#plan();
  }

  /** Plan anew where the settings have changed. */
  follow() {
    const { list, recipe } = this.#page.state();
    if (!list || list.running || sameRecipe(list.recipe, recipe)) return;
    this.#put({ said: "" });
    return this.#plan();
  }

  /** What Python can say by now. */
  onReady() {
    if (this.#page.state().list) return this.#plan();
  }

  /** End it after what is trained; nothing of that is lost. */
  halt(said = STOPPED) {
    this.#waiting = false;
    if (!this.#page.state().list?.running) return;
    this.#put({ running: false, said });
    return this.#isOutdated() ? this.#plan() : this.#estimate();
  }

  /** A run has ended: its pictures need not be fetched any more. */
  onRunEnd() {
    const { list, phase } = this.#page.state();
    if (list && !list.running && list.bytes > 0 && phase === "done") return this.#estimate();
  }

  /** Whether the settings have changed, or the learner's own set since the list was begun. */
  #isOutdated() {
    const { list, recipe } = this.#page.state();
    return Boolean(list && (!sameRecipe(list.recipe, recipe) || this.#hasOtherPictures()));
  }

  #hasOtherPictures() {
    const { list, own } = this.#page.state();
    return list?.recipe.data === "own" && own?.split !== this.#own;
  }

  /** Go on after a run has been tested; one that was under way when the list was stopped counts too. @param {KeptRun | null} kept */
  onTested(kept) {
    const { list } = this.#page.state();
    const run = list?.runs[this.#at];
    if (!list || !run) return;
    if (list.running && this.#hasOtherPictures()) return this.halt(OTHER_PICTURES);
    if (kept && sameRecipe(kept.recipe, run.recipe) && isWhole(kept)) this.#mark({ kept });
    else if (list.running) this.#mark({ lost: true });
    else return;
    this.#summarize();
    return list.running ? this.#next() : this.#estimate();
  }

  /** Go on, or end, after a run that was not tested. @param {RunEndReason} reason */
  onUntested(reason) {
    if (!this.#page.state().list?.running) return;
    if (reason !== "nan") return this.halt(this.#hasOtherPictures() ? OTHER_PICTURES : STOPPED);
    this.#mark({ lost: true });
    this.#next();
  }

  /** Begin, or go on with what is not trained yet. */
  async #start() {
    const { address, state, set, training } = this.#page;
    const { list, runs } = this.#list;
    if (state().phase === "booting") {
      this.#waiting = true;
      return this.#put({ said: "It will start when Python is ready." });
    }
    if (runs.length === 0 || !(await training.mayBegin())) return;
    const { asks, expected, way, wanted } = this.#list;
    if (asks && expected === null && way === null) return this.#put({ wanted: wanted + 1 });
    this.#own = state().own?.split;
    address.update({ list: writeList(list), run: false });
    address.write(state().recipe);
    const { task, pupil } = state().link;
    set({ comparing: true, link: { task, pupil, list: writeList(list) } });
    this.#put({ running: true, said: "" });
    this.#next();
  }

  /** Save the script that trains all its runs elsewhere. */
  async #takeAlong() {
    const recipes = this.#list.runs.map(({ recipe }) => recipe);
    const file = await this.#page.queries.query({ type: "export-list", recipes });
    if (file) saveFile(file.name, file.content);
  }

  #next() {
    const { training } = this.#page;
    this.#at = this.#list.runs.findIndex(({ kept, lost }) => !kept && !lost);
    if (this.#at >= 0) return training.begin(this.#list.runs[this.#at].recipe);
    this.#put({ running: false, said: "All are trained." });
    this.#page.look();
    return this.#estimate();
  }

  /** @param {Partial<ListedRun>} changes */
  #mark(changes) {
    const at = this.#at;
    const runs = this.#list.runs.map((run, i) => (i === at ? { ...run, ...changes } : run));
    this.#put({ runs });
  }

  /** Work out the runs of the list, and which of them are trained. */
  async #plan() {
    const turn = ++this.#turn;
    const { recipe } = this.#page.state();
    const { list, issues } = this.#list;
    const others = issues.filter(({ key }) => key !== "list");
    const planned = list.vary || list.seeds > 1 ? plan(list, recipe) : [];
    if (planned.length > MOST_RUNS) {
      const message = `These are ${planned.length} runs, and at most ${MOST_RUNS} go into one list: take fewer values of ${labelOf(list.vary?.key ?? "seed")}, or fewer seeds.`;
      const none = { runs: [], ...NO_BANDS, seconds: null };
      return this.#put({ ...none, recipe, issues: [...others, { key: "list", message }] });
    }
    const kept = await keptRuns();
    if (turn !== this.#turn || !this.#page.state().list) return;
    const runs = planned.map((run) => ({ ...run, kept: found(kept, run), lost: false }));
    this.#put({ recipe, runs, issues: others, ...NO_BANDS, seconds: null });
    if (this.#page.state().phase === "booting") return;
    if (this.#waiting && runs.length > 0) {
      this.#waiting = false;
      this.#start();
    }
    await this.#summarize();
    await this.#estimate();
  }

  /** Ask how long the other runs will take. */
  async #estimate() {
    const turn = this.#turn;
    const recipes = this.#list.runs
      .filter((run) => !run.kept && !run.lost)
      .map((run) => run.recipe);
    const told = await this.#page.queries.query({ type: "estimate", recipes });
    if (!told || turn !== this.#turn || !this.#page.state().list) return;
    const seconds = told.seconds.reduce((sum, one) => sum + one, 0);
    this.#put({ seconds, bytes: told.download_bytes });
  }

  /** Ask what the trained runs come to. */
  async #summarize() {
    const turn = this.#turn;
    const { runs, metric, list } = this.#list;
    const values = Array.from({ length: list.vary?.values.length ?? 1 }, (_, value) =>
      runs.flatMap((run) => (run.value === value && run.kept ? [run.kept] : [])),
    );
    const last = runs.flatMap(({ value, kept }) =>
      value === values.length - 1 && kept?.compared ? [kept.compared] : [],
    );
    const groups = [
      ...values.map((kept) =>
        kept.flatMap(({ history }) => (history[metric] ? [history[metric]] : [])),
      ),
      ...values.map((kept) =>
        kept.flatMap(({ compared: test }) => (test ? [[test.correct / test.samples]] : [])),
      ),
      ...values.map((kept) => kept.map(({ seconds }) => [seconds])),
    ];
    const found = await this.#bands(groups, list.seeds === 1 ? last : []);
    if (turn !== this.#turn || metric !== this.#page.state().list?.metric || !found) return;
    const { bands, interval } = found;
    const part = (/** @type {number} */ i) =>
      bands.slice(i * values.length, (i + 1) * values.length);
    this.#put({ curves: part(0), results: part(1), times: part(2), interval });
  }

  /** @param {number[][][]} groups @param {Tested[]} tested @returns {Promise<{bands: (Band | null)[], interval: Interval | null} | null>} */
  async #bands(groups, tested) {
    const filled = groups.filter((group) => group.length > 0);
    if (filled.length === 0) return { bands: groups.map(() => null), interval: null };
    const tests = tested.map(({ samples, correct }) => ({ samples, correct }));
    const told = await this.#page.queries.query({ type: "summarize", tests, groups: filled });
    if (!told) return null;
    const next = told.bands.values();
    const bands = groups.map((group) => (group.length > 0 ? (next.next().value ?? null) : null));
    return { bands, interval: told.intervals[0] ?? null };
  }

  get #list() {
    return /** @type {ListState} */ (this.#page.state().list);
  }

  /** @param {Partial<ListState>} changes */
  #put(changes) {
    const { set, state } = this.#page;
    const { list } = state();
    if (list) set({ list: { ...list, ...changes } });
  }
}

/** Return a whole run of these settings that was tested as all of them are. @param {KeptRun[]} kept @param {PlannedRun} run */
function found(kept, { recipe }) {
  // The learner's own set may have changed since.
  if (recipe.data === "own") return null;
  const same = kept.find((one) => one.compared && sameRecipe(one.recipe, recipe) && isWhole(one));
  return same ?? null;
}
