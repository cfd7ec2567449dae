/**
 * The code to embed the recipe in each of its forms, with buttons to copy it.
 *
 * @import {EmbedSpec} from "../../text/embed-code.js"
 */
import { html, LitElement, nothing } from "lit";
import { copyRefused, copyText, selectText } from "../../text/clipboard.js";
import {
  element,
  iframe,
  isLoopback,
  LOCAL_ONLY_NOTE,
  link,
  markdown,
  myst,
  notebook,
} from "../../text/embed-code.js";
import { panelHeading } from "../shared/headings.js";
import * as icons from "../shared/icons.js";
import "../scorm/scorm-package.js";

const COPIES = [
  {
    name: "Element",
    where:
      "Where a page may have scripts: MkDocs, Sphinx, Quarto, Hugo, your own HTML. Starts on a click and is as high as its content.",
    write: element,
  },
  {
    name: "Plain frame",
    where: "Where scripts are taken out: Moodle, Canvas, WordPress.",
    write: iframe,
  },
  {
    name: "Markdown",
    where: "Where all HTML is taken out: a picture that leads to the whole page.",
    write: markdown,
  },
  { name: "Link", where: "For mail, chat and slides. It opens the whole page.", write: link },
];
const NOTEBOOKS = [
  {
    name: "Notebook",
    where: "A cell for Jupyter, with anywidget installed. What was trained comes back as traits.",
    write: notebook,
  },
  {
    name: "MyST",
    where: "A directive for Jupyter Book 2 and other books in MyST.",
    write: myst,
  },
];
/** How long a button shows that it has copied, in milliseconds. */
const COPIED_MS = 3000;

/** @param {EmbedSpec} spec */
export function embedCodes(spec) {
  return html`<section class="panel copies" aria-labelledby="copies-head">
    ${panelHeading(null, "copies", "Copy", "one of these goes into your page")}
    <p class="copies-how"><a href="teach/index.html">Step by step</a> for Moodle, Canvas, WordPress, MkDocs, Sphinx, Quarto and others.</p>
    ${isLoopback(spec.base) ? html`<p class="copies-note">${LOCAL_ONLY_NOTE}</p>` : nothing}
    ${COPIES.map((each) => copy(each, spec))}
    <fr-scorm .spec=${spec}></fr-scorm>
    <details class="more-copies">
      <summary>For notebooks and books</summary>
      ${NOTEBOOKS.map((each) => copy(each, spec))}
    </details>
  </section>`;
}

/** @param {typeof COPIES[number]} kind @param {EmbedSpec} spec */
function copy({ name, where, write }, spec) {
  return html`<fr-copy .name=${name} .where=${where} .text=${write(spec)}></fr-copy>`;
}

/** <fr-copy>: a text and the button that copies it. */
class FrCopy extends LitElement {
  static properties = {
    name: { attribute: false },
    where: { attribute: false },
    text: { attribute: false },
    result: { state: true },
  };

  constructor() {
    super();
    this.name = "";
    this.where = "";
    this.text = "";
    /**
     * The result of the last click: copied, or selected where copying is refused.
     * @type {"" | "copied" | "selected"}
     */
    this.result = "";
    this.timer = 0;
  }

  createRenderRoot() {
    return this;
  }

  /** A changed text has not been copied. @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has("text")) this.result = "";
  }

  render() {
    const id = `copy-${this.name.toLowerCase().replace(" ", "-")}`;
    const copied = this.result === "copied";
    return html`<section class="copy" aria-labelledby=${id}>
      <div class="copy-words">
        <h3 id=${id}>${this.name}</h3>
        <p class="field-help">${this.where}</p>
      </div>
      <button class="button small ${copied ? "done" : ""}" @click=${() => this.copy()}>
        ${copied ? html`${icons.tick} Copied` : html`Copy<span class="visually-hidden"> ${this.name.toLowerCase()}</span>`}
      </button>
      <pre translate="no" class="copy-text" tabindex="0" aria-label="Text of the ${this.name.toLowerCase()}">${this.text}</pre>
      <p class="field-help copy-said" role="status">${this.words()}</p>
    </section>`;
  }

  words() {
    if (this.result === "copied")
      return html`<span class="visually-hidden">${this.name} copied.</span>`;
    if (this.result === "selected") {
      return `${copyRefused()} The text is selected: press Ctrl+C, or ⌘C on a Mac.`;
    }
    return "";
  }

  async copy() {
    const copied = await copyText(this.text);
    this.result = copied ? "copied" : "selected";
    clearTimeout(this.timer);
    if (copied) {
      this.timer = window.setTimeout(() => {
        this.result = "";
      }, COPIED_MS);
      return;
    }
    selectText(/** @type {HTMLElement} */ (this.querySelector(".copy-text")));
  }
}

customElements.define("fr-copy", FrCopy);
