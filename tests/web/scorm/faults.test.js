/** Twenty platforms that do not work, in both versions: nothing throws, and the page keeps what it has. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { TaskRoom } from "../../../web/page/tasks/task-room.js";
import { defaultRecipe } from "../../../web/recipe/recipe.js";
import { readTask } from "../../../web/recipe/task.js";
import { findApi } from "../../../web/scorm/api.js";
import { Platform } from "../../../web/scorm/platform.js";
import { Sitting } from "../../../web/scorm/sitting.js";
import "../../sites/courses/faults.js";

globalThis.SLOW_MS = 5;
const { BROKEN } = globalThis;
const VERSIONS = /** @type {const} */ (["1.2", "2004"]);
const NAMES = { 1.2: "API", 2004: "API_1484_11" };
const KEPT = { tag: "Ada", tries: 1, hints: 0, expected: null, result: null };
const TOLD = { goals: [{ met: true }], met: true, over: true, tries: 1, code: "FR1.x", kept: KEPT };

/** The window of a package, within that of a platform. */
function windowWith(version, api) {
  const top = { opener: null, [NAMES[version]]: api };
  Object.assign(top, { top, parent: top });
  return { top, parent: top, opener: null };
}

/** A task's room, as the page has it. */
function openedRoom() {
  let state = { task: null, run: null, recipe: defaultRecipe(), phase: "ready" };
  const set = (changes) => {
    state = { ...state, ...changes };
  };
  const { task } = readTask({ ask: "Train", goal: "samples<100" });
  const link = { task, pupil: false, lock: [], recipe: state.recipe };
  const page = { base: new URL("http://127.0.0.1:9/"), build: "0", set, state: () => state };
  const room = new TaskRoom(link, { ...page, emit() {}, query: async () => null });
  return { room, task: () => state.task };
}

test("there are twenty", () => assert.equal(Object.keys(BROKEN).length, 20));

for (const version of VERSIONS) {
  for (const [fault, api] of Object.entries(BROKEN)) {
    test(`${fault}, ${version}: a sitting goes on to its end`, () => {
      const found = findApi(windowWith(version, api), version);
      const platform = found && new Platform(found, version);
      const restored = [];
      const sitting = new Sitting(platform, (task) => restored.push(task));
      sitting.take({ goals: [{ met: false }], tries: 0 });
      const { room, task } = openedRoom();
      for (const kept of restored) room.restore(kept);
      assert.deepEqual([task().tries, task().hints, task().result], [0, 0, null]);
      assert.equal(typeof task().tag, "string");
      assert.ok(task().tag.length <= 40);
      room.change({ tag: "Ada" });
      assert.equal(task().tag, "Ada");
      assert.equal(room.mayFit(), true);
      sitting.take(TOLD);
      sitting.take({ ...TOLD, tries: 2 });
      sitting.end(1);
      sitting.end(2);
    });
  }
}

test("a platform that works is told everything, once", () => {
  const values = new Map();
  const calls = [];
  const api = {
    LMSInitialize: () => "true",
    LMSGetValue: (name) => values.get(name) ?? "",
    LMSSetValue: (name, value) => values.set(name, value) && "true",
    LMSCommit: () => calls.push("commit") && "true",
    LMSFinish: () => calls.push("finish") && "true",
  };
  const sitting = new Sitting(
    new Platform(findApi(windowWith("1.2", api), "1.2"), "1.2"),
    () => {},
  );
  sitting.take({});
  sitting.take(TOLD);
  sitting.take(TOLD);
  sitting.end(3);
  sitting.end(4);
  assert.deepEqual(calls, ["commit", "commit", "finish"]);
  assert.equal(values.get("cmi.core.lesson_status"), "passed");
  assert.equal(values.get("cmi.core.score.raw"), "100");
  assert.equal(values.get("cmi.core.session_time"), "0000:00:03.00");
  assert.deepEqual(JSON.parse(values.get("cmi.suspend_data")), KEPT);
});

for (const version of VERSIONS)
  test(`what a crashed tab leaves is whole, ${version}`, () => {
    const [modern, values] = [version === "2004", new Map()];
    let saved = {};
    const [begin, get, set, save] = modern
      ? ["Initialize", "GetValue", "SetValue", "Commit"]
      : ["LMSInitialize", "LMSGetValue", "LMSSetValue", "LMSCommit"];
    const api = {
      [begin]: () => "true",
      [get]: (name) => values.get(name) ?? "",
      [set]: (name, value) => values.set(name, value) && "true",
      [save]: () => {
        saved = Object.fromEntries(values);
        return "true";
      },
    };
    const sitting = new Sitting(new Platform(api, version), () => {});
    const core = modern ? "cmi" : "cmi.core";
    const told = { goals: [{ met: true }, { met: false }], tries: 1, kept: KEPT };
    sitting.take({});
    sitting.take(told, 12);
    assert.equal(saved[`${core}.score.raw`], "50");
    assert.equal(saved[`${core}.exit`], "suspend", "2004 forgets what is not suspended");
    assert.equal(saved[`${core}.session_time`], modern ? "PT12.00S" : "0000:00:12.00");
    assert.deepEqual(JSON.parse(saved["cmi.suspend_data"]), KEPT);
    // A hint that was opened is no try, and counts all the same.
    sitting.take({ ...told, kept: { ...KEPT, hints: 2 } }, 20);
    assert.equal(JSON.parse(saved["cmi.suspend_data"]).hints, 2);
    const long = `FR1.${"x".repeat(300)}.00000000`;
    sitting.take({ ...TOLD, code: long, tries: 2 }, 30);
    assert.equal(saved[modern ? "cmi.comments_from_learner.0.comment" : "cmi.comments"], long);
    assert.equal(saved["cmi.interactions.0.id"], undefined);
    assert.equal(saved[`${core}.exit`], modern ? "normal" : "");
  });

test("a name that a slow platform gives late does not replace what has been written", () => {
  const { room, task } = openedRoom();
  room.restore({ ...KEPT, tag: "s-17", tries: 0 });
  assert.equal(task().tag, "s-17");
  room.change({ tag: "Ada" });
  room.restore({ ...KEPT, tag: "s-17", tries: 0 });
  assert.equal(task().tag, "Ada");
});
