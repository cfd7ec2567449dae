/**
 * The builder's task: what is asked, its conditions, hints and tries. Kept as the texts of a link.
 *
 * @import {TaskTexts} from "../../recipe/recipe.js"
 * @import {Choices, UpdateChoices} from "./builder.js"
 */
import { html, nothing } from "lit";
import { measures, readTask, writeTask } from "../../recipe/task.js";
import { stepHeading } from "../shared/headings.js";

/** @typedef {keyof TaskTexts} Key */

/** @param {Choices} choices @param {UpdateChoices} update @param {string} check Where codes of it are checked. */
export function taskSettings({ task, pupil }, update, check) {
  const texts = task ?? {};
  const { issues } = readTask(texts);
  /** @param {Key} key @param {string} text */
  const put = (key, text) =>
    update(({ task: now, pupil: seed }) => {
      const { [key]: _, ...rest } = now ?? {};
      const next = text.trim() ? { ...rest, [key]: text } : rest;
      return { task: seed || Object.keys(next).length > 0 ? next : null };
    });
  /** @param {Key} key */
  const said = (key) => {
    const found = issues.filter((issue) => issue.key === key);
    return found.length === 0
      ? nothing
      : html`<p class="field-problem" role="alert">${found.map(({ message }) => message).join(" ")}</p>`;
  };
  /** @param {Key} key @param {string} label @param {string} help @param {number} rows */
  const area = (key, label, help, rows) => html`<div class="field stacked">
      <div class="field-words"><label class="field-label" for="embed-${key}">${label}</label><p class="field-help" id="embed-${key}-help">${help}</p></div>
      <div class="field-control wide"><textarea class="task-text" id="embed-${key}" rows=${rows} aria-describedby="embed-${key}-help"
        .value=${shown(key, texts[key])} @change=${(/** @type {Event} */ event) => put(key, stored(key, textOf(event)))}></textarea></div>
      ${said(key)}
    </div>`;
  return html`<section class="step" aria-labelledby="step-task">
    ${stepHeading(null, "task", "Ask", "a task, if you like")}
    <div class="step-body">
      ${area("ask", "Task", "What students are to do, as plain text.", 3)}
      ${area("goal", "Conditions", `With commas between them, such as test_accuracy>0.85, params<50000. Of ${measures().join(", ")}.`, 2)}
      ${area("hint", "Hints", "One a line; students open them one by one.", 2)}
      <div class="field">
        <div class="field-words"><label class="field-label" for="embed-tries">Tries</label><p class="field-help" id="embed-tries-help">How many runs count. Empty: any number.</p></div>
        <div class="field-control"><input class="number" id="embed-tries" inputmode="numeric" autocomplete="off" aria-describedby="embed-tries-help"
          .value=${texts.tries ?? ""} @change=${(/** @type {Event} */ event) => put("tries", textOf(event))} /></div>
        ${said("tries")}
      </div>
      ${toggle("embed-predict", "Predict first", "Students write down the test accuracy they expect before they press Fit.", texts.predict === "1", (on) => put("predict", on ? "1" : ""))}
      ${toggle(
        "embed-pupil",
        "A seed for each student",
        "Random numbers are made of the student’s name, so a neighbour’s code does not fit.",
        pupil,
        (on) =>
          update(({ task: now }) => {
            const kept = now && Object.keys(now).length > 0 ? now : null;
            return { pupil: on, task: on ? (now ?? {}) : kept };
          }),
      )}
      <p class="field-help"><a href="#view=teach">Ready tasks</a> lie in the Teach room. A finished task gives a code to hand in. <a href=${check}>Check a class</a> trains each code again and says whether it matches.</p>
    </div>
  </section>`;
}

/** Return the task that a link carries: what cannot be used is not in it. @param {TaskTexts | null} texts */
export function usableTask(texts) {
  return texts && writeTask(readTask(texts).task);
}

/** @param {string} id @param {string} label @param {string} help @param {boolean} on @param {(on: boolean) => void} report */
function toggle(id, label, help, on, report) {
  return html`<div class="field">
    <div class="field-words"><label class="field-label" for=${id}>${label}</label><p class="field-help" id="${id}-help">${help}</p></div>
    <div class="field-control"><input class="switch" type="checkbox" id=${id} aria-describedby="${id}-help" .checked=${on} @change=${() => report(!on)} /></div>
  </div>`;
}

/** @param {Key} key @param {string} [text] */
function shown(key, text = "") {
  return key === "hint" ? text.replaceAll("|", "\n") : text;
}

/** @param {Key} key @param {string} typed */
function stored(key, typed) {
  if (key !== "hint") return typed;
  const lines = typed.replaceAll("|", "/").split("\n");
  return lines.filter((line) => line.trim()).join("|");
}

/** @param {Event} event */
function textOf({ target }) {
  return /** @type {HTMLInputElement | HTMLTextAreaElement} */ (target).value;
}
