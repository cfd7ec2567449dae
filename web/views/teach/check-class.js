/**
 * <fr-check-class>: codes go in as text or files, each recipe is trained again, and a table says of each
 * whether it matches.
 *
 * @import {Connect} from "../../page/actions.js"
 * @import {Asked, Row, Verdict} from "../../task/check.js"
 * @import {LessonRow} from "../../task/lesson-check.js"
 */
import { html, LitElement, nothing } from "lit";
import { dispatch } from "../../page/actions.js";
import { saveFile } from "../../page/files/save-file.js";
import { Replayer } from "../../page/tasks/replayer.js";
import { checkRow, MOST_CODES, readAsked, readRows, withoutReplay } from "../../task/check.js";
import { goalInWords } from "../../task/measures.js";
import { COLUMNS, tableOf } from "../../task/report.js";
import { pluralize } from "../../text/format.js";

/** @typedef {typeof COLUMNS[number]} Column */

/** The least time between two tables with new verdicts, in milliseconds. */
const SHOW_EVERY = 150;
const NO_CODE = "No code was found. A code begins with FR1 and a dot, that of a lesson with FRL1.";
const NOT_FETCHED =
  "What reads files could not be fetched. Check the connection and add them again.";

class FrCheckClass extends LitElement {
  static properties = {
    link: { attribute: false },
    rows: { state: true },
    lessons: { state: true },
    problem: { state: true },
    done: { state: true },
    running: { state: true },
    sorted: { state: true },
  };

  constructor() {
    super();
    /** The link of the task, where the page's own has one. */
    this.link = "";
    /** @type {Row[]} */
    this.rows = [];
    /** What was handed in of lessons. @type {LessonRow[]} */
    this.lessons = [];
    /** @type {Asked | null} */
    this.asked = null;
    this.problem = "";
    /** How many rows have their verdict. */
    this.done = 0;
    this.running = false;
    /** @type {{column: Column, down: boolean} | null} */
    this.sorted = null;
    /** Raised by each start and stop: a check that is out of date ends. */
    this.turn = 0;
    /** @type {Replayer | null} */
    this.replayer = null;
  }

  createRenderRoot() {
    return this;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop();
  }

  render() {
    return html`<section class="check-class" aria-label="Codes to check"
      @dragover=${(/** @type {DragEvent} */ event) => event.preventDefault()}
      @drop=${(/** @type {DragEvent} */ event) => this.drop(event)}>
      <div class="check-field">
        <label for="check-link">Link of the task <span class="field-help">for one of your own: then its goals and fixed settings are checked too. Ready tasks are known by their codes</span></label>
        <input class="number" id="check-link" type="url" autocomplete="off" spellcheck="false" .value=${this.link} />
      </div>
      <div class="check-field">
        <label for="check-codes">Codes <span class="field-help">one below the other, of tasks or lessons. Or drop files here as they are: a form’s CSV or Excel table, texts, a zip of them</span></label>
        <textarea id="check-codes" rows="6" spellcheck="false" autocomplete="off"></textarea>
      </div>
      <div class="check-buttons">
        <label class="button" for="check-files">Add files</label>
        <input class="visually-hidden" id="check-files" type="file" multiple accept=".txt,.csv,.tsv,.html,.xlsx,.zip,text/plain,text/csv"
          @change=${(/** @type {Event} */ event) => this.pick(event)} />
        ${
          this.running
            ? html`<button class="button main" @click=${() => this.stop()}>Stop</button>`
            : html`<button class="button main" @click=${() => this.check()}>Check</button>`
        }
        ${this.rows.length > 0 ? html`<button class="button" @click=${() => this.save()}>Save as CSV</button>` : nothing}
        <p role="status">${this.status()}</p>
      </div>
      ${this.problem ? html`<p class="field-problem" role="alert">${this.problem}</p>` : nothing}
      ${this.rows.length > 0 ? this.table() : nothing}
      <fr-check-lessons .rows=${this.lessons}></fr-check-lessons>
      <p class="field-help check-note">A code that matches proves that this run was trained with these settings and came to these numbers. It does not prove who pressed Fit. With <code>seed=pupil</code> in the task, a neighbour’s code under another name differs. Nothing leaves this device.</p>
    </section>`;
  }

  status() {
    const rows = this.rows.length;
    if (this.running) return `${this.done} of ${pluralize(rows, "code")} checked`;
    if (rows === 0) return nothing;
    const of = (/** @type {Verdict} */ name) =>
      this.rows.filter((row) => row.verdict === name).length;
    // Such as one that was handed in twice, or changed what is fixed.
    const rest = this.rows.filter(
      ({ verdict, notes }) => verdict !== "missing" && (verdict !== "matches" || notes.length > 0),
    ).length;
    const missing = of("missing");
    return [
      `${pluralize(of("matches"), "code")} of ${rows - missing} ${of("matches") === 1 ? "matches" : "match"}`,
      rest > 0 && `${rest} to look at`,
      missing > 0 && `${pluralize(missing, "row")} without a code`,
    ]
      .filter(Boolean)
      .join(", ")
      .concat(".");
  }

