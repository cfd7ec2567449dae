/**
 * <fr-shelf>: the files that cells write and read, to save, to delete, and to bring by button, drop or
 * paste.
 *
 * @import {KeptFile, State} from "../../page/state.js"
 */
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { MOST_FILE } from "../../page/files/shelf-limits.js";
import { megabytes } from "../../text/format.js";
import * as icons from "../shared/icons.js";
import { View } from "../shared/view.js";
import "./styles/shelf.late.css";

class FrShelf extends View {
  constructor() {
    super();
    /** @param {DragEvent} event */
    this.onDrag = (event) => {
      if (this.isShown() && event.dataTransfer?.types.includes("Files")) event.preventDefault();
    };
    /** @param {DragEvent} event */
    this.onDrop = (event) => this.take(event, event.dataTransfer);
    /** @param {ClipboardEvent} event */
    this.onPaste = (event) => this.take(event, event.clipboardData);
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("dragover", this.onDrag);
    document.addEventListener("drop", this.onDrop);
    document.addEventListener("paste", this.onPaste);
    this.act({ type: "files", change: {} });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("dragover", this.onDrag);
    document.removeEventListener("drop", this.onDrop);
    document.removeEventListener("paste", this.onPaste);
  }

  /** @param {State} state */
  view({ files, embed }) {
    if (embed || !files) return nothing;
    return html`<section class="shelf" aria-labelledby=${this.headId}>
      <div class="shelf-head">
        <h3 id=${this.headId}>Files</h3>
        <label class="button small">Bring a file <input class="visually-hidden" type="file" multiple @change=${(/** @type {Event} */ event) => this.chosen(event)}></label>
        <p>or drop or paste it, up to ${MOST_FILE / 2 ** 20} MB. Cells find it by its name, and what they write appears here. All of it stays on this device until you delete it.</p>
      </div>
      ${
        files.length === 0
          ? nothing
          : html`<ul>${repeat(
              files,
              ({ name }) => name,
              (file) => this.row(file),
            )}</ul>`
      }
    </section>`;
  }

  /** Code and Lessons have one each. */
  get headId() {
    return `shelf-${this.closest("fr-code") ? "code" : "lessons"}`;
  }

  /** @param {KeptFile} file */
  row({ name, bytes, kept }) {
    return html`<li>
      <code translate="no">${name}</code>
      <span>${megabytes(bytes)}${kept ? "" : ", until the page is closed"}</span>
      <button class="button small" aria-label=${`Download ${name}`} @click=${() => this.act({ type: "files", change: { save: name } })}>Download</button>
      <button class="icon-button" aria-label=${`Delete ${name}`} title="Delete" @click=${() => this.act({ type: "files", change: { remove: name } })}>${icons.cross}</button>
    </li>`;
  }

  /** @param {Event} event */
  chosen({ target }) {
    const input = /** @type {HTMLInputElement} */ (target);
    this.add([...(input.files ?? [])]);
    input.value = "";
  }

  /** @param {Event} event @param {DataTransfer | null} data */
  take(event, data) {
    const files = [...(data?.files ?? [])];
    if (files.length === 0 || !this.isShown()) return;
    event.preventDefault();
    this.add(files);
  }

  /** @param {File[]} add */
  add(add) {
    if (add.length > 0) this.act({ type: "files", change: { add } });
  }

  isShown() {
    return this.checkVisibility() && this.state?.embed === false;
  }
}

customElements.define("fr-shelf", FrShelf);
