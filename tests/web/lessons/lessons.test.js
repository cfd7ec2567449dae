/** The lessons' content as data, and what is read in an experiment's programs. */
import assert from "node:assert/strict";
import test from "node:test";
import { differingLines, epochOf } from "../../../web/views/lessons/experiment-programs.js";
import { LESSONS } from "../../../web/lessons/index.js";

/** @type {any[]} */
const PARTS = LESSONS.flatMap(({ steps }) => steps.flatMap(({ parts }) => parts));
const EXPERIMENTS = PARTS.filter((part) => "experiment" in part);
const QUESTIONS = [...PARTS.filter((part) => "ask" in part), ...EXPERIMENTS.map((e) => e.guess)];

test("there are five lessons, and eight experiments in the fifth", () => {
  assert.equal(LESSONS.length, 5);
  assert.equal(EXPERIMENTS.length, 8);
  const inFifth = LESSONS[4].steps.flatMap(({ parts }) => parts);
  assert.ok(EXPERIMENTS.every((experiment) => inFifth.includes(experiment)));
});

test("every lesson has cells to run and questions to try, every step something to do", () => {
  for (const { title, steps } of LESSONS) {
    const parts = steps.flatMap((step) => step.parts);
    assert.ok(parts.filter((part) => "code" in part).length >= 4, title);
    const tried = parts.filter((part) => "ask" in part || "experiment" in part);
    assert.ok(tried.length >= 4, title);
    for (const step of steps)
      assert.ok(
        step.parts.some((part) => !("say" in part)),
        step.title,
      );
  }
});

test("every question has an answer, and one of its choices is right", () => {
  for (const { ask, choices, right, answer } of QUESTIONS) {
    assert.ok(answer.length > 20, ask);
    assert.equal(choices === undefined, right === undefined, ask);
    if (choices) assert.ok(choices.length >= 2 && choices[right] !== undefined, ask);
  }
});

test("an experiment's programs differ in few lines, and these are found", () => {
  for (const { experiment, sides } of EXPERIMENTS) {
    const marks = differingLines(sides.map((/** @type {any} */ side) => side.code));
    for (const side of marks) {
      assert.ok(side.filter(Boolean).length <= 9, experiment);
    }
    assert.ok(marks.flat().some(Boolean), experiment);
  }
  assert.deepEqual(differingLines(["a\nb", "a\nc"]), [
    [false, true],
    [false, true],
  ]);
});

test("the epoch a program is in is the last it has told", () => {
  assert.equal(epochOf("loading"), null);
  assert.deepEqual(epochOf("Epoch 1/5\n... loss\nEpoch 2/5\n1/125"), { epoch: 2, epochs: 5 });
});
