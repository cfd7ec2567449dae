/**
 * The page's end of lists of runs, whose room is fetched with the first one; and the test that runs
 * are compared by, once a list or a comparison has asked for it.
 *
 * @import {WorkerEvent} from "../../protocol.js"
 * @import {Address} from "../address.js"
 * @import {Queries} from "../queries.js"
 * @import {ListChanges, RunListRoom} from "./run-list-room.js"
 * @import {View} from "../screen.js"
 * @import {Run, State} from "../state.js"
 * @import {Training} from "./training.js"
 *
 * `load` fetches the room and its panel, `show` renders that; `look` follows a picture through the latest
 * network, once a list is over.
 * @typedef {{training: Training, queries: Queries, address: Address, set: (changes: Partial<State>) => void,
 *   state: () => State, show: (view: View) => unknown, look: () => unknown,
 *   load: () => Promise<{RunListRoom: typeof RunListRoom, placeListPanel: () => View}>}} ListPage
 */
import { isRunning } from "../state.js";

export class RunLists {
  #page;
  /** @type {RunListRoom | null} */
  #room = null;

  /** @param {ListPage} page */
  constructor(page) {
    this.#page = page;
  }

  /** Show the list of the link, or an empty one. @param {boolean} [start] Whether it is to begin. */
  async open(start = false) {
    const { RunListRoom, placeListPanel } = await this.#page.load();
    this.#room ??= new RunListRoom(this.#page);
    this.#room.open(start);
    this.#page.show(placeListPanel());
  }

  /** @param {ListChanges} changes */
  async change(changes) {
    if (!this.#page.state().list) await this.open();
    this.#room?.change(changes);
  }

  /** The settings have changed. */
  follow() {
    this.#room?.follow();
  }

  halt() {
    this.#room?.halt();
  }

  onReady() {
    this.#room?.onReady();
  }

  /** Have runs tested for comparisons from now on, also the one on screen. */
  compare() {
    const { set, state } = this.#page;
    set({ comparing: true });
    const { run } = state();
    if (run?.evaluation && !run.tested && !isRunning(state())) this.#test(run);
  }

  /** @param {WorkerEvent} event Of the run on screen. */
  async onEvent(event) {
    const { run, phase, comparing } = this.#page.state();
    if (!run) return;
    if (event.type === "tested") {
      const { keepTest } = await import("./kept-runs.js");
      const kept = await keepTest(event.run_id, event.tested);
      return this.#room?.onTested(kept);
    }
    const over = event.type === "run-end" || event.type === "evaluation";
    if (over && comparing && phase === "done" && run.evaluation) return this.#test(run);
    if (event.type === "run-end") {
      this.#room?.onUntested(event.reason);
      this.#room?.onRunEnd();
    }
  }

  /** @param {Run} run */
  async #test(run) {
    const { loss } = run.history;
    const begun = loss?.length > 0 && (await this.#page.queries.test());
    if (!begun) this.#room?.onUntested("failed");
  }
}
