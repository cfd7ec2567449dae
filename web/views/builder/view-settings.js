/**
 * The builder's first step: what is given out, which is the Lab, its program, a lesson or a part of one.
 *
 * @import {OpenedView} from "../../text/embed-code.js"
 * @import {Choices, UpdateChoices} from "./builder.js"
 */
import { html, nothing } from "lit";
import { EXPERIMENTS } from "../../lessons/extract.js";
import { LESSONS } from "../../lessons/index.js";
import { choice, select } from "../shared/controls.js";
import { stepHeading } from "../shared/headings.js";

/** @typedef {"lab" | "code" | "lesson" | "experiment"} Kind */
/** @type {{value: Kind, text: string, view: OpenedView}[]} */
const KINDS = [
  { value: "lab", text: "Lab", view: { route: "lab" } },
  { value: "code", text: "Code", view: { route: "code" } },
  { value: "lesson", text: "Lesson", view: { route: "lessons", lesson: 1, step: null } },
  { value: "experiment", text: "Experiment", view: { route: "lessons", experiment: 1 } },
];
/** @type {Record<Kind, string>} */
const ABOUT = {
  lab: "settings, Fit and results",
  code: "the network as a program to change",
  lesson: "one lesson; in a frame without the others",
  experiment: "two or three programs side by side",
};

/** @param {Choices} choices @param {UpdateChoices} update */
export function viewSettings({ view }, update) {
  const kind = kindOf(view);
  /** @param {OpenedView} chosen */
  const choose = (chosen) => update(() => ({ view: chosen }));
  return html`<section class="step" aria-labelledby="step-open">
    ${stepHeading(null, "open", "Give out", ABOUT[kind])}
    <div class="step-body">
      ${choice({
        name: "embed-view",
        label: "What students get",
        value: kind,
        options: KINDS,
        report: (value) => choose(KINDS.find((each) => each.value === value)?.view ?? {}),
      })}
      ${kind === "lesson" ? lesson(view, choose) : nothing}
      ${kind === "experiment" ? experiment(view, choose) : nothing}
    </div>
  </section>`;
}

/** @param {OpenedView} view @returns {Kind} */
function kindOf({ route, experiment }) {
  if (route === "lessons") return experiment ? "experiment" : "lesson";
  return route === "code" ? "code" : "lab";
}

/** @param {OpenedView} view @param {(view: OpenedView) => void} choose */
function lesson({ lesson: number = 1, step }, choose) {
  const { steps } = LESSONS[number - 1];
  return html`${field("embed-lesson", "Lesson", {
    value: String(number),
    options: LESSONS.map(({ title }, i) => option(i + 1, `${i + 1}. ${title}`)),
    report: (value) => choose({ route: "lessons", lesson: Number(value), step: null }),
  })}
  ${field("embed-step", "Step", {
    value: String(step ?? ""),
    options: [
      { value: "", text: "The whole lesson" },
      ...steps.map(({ title }, i) => option(i + 1, `${i + 1}. ${title}`)),
    ],
    report: (value) =>
      choose({ route: "lessons", lesson: number, step: value ? Number(value) : null }),
  })}
  <p class="field-help"><a href="teach/answers.html">All questions with their answers</a>, for yourself. A step comes with the steps before it folded away, because its cells go on from them.</p>`;
}

/** @param {OpenedView} view @param {(view: OpenedView) => void} choose */
function experiment({ experiment: number }, choose) {
  return field("embed-experiment", "Experiment", {
    value: String(number),
    options: EXPERIMENTS.map(({ part }, i) => option(i + 1, part.experiment)),
    report: (value) => choose({ route: "lessons", experiment: Number(value) }),
  });
}

/** @param {number} value @param {string} text */
function option(value, text) {
  return { value: String(value), text };
}

/**
 * @param {string} id @param {string} label
 * @param {{value: string, options: {value: string, text: string}[],
 *   report: (value: string) => void}} o
 */
function field(id, label, o) {
  return html`<div class="field stacked">
    <div class="field-words"><label class="field-label" for=${id}>${label}</label></div>
    <div class="field-control wide">${select({ id, ...o })}</div>
  </div>`;
}
