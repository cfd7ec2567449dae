/**
 * The lessons' questions with their answers, as a page for teachers: pupils' pages show an answer only
 * when it was tried.
 *
 * @import {Experiment, Lesson, Question, Step} from "../lessons/index.js"
 */
import { LESSONS } from "../lessons/index.js";
import { escapeHtml } from "../text/embed-code.js";

/** Return the page's content. */
export function answers() {
  return LESSONS.map(lesson).join("\n");
}

/** @param {Lesson} lesson @param {number} i */
function lesson({ title, minutes, aims, before, points, steps }, i) {
  const link = `<a href="../#v=1&amp;view=lessons&amp;lesson=${i + 1}">Open the lesson</a>`;
  return `<section id="lesson-${i + 1}">
<h2>${i + 1}. ${text(title)}</h2>
<p>About ${minutes} minutes. ${link}</p>
<h3>Pupils will be able to</h3>
${list(aims)}
<p>They should know: ${text(before)}</p>
${steps.map(step).join("\n")}
<h3>Key points</h3>
${list(points)}
</section>`;
}

/** @param {Step} step @param {number} i */
function step({ title, parts }, i) {
  const questions = parts.flatMap((part) => {
    if ("ask" in part) return [question(part)];
    return "experiment" in part ? [experiment(part)] : [];
  });
  if (questions.length === 0) return "";
  return `<h3>Step ${i + 1}: ${text(title)}</h3>\n${questions.join("\n")}`;
}

/** @param {Experiment} part */
function experiment({ experiment: name, why, guess }) {
  return `<h4>${text(name)}</h4>\n<p>${text(why)}</p>\n${question(guess)}`;
}

/** @param {Question} part */
function question({ ask, choices, right, hint, answer }) {
  const choose = choices
    ? `<ul>${choices.map((each, i) => `<li>${i === right ? `<b>${text(each)}</b> (right)` : text(each)}</li>`).join("")}</ul>`
    : "";
  const help = hint ? `<p>Hint: ${text(hint)}</p>` : "";
  return `<div class="question"><p><b>${text(ask)}</b></p>${choose}${help}<p>Answer: ${text(answer)}</p></div>`;
}

/** @param {string[]} items */
function list(items) {
  return `<ul>${items.map((item) => `<li>${text(item)}</li>`).join("")}</ul>`;
}

/** `Back quotes` mark code, *stars* what counts. @param {string} words */
function text(words) {
  return escapeHtml(words)
    .replaceAll(/`([^`]+)`/g, "<code>$1</code>")
    .replaceAll(/\*([^*]+)\*/g, "<em>$1</em>");
}
