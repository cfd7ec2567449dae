/**
 * Has runs begun: those of the settings, of a list, going on with the one on screen, or of a model that
 * has learned elsewhere.
 *
 * @import {TrainingClient} from "../../client/client.js"
 * @import {MoreEpochs, Recipe, WorkerEvent} from "../../protocol.js"
 * @import {Queries} from "../queries.js"
 * @import {State} from "../state.js"
 * @typedef {"batch" | "epoch"} Stride
 */
import { faultOf } from "../../client/python-worker.js";
import { runEnd } from "../../protocol.js";
import { accepted, canGoOn, isRunning } from "../state.js";

const BEING_READ = "Your pictures are still being read. Press Fit once they are all here.";

export const STILL_TRAINING =
  "The file was not opened: a training is under way. Stop it, or let it end, then open the file again.";

/** @type {{advance?: Stride}} */
const NOWHERE = {};

export class Training {
  #page;
  #last = 0;

  /**
   * @param {{client: TrainingClient, queries: Queries, set: (changes: Partial<State>) => void,
   *   state: () => State, use: (recipe: Recipe, issues: State["issues"]) => void,
   *   onEvent: (event: WorkerEvent) => void, mayFit: () => Promise<boolean>}} page
   *   `mayFit`: whether nothing is to be written down first.
   */
  constructor(page) {
    this.#page = page;
  }

  /** Train what the settings say; once Python is ready. */
  async fit(go_on = false, advance = NOWHERE) {
    const { set, state } = this.#page;
    if (state().phase === "booting") return set({ waiting: true });
    if (!(await this.mayBegin())) return;
    // Fit may have been pressed twice before either has begun: the first counts.
    if (isRunning(state()) || (!go_on && !this.#isExpected())) return;
    await this.begin(state().recipe, { go_on, ...advance });
  }

  /** Whether nothing is in the way: no run, pictures that are being read, what a task asks first. */
  async mayBegin() {
    const { set, state, mayFit } = this.#page;
    if (isRunning(state())) return false;
    if (state().recipe.data === "own" && state().own?.reading) {
      set({ notice: BEING_READ, waiting: false });
      return false;
    }
    return !state().link.task || mayFit();
  }

  /** Whether what will come of it has been written down, where that is asked first. */
  #isExpected() {
    const { set, state } = this.#page;
    const { expected, folds } = state();
    if (!expected) return true;
    const said = expected.share !== null || expected.way !== null;
    const open = said && expected.run_id === null;
    if (open) set({ expected: { ...expected, run_id: this.#last + 1 } });
    else {
      const nothing = { share: null, way: null, run_id: null, wanted: true };
      set({ expected: nothing, waiting: false, folds: folds.filter((panel) => panel !== "fit") });
    }
    return open;
  }

  /** Train one batch or one epoch: the next, or the first. @param {Stride} by */
  advance(by) {
    const { queries, state } = this.#page;
    const { phase, list } = state();
    if (phase === "paused") return queries.query({ type: "advance", by });
    if (phase === "fitting" || phase === "booting" || list?.running) return;
    return this.fit(false, { advance: by });
  }

  /** Train a recipe now. @param {Recipe} recipe @param {{go_on?: boolean, advance?: Stride}} [how] */
  async begin(recipe, { go_on = false, advance } = {}) {
    const { client, set, state, onEvent } = this.#page;
    const run_id = ++this.#last;
    set(accepted(state(), run_id, recipe, go_on));
    try {
      await client.send({ type: "fit", recipe, run_id, go_on, ...(advance && { advance }) });
    } catch (error) {
      const { run } = state();
      if (run?.run_id !== run_id || run.reason) return;
      onEvent(runEnd(run_id, "failed", faultOf(error)));
    }
  }

  /** Go on with the run on screen; its settings come back with it. @param {MoreEpochs} more */
  goOn(more) {
    const { state, use } = this.#page;
    const { run } = state();
    if (!run || !canGoOn(state())) return;
    use({ ...run.recipe, more: [...run.recipe.more, more] }, []);
    return this.fit(true);
  }

  /** Show a model that has learned elsewhere. @param {string} name @param {Uint8Array} content */
  async openModel(name, content) {
    const { queries, set, state, use } = this.#page;
    if (isRunning(state())) return set({ notice: STILL_TRAINING });
    const run_id = ++this.#last;
    const now = { ...state().recipe, more: [] };
    const settings = await queries.query({
      type: "open-model",
      run_id,
      recipe: now,
      name,
      content,
    });
    if (!settings) return;
    const recipe = { ...now, ...settings };
    const next = accepted(state(), run_id, recipe);
    set({ ...next, run: next.run && { ...next.run, opened: name } });
    use(recipe, []);
  }
}
