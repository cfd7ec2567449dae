/**
 * The page's state over what a real session said: TRANSCRIPTS names the file that test_modules.py
 * has made by training in Python just before.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { isAtWork } from "../../../web/page/offline.js";
import { accepted, canGoOn, initialState, reduce } from "../../../web/page/state.js";
import { parseFragment } from "../../../web/recipe/recipe.js";

const NO_NUMBERS = { NaN: Number.NaN, Infinity: Infinity, "-Infinity": -Infinity };
const transcripts = JSON.parse(readFileSync(process.env.TRANSCRIPTS, "utf8"), (_, value) =>
  typeof value === "string" && value in NO_NUMBERS ? NO_NUMBERS[value] : value,
);
const { recipe } = parseFragment("");

/** Freeze a value deeply, so that changing it raises an error. */
function frozen(value) {
  if (value && typeof value === "object" && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

const start = (run_id = 1, state = ready()) => frozen(accepted(state, run_id, recipe));
const ready = () => frozen({ ...initialState(recipe, []), phase: "ready" });
const replay = (events, state) =>
  events.reduce((before, event) => frozen(reduce(before, frozen(event))), state);
const of = (events, type) => events.filter((event) => event.type === type);

test("a page begins with nothing but its recipe", () => {
  const state = initialState(recipe, [{ key: "epochs", message: "no" }]);
  assert.equal(state.phase, "booting");
  assert.equal(state.recipe, recipe);
  assert.equal(state.issues.length, 1);
  assert.deepEqual(
    [state.run, state.fault, state.predictions, state.finished],
    [null, null, null, []],
  );
});

test("a whole run leaves what its end says", () => {
  const events = transcripts.completed;
  const { phase, run, fault, download } = replay(events, start());
  const [begin] = of(events, "run-begin");
  const [end] = of(events, "run-end");
  const epochs = of(events, "epoch-end");
  assert.equal(phase, "done");
  assert.equal(fault, null);
  assert.equal(download, null);
  assert.equal(run.reason, "completed");
  assert.deepEqual(run.history, end.history);
  assert.equal(run.fingerprint, end.fingerprint);
  assert.equal(run.seconds, end.seconds);
  assert.deepEqual(run.evaluation, of(events, "evaluation")[0].evaluation);
  assert.deepEqual(
    run.lines,
    epochs.flatMap(({ lines }) => lines),
  );
  assert.equal(run.lines.length, 2 * epochs.length);
  assert.deepEqual(run.network, epochs.at(-1).network);
  assert.deepEqual(run.logs, epochs.at(-1).logs);
  assert.equal(run.train_samples, begin.train_samples);
  assert.equal(run.validation_samples, begin.validation_samples);
  assert.equal(run.test_samples, begin.test_samples);
});

test("once a run has begun, there is nothing left to download", () => {
  const told = { ...ready(), description: { download_bytes: 5_000_000, test_samples: 100 } };
  const [begin] = of(transcripts.completed, "run-begin");
  const begun = replay([begin], start(1, frozen(told)));
  assert.deepEqual(begun.description, { download_bytes: 0, test_samples: 100 });
  const changed = { ...start(1, frozen(told)), recipe: { ...recipe, samples: 50 } };
  assert.equal(reduce(frozen(changed), begin).description.download_bytes, 5_000_000);
});

test("a chosen picture that the next set does not have is let go", () => {
  const [begin] = of(transcripts.completed, "run-begin");
  const all = begin.train_samples + begin.validation_samples;
  /** @param {object} picture */
  const chosen = (picture) => {
    const before = start();
    return replay([begin], frozen({ ...before, inside: { ...before.inside, picture } })).inside;
  };
  for (const picture of [
    { part: "train", index: all - 1 },
    { part: "test", index: begin.test_samples - 1 },
    { part: "own", index: 0, pixels: [] },
  ])
    assert.equal(chosen(picture).picture, picture);
  assert.equal(chosen({ part: "train", index: all }).picture, null);
  assert.equal(chosen({ part: "test", index: begin.test_samples }).picture, null);
});

test("the history grows by one epoch at a time to what the end says", () => {
  const events = transcripts.completed;
  let state = start();
  let epochs = 0;
  for (const event of events) {
    state = replay([event], state);
    if (event.type === "epoch-end") epochs++;
    if (event.type === "run-end") break;
    assert.equal(state.run.history.loss?.length ?? 0, epochs);
    assert.equal(state.phase, "fitting");
  }
  assert.ok(epochs > 1);
});

test("progress is taken over, and a look at validation pictures keeps the training's numbers", () => {
  const events = transcripts.completed;
  const last = of(events, "batch-end").at(-1);
  const { run } = replay(events.slice(0, events.indexOf(last) + 1), start());
  assert.equal(run.fraction, last.fraction);
  assert.equal(run.activity, last.phase);
  assert.equal(run.samples, last.samples);
  const training = { ...last, phase: "train", logs: { loss: 1, accuracy: 0.5 } };
  const checking = { ...last, phase: "validate", logs: { loss: 9, accuracy: 0 } };
  assert.deepEqual(replay([training, checking], start()).run.logs, training.logs);
});

test("a run that was stopped is done, and its evaluation arrives later", () => {
  const events = transcripts.stopped;
  const end = events.findIndex(({ type }) => type === "run-end");
  const stopped = replay(events.slice(0, end + 1), start());
  assert.equal(stopped.phase, "done");
  assert.equal(stopped.run.reason, "stopped");
  assert.equal(stopped.run.evaluation, null);
  const { phase, run } = replay(events.slice(end + 1), stopped);
  assert.equal(phase, "done");
  assert.deepEqual(run.evaluation, of(events, "evaluation")[0].evaluation);
});

test("a pause and a resume are states of their own", () => {
  const events = transcripts.paused;
  const phases = [];
  const atWork = [];
  let state = start();
  for (const event of events) {
    state = replay([event], state);
    if (state.phase === phases.at(-1)) continue;
    phases.push(state.phase);
    atWork.push(isAtWork(state));
  }
  assert.deepEqual(phases, ["fitting", "paused", "fitting", "done"]);
  assert.deepEqual(atWork, [true, false, true, false]);
});

test("Python is at work as it starts and between the runs of a list", () => {
  assert.ok(isAtWork(initialState(recipe, [])));
  assert.ok(!isAtWork(ready()));
  assert.ok(isAtWork({ ...ready(), phase: "done", list: { running: true } }));
});

test("an early stop is done", () => {
  const { phase, run } = replay(transcripts.early, start());
  assert.equal(phase, "done");
  assert.equal(run.reason, "early-stopping");
  assert.ok(run.evaluation);
});

test("a loss beyond all numbers is a fault, and its epochs stay", () => {
  const { phase, run, fault } = replay(transcripts.nan, start());
  assert.equal(phase, "failed");
  assert.equal(fault.code, "loss-nan");
  assert.ok(run.history.loss.length > 0);
});

test("events of a run that is not the current one change nothing", () => {
  for (const events of Object.values(transcripts)) {
    const done = replay(events, start(1));
    for (const state of [ready(), start(9), start(9, done)]) {
      for (const event of events) assert.equal(reduce(state, event), state, event.type);
    }
  }
});

test("a run whose pictures do not come leaves the one before it on screen", () => {
  const done = frozen({
    ...replay(transcripts.completed, start(1)),
    predictions: { which: "all" },
  });
  const again = start(2, done);
  assert.equal(again.predictions, null);
  assert.equal(again.finished.length, 1);
  const unbegun = transcripts.unbegun.map((event) => ({ ...event, run_id: 2 }));
  const failed = replay(unbegun, again);
  assert.equal(failed.phase, "failed");
  assert.equal(failed.fault.code, "data-missing");
  assert.equal(failed.run, done.run);
  assert.equal(failed.predictions, done.predictions);
  assert.deepEqual(failed.finished, []);
  const stopped = replay([{ ...unbegun[0], reason: "stopped", error: null }], again);
  assert.equal(stopped.phase, "done");
  assert.equal(stopped.run, done.run);
});

test("without a run before it, a run whose pictures do not come is the one on screen", () => {
  const { phase, run } = replay(transcripts.unbegun, start());
  assert.equal(phase, "failed");
  assert.equal(run.reason, "failed");
});

test("a killed run keeps its epochs and waits for the next worker", () => {
  const events = transcripts.completed.slice(0, -2);
  const end = {
    type: "run-end",
    run_id: 1,
    reason: "killed",
    history: {},
    seconds: 0,
    fingerprint: null,
  };
  const { phase, run, fault } = replay(
    [...events, { ...end, error: { code: "worker-died" } }],
    start(),
  );
  assert.equal(phase, "booting");
  assert.equal(run.reason, "killed");
  assert.ok(run.history.loss.length > 1);
  assert.equal(fault.code, "worker-died");
});

test("earlier runs are kept, the latest first, without their drawings, and not for ever", () => {
  let state = ready();
  for (let run_id = 1; run_id <= 30; run_id++) {
    const events = transcripts.completed.map((event) => ({ ...event, run_id }));
    state = replay(events, start(run_id, state));
  }
  const ids = state.finished.map(({ run_id }) => run_id);
  assert.equal(ids[0], 29);
  assert.deepEqual(
    ids,
    [...ids].sort((a, b) => b - a),
  );
  assert.ok(ids.length < 30);
  assert.ok(state.finished.every(({ network, lines }) => network === null && lines.length === 0));
});

test("a new run clears what the last one said", () => {
  const failed = replay(transcripts.nan, start(1));
  const { phase, fault, predictions, run } = start(2, failed);
  assert.deepEqual([phase, fault, predictions, run.history], ["fitting", null, null, {}]);
});

test("boot events show the way, but do not hide a failure", () => {
  const boot = { type: "boot", stage: "Unpacking NumPy", step: 1, steps: 3, loaded: 0, total: 0 };
  assert.equal(reduce(ready(), boot).phase, "booting");
  assert.equal(reduce(ready(), boot).boot.stage, "Unpacking NumPy");
  assert.equal(reduce({ ...ready(), phase: "failed" }, boot).phase, "failed");
});

test("a download is shown until its last byte", () => {
  const part = { type: "download", run_id: 1, file: "a.bin", loaded: 5, total: 10 };
  const state = replay([part], start());
  assert.deepEqual(state.download, { file: "a.bin", loaded: 5, total: 10 });
  assert.equal(replay([{ ...part, loaded: 10 }], state).download, null);
  assert.deepEqual(replay([{ ...part, run_id: null }], ready()).download.loaded, 5);
});

test("a run that goes on adds to what the one before it has shown", () => {
  const small = { ...recipe, samples: 50, epochs: 3 };
  const longer = { ...small, more: [{ epochs: 2, lr: 0.0001 }] };
  const [first, second] = [1, 2].map((id) => transcripts.going_on.filter((e) => e.run_id === id));
  const done = replay(first, frozen(accepted(ready(), 1, small)));
  assert.equal(canGoOn(done), true);
  assert.equal(canGoOn({ ...done, lock: ["more"] }), false);
  const begun = frozen(accepted(done, 2, longer, true));
  assert.deepEqual([begun.run.epochs, begun.run.seams], [5, [3]]);
  assert.deepEqual(begun.run.history, done.run.history);
  const { run, finished } = replay(second, begun);
  const [end] = of(second, "run-end");
  assert.deepEqual(run.history, end.history);
  assert.equal(run.history.loss.length, 5);
  assert.equal(run.lines.length, 10);
  assert.deepEqual(run.seams, [3]);
  assert.equal(finished.length, 1);
});

test("a run that should go on but must begin anew shows its own epochs alone", () => {
  const done = replay(transcripts.completed, start());
  const longer = { ...recipe, more: [{ epochs: 2, lr: null }] };
  const begun = accepted(done, 2, longer, true);
  const [begin] = of(transcripts.completed, "run-begin");
  const { run } = reduce(begun, { ...begin, run_id: 2 });
  assert.deepEqual([run.history, run.lines, run.seams], [{}, [], []]);
  assert.equal(run.epochs, 12);
});

test("what has not trained all its epochs cannot go on", () => {
  for (const name of ["stopped", "nan", "unbegun"])
    assert.equal(canGoOn(replay(transcripts[name], start())), false, name);
});
