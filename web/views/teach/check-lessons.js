/**
 * <fr-check-lessons>: what was handed in of lessons, as a table with each answer below its row. Fetched with
 * the first code of a lesson.
 *
 * @import {LessonRow} from "../../task/lesson-check.js"
 */
import { html, LitElement, nothing } from "lit";
import { LESSONS } from "../../lessons/index.js";
import { saveFile } from "../../page/files/save-file.js";
import { LESSON_COLUMNS, lessonTable, readLessonRows } from "../../task/lesson-check.js";
import { pluralize } from "../../text/format.js";

class FrCheckLessons extends LitElement {
  static properties = { rows: { attribute: false } };

  constructor() {
    super();
    /** @type {LessonRow[]} */
    this.rows = [];
  }

  createRenderRoot() {
    return this;
  }

  render() {
    if (this.rows.length === 0) return nothing;
    return html`<h3>${pluralize(this.rows.length, "lesson")} handed in</h3>
      <p class="field-help">This is what the pupils’ pages say. A lesson is not run again: unlike the code of a task, it proves nothing.</p>
      <div><button class="button" @click=${() => this.save()}>Save lessons as CSV</button></div>
      <div class="check-table" tabindex="0" role="region" aria-label="Lessons handed in">
        <table>
          <thead><tr>${LESSON_COLUMNS.map(({ title }) => html`<th scope="col">${title}</th>`)}<th scope="col">Answers</th></tr></thead>
          <tbody>${this.rows.map((row) => this.row(row))}</tbody>
        </table>
      </div>`;
  }

  /** @param {LessonRow} row */
  row(row) {
    return html`<tr data-verdict=${row.handed ? "" : "unreadable"}>
      ${LESSON_COLUMNS.map(({ value }) => html`<td><bdi>${value(row)}</bdi></td>`)}
      <td>${row.questions.length > 0 ? this.answers(row) : nothing}</td>
    </tr>`;
  }

  /** @param {LessonRow} row */
  answers({ questions }) {
    return html`<details>
      <summary>Show</summary>
      <dl>${questions.map(
        ({ ask, answer, right, tries, result }) => html`<dt>${ask.replaceAll(/[`*]/g, "")}</dt>
          <dd><bdi>${answer || "No answer"}</bdi>${judged(right, tries)}${result ? html` <span class="field-help">Runs: <bdi>${result}</bdi></span>` : nothing}</dd>`,
      )}</dl>
    </details>`;
  }

  save() {
    saveFile("fitting-room-lessons.csv", `\ufeff${lessonTable(this.rows)}`, "text/csv");
  }
}

/** @param {boolean | null} right @param {number} tries */
function judged(right, tries) {
  if (right === null) return nothing;
  const how = right ? "right" : "not right";
  return html` <span class="field-help">(${how}, ${pluralize(tries, "try", "tries")})</span>`;
}

customElements.define("fr-check-lessons", FrCheckLessons);

/** Return what was handed in of this site's lessons. @param {string} text */
export function handedLessons(text) {
  return readLessonRows(text, { lessons: LESSONS, build: __BUILD_ID__ });
}