  table() {
    const goals = this.asked?.task.goals ?? [];
    const columns = COLUMNS.filter(
      ({ optional, value }) => !optional || this.rows.some((row) => value(row)),
    );
    return html`${goals.length > 0 ? html`<p class="field-help">Goals: ${goals.map(goalInWords).join("; ")}</p>` : nothing}
    <div class="check-table" tabindex="0" role="region" aria-label="Checked codes">
      <table>
        <thead><tr>${columns.map((column) => this.heading(column))}</tr></thead>
        <tbody>${this.ordered().map(
          (row) => html`<tr data-verdict=${row.verdict}>
            ${columns.map(
              (column) =>
                html`<td class=${column.numeric ? "num" : ""}><bdi>${column.shown(row)}</bdi></td>`,
            )}
          </tr>`,
        )}</tbody>
      </table>
    </div>`;
  }

  /** @param {Column} column */
  heading(column) {
    const order = this.sorted?.column === column && (this.sorted.down ? "descending" : "ascending");
    const sort = () => {
      this.sorted = { column, down: order === "ascending" };
    };
    return html`<th scope="col" aria-sort=${order || nothing}><button class="link" @click=${sort}>${column.title}${order ? (order === "ascending" ? " ↑" : " ↓") : ""}</button></th>`;
  }

  ordered() {
    if (!this.sorted) return this.rows;
    const { column, down } = this.sorted;
    const sign = down ? -1 : 1;
    return [...this.rows].sort((a, b) => sign * compare(column.value(a), column.value(b)));
  }

  /** @param {Event} event */
  pick({ target }) {
    const input = /** @type {HTMLInputElement} */ (target);
    this.add([...(input.files ?? [])]).then(() => {
      input.value = "";
    });
  }

  /** @param {DragEvent} event */
  drop(event) {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.add(files);
  }

  /** @param {File[]} files */
  async add(files) {
    const read = await Promise.all(files.map(textOf));
    const { codes } = this;
    codes.value = [codes.value, ...read.map(({ text }) => text)].filter(Boolean).join("\n");
    this.problem = read
      .map(({ why }) => why)
      .filter(Boolean)
      .join(" ");
  }

  get codes() {
    return /** @type {HTMLTextAreaElement} */ (this.querySelector("#check-codes"));
  }

  async check() {
    this.stop();
    const { turn } = this;
    this.running = true;
    const given = /** @type {HTMLInputElement} */ (this.querySelector("#check-link")).value;
    this.asked = given.trim() ? readAsked(given) : null;
    this.rows = readRows(this.codes.value);
    this.done = 0;
    this.problem =
      given.trim() && !this.asked ? "This link holds no task, so goals are not checked." : "";
    await this.readLessons();
    if (turn !== this.turn) return;
    if (this.rows.length === 0) {
      if (this.lessons.length === 0) this.problem = NO_CODE;
      this.running = false;
      return;
    }
    if (this.rows.length === MOST_CODES)
      this.problem = `Only the first ${MOST_CODES} codes are checked.`;
    try {
      await this.checkAll(turn);
    } catch (/** @type {any} */ error) {
      if (turn === this.turn) this.problem = `The check could not go on. ${error?.message ?? ""}`;
    }
    if (turn === this.turn) this.stop();
  }

  async readLessons() {
    const text = this.codes.value;
    this.lessons = [];
    if (!text.includes("FRL")) return;
    try {
      const { handedLessons } = await import("./check-lessons.js");
      this.lessons = handedLessons(text);
    } catch {
      this.problem = "The lessons could not be fetched. Check the connection and press again.";
    }
  }

  /** @param {number} turn */
  async checkAll(turn) {
    /** @type {Connect} */
    const connect = await new Promise((resolve) => dispatch(this, { type: "python", resolve }));
    const replayer = new Replayer(connect);
    this.replayer = replayer;
    const site = await replayer.site();
    const rows = [...this.rows];
    let shown = 0;
    for (const [i, row] of rows.entries()) {
      const known = withoutReplay(row, site);
      const replayed = row.handed && !known ? await replayer.replay(row.handed.recipe) : null;
      if (turn !== this.turn) return;
      rows[i] = known ?? (replayed ? checkRow(row, replayed, site, this.asked) : row);
      if (performance.now() - shown < SHOW_EVERY && i + 1 < rows.length) continue;
      this.rows = [...rows];
      this.done = i + 1;
      // Many codes of one run are checked at once: in between the page answers.
      await new Promise((resolve) => setTimeout(resolve));
      if (turn !== this.turn) return;
      shown = performance.now();
    }
  }

  stop() {
    this.turn++;
    this.running = false;
    this.replayer?.end();
    this.replayer = null;
  }

  save() {
    // The mark makes spreadsheets read it as UTF-8.
    const text = `\ufeff${tableOf(this.ordered())}`;
    saveFile("fitting-room-class.csv", text, "text/csv");
  }
}

/**
 * Return the text of a file that may hold codes, or why there is none. What reads files is fetched with the
 * first. @param {File} file
 */
async function textOf(file) {
  const { name, size } = file;
  const reading = await import("../../task/code-files.js").catch(() => null);
  if (!reading) return { text: "", why: NOT_FETCHED };
  if (size > reading.MOST_BYTES) return { text: "", why: reading.tooLarge(name) };
  const bytes = await file.arrayBuffer().catch(() => null);
  if (!bytes) return { text: "", why: `${name} cannot be read: choose it again.` };
  return reading.textOfFile(name, new Uint8Array(bytes));
}

/** @param {string | number | null} a @param {string | number | null} b */
function compare(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a ?? "").localeCompare(String(b ?? ""));
}

customElements.define("fr-check-class", FrCheckClass);
