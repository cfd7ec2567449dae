/** The lessons' content as data, and what is read in an experiment's programs. */
import assert from "node:assert/strict";
import test from "node:test";
import { LESSONS } from "../../../web/lessons/index.js";
import { isTriable, partId } from "../../../web/lessons/part-id.js";
import { differingLines, epochOf } from "../../../web/views/lessons/experiment-programs.js";
import { waitFor } from "../../../web/views/lessons/key-points.js";

/** @type {any[]} */
const PARTS = LESSONS.flatMap(({ steps }) => steps.flatMap(({ parts }) => parts));
const EXPERIMENTS = PARTS.filter((part) => "experiment" in part);
const QUESTIONS = [...PARTS.filter((part) => "ask" in part), ...EXPERIMENTS.map((e) => e.guess)];

test("there are six lessons, and eight experiments in the fifth", () => {
  assert.equal(LESSONS.length, 6);
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
    for (const step of steps) assert.ok(step.parts.some(isTriable), step.title);
  }
});

test("every question has an answer, and one of its choices is right", () => {
  for (const { ask, choices, right, answer } of QUESTIONS) {
    assert.ok(answer.length > 20, ask);
    assert.equal(choices === undefined, right === undefined, ask);
    if (choices) assert.ok(choices.length >= 2 && choices[right] !== undefined, ask);
  }
});

test("a wrong choice is met with a hint, which does not give the answer away", () => {
  for (const { ask, choices, right, hint } of PARTS.filter((part) => "choices" in part)) {
    assert.ok(choices.length >= 3, `${ask}: a second try needs two choices that are left`);
    assert.ok(hint?.length > 10, ask);
    assert.ok(!hint.includes(choices[right]), hint);
  }
});

test("neither place nor length of a choice tells which one is right", () => {
  const asked = QUESTIONS.filter(({ choices }) => choices);
  for (const place of [0, 1, 2])
    assert.ok(
      asked.filter(({ right }) => right === place).length <= 0.4 * asked.length,
      `${place}`,
    );
  for (const [name, extreme] of Object.entries({ longest: Math.max, shortest: Math.min })) {
    const found = asked.filter(({ choices, right }) => {
      const lengths = choices.map((/** @type {string} */ text) => text.length);
      const others = lengths.toSpliced(right, 1);
      const outermost = extreme(...lengths);
      return lengths[right] === outermost && !others.includes(outermost);
    });
    assert.ok(found.length <= asked.length / 3, `${name}: ${found.length} of ${asked.length}`);
  }
});

test("what stands there before a question gives no answer away", () => {
  for (const { lead, aims, before, steps } of LESSONS) {
    const parts = steps.flatMap((step) => step.parts);
    const said = parts.flatMap((part) => ("say" in part ? [part.say] : []));
    const there = [lead, ...aims, before, ...said].join(" ");
    for (const { answer } of parts.filter((part) => "ask" in part))
      for (const sentence of answer.match(/[^.:]{25,}[.:]/g) ?? [])
        assert.ok(!there.includes(sentence.trim()), sentence);
  }
});

test("each lesson says what it is for, what it takes and what to remember", () => {
  for (const { title, aims, before, points } of LESSONS) {
    assert.ok(aims.length >= 3, title);
    assert.ok(before.length > 20, title);
    assert.ok(points.length >= 4, title);
  }
});

test("what is kept of a part finds that part alone", () => {
  const ids = LESSONS.map(({ steps }) =>
    steps.flatMap(({ parts }) => parts.filter(isTriable).map(partId)),
  );
  for (const lesson of ids) assert.equal(new Set(lesson).size, lesson.length);
});

test("a network is made of units, and a picture of ink on its ground, in both themes", () => {
  assert.doesNotMatch(JSON.stringify(LESSONS), /neurons?\b|\bnodes?\b|0 for black|white/i);
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

test("key points wait for answers, and the count is of those", () => {
  const asked = PARTS.filter((part) => "ask" in part).slice(0, 4);
  /** @param {any[]} kept */
  const said = (...kept) => waitFor(asked.map((part, i) => [part, kept[i] ?? {}]));
  assert.match(said(), /every question shows its answer: 0 of 4 so far\.$/);
  const begun = said({ shown: true }, { choice: 1, wrong: [1] }, { text: "no idea" });
  assert.match(begun, /: 1 of 4 so far\. 2 more are begun/);
  assert.equal(said(...asked.map(() => ({ shown: true }))), "");
  const [experiment] = EXPERIMENTS;
  assert.match(waitFor([[experiment, { choice: 0 }]]), /every experiment was run: 0 of 1/);
  assert.equal(waitFor([[experiment, { choice: 0, tried: true }]]), "");
});
