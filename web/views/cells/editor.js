/**
 * <fr-cell-editor>: the text of a cell, in CodeMirror, or in a plain text field until it is loaded and
 * where it cannot be. Emits "fr-edit" {text} and "fr-run".
 *
 * @typedef {ReturnType<typeof import("./code-mirror.js").codeMirror>} Editor
 */

const APPLE = /Mac|iPhone|iPad/.test(navigator.platform);
/** Keys to run and to indent; Tab moves the focus. */
export const KEYS = APPLE
  ? { run: "Shift+Return", indent: "Cmd+]", outdent: "Cmd+[" }
  : { run: "Shift+Enter", indent: "Ctrl+]", outdent: "Ctrl+[" };
const DESCRIPTION = `${KEYS.run} runs the cell. ${KEYS.indent} indents a line, ${KEYS.outdent} takes it back. Tab moves on.`;

/** @type {Promise<typeof import("./code-mirror.js") | null> | null} */
let loading = null;

/** Load CodeMirror once; null if it cannot be fetched. */
function loadCodeMirror() {
  loading ??= import("./code-mirror.js").catch(() => {
    // The next editor tries again.
    loading = null;
    return null;
  });
  return loading;
}

class FrCellEditor extends HTMLElement {
  #value = "";
  /** The accessible name. */
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

  /** The text as the page has it; the learner's edits are emitted. */
  set value(text) {
    if (text === this.#value) return;
    this.#value = text;
    this.#editor?.write(text);
    if (this.#field) this.#fill(this.#field);
  }

  /** Lines to highlight, counted from 1, until the next edit. @param {number[]} lines */
  set marks(lines) {
    this.#marks = lines;
    this.#mark();
  }

  /** The line that raised an error; 0 for none. @param {number} line */
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

  /** A cell that is only moved is connected again at once. */
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

  /** Replace the text field by CodeMirror, with its text and marks. */
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
