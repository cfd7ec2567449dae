/**
 * <fr-cell-editor>: where the text of a cell is read and changed. A plain text field until CodeMirror is
 * here, and for good where it cannot be fetched. Tells "fr-edit" {text} and "fr-run".
 *
 * @typedef {ReturnType<typeof import("./code-mirror.js").codeMirror>} Editor
 */

const APPLE = /Mac|iPhone|iPad/.test(navigator.platform);
/** How to indent, where Tab goes on to the next thing. */
export const KEYS = APPLE
  ? { run: "Shift+Return", indent: "Cmd+]", outdent: "Cmd+[" }
  : { run: "Shift+Enter", indent: "Ctrl+]", outdent: "Ctrl+[" };
const DESCRIPTION = `${KEYS.run} runs the cell. ${KEYS.indent} indents a line, ${KEYS.outdent} takes it back. Tab moves on.`;

/** @type {Promise<typeof import("./code-mirror.js") | null> | null} */
let loading = null;

/** CodeMirror, fetched once; null where it does not come. */
function loadCodeMirror() {
  loading ??= import("./code-mirror.js").catch(() => {
    // Whoever comes later may have more luck.
    loading = null;
    return null;
  });
  return loading;
}

class FrCellEditor extends HTMLElement {
  #value = "";
  /** Its name for a screen reader. */
  label = "Code";
  /** @type {HTMLTextAreaElement | null} */
  #field = null;
  /** @type {Editor | null} */
  #editor = null;
  #connected = false;
  /** @type {number[]} */
  #marks = [];
  #fault = 0;

  get value() {
    return this.#value;
  }

  /** The text as the page has it; what the learner writes is told. */
  set value(text) {
    if (text === this.#value) return;
    this.#value = text;
    this.#editor?.write(text);
    if (this.#field) this.#fill(this.#field);
  }

  /** Lines that are new, counted from 1, until the learner writes. @param {number[]} lines */
  set marks(lines) {
    this.#marks = lines;
    this.#mark();
  }

  /** The line where it went wrong; 0 for none. @param {number} line */
  set fault(line) {
    this.#fault = line;
    this.#mark();
  }

  connectedCallback() {
    if (this.#connected) return;
    this.#connected = true;
    this.#field = this.#plain();
    this.append(this.#field);
    this.#upgrade();
  }

  /** A cell that is only moved comes back at once. */
  disconnectedCallback() {
    queueMicrotask(() => {
      if (!this.isConnected) this.#editor?.destroy();
    });
  }

  focus() {
    (this.#editor ?? this.#field)?.focus();
  }

  #mark() {
    const lines = this.#marks.map((line) => /** @type {[number, string]} */ ([line, "line-new"]));
    this.#editor?.mark(this.#fault ? [...lines, [this.#fault, "line-bad"]] : lines);
  }

  #plain() {
    const field = document.createElement("textarea");
    field.setAttribute("aria-label", this.label);
    field.setAttribute("aria-description", DESCRIPTION);
    for (const name of ["autocapitalize", "autocomplete", "autocorrect"]) {
      field.setAttribute(name, "off");
    }
    field.spellcheck = false;
    this.#fill(field);
    field.addEventListener("input", () => this.#edited(field.value));
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.shiftKey || event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.#run();
    });
    return field;
  }

  /** @param {HTMLTextAreaElement} field */
  #fill(field) {
    if (field.value !== this.#value) field.value = this.#value;
    field.rows = this.#value.split("\n").length;
  }

  /** Puts CodeMirror in the place of the text field, with what was written and marked meanwhile. */
  async #upgrade() {
    const module = await loadCodeMirror();
    const field = this.#field;
    if (!module || !field || !this.isConnected) return;
    const focused = document.activeElement === field;
    const { selectionStart, selectionEnd } = field;
    field.remove();
    this.#field = null;
    this.#editor = module.codeMirror({
      parent: this,
      text: this.#value,
      label: this.label,
      description: DESCRIPTION,
      onEdit: (text) => this.#edited(text),
      onRun: () => this.#run(),
    });
    this.#mark();
    if (!focused) return;
    this.#editor.select(selectionStart, selectionEnd);
    this.#editor.focus();
  }

  /** @param {string} text */
  #edited(text) {
    this.#value = text;
    if (this.#field) this.#fill(this.#field);
    this.dispatchEvent(new CustomEvent("fr-edit", { detail: { text } }));
  }

  #run() {
    this.dispatchEvent(new CustomEvent("fr-run"));
  }
}

customElements.define("fr-cell-editor", FrCellEditor);
