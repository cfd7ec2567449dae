/**
 * <fr-task-code>: a code to hand in, copied, saved as a file or shown as a QR code, which is drawn by a
 * library that is fetched then.
 */
import { html, LitElement, nothing, svg } from "lit";
import { copyRefused, copyText, selectText } from "../../text/clipboard.js";
import { saveFile } from "../../text/save-file.js";

/** @typedef {{size: number, data: boolean[][]}} Squares */

class FrTaskCode extends LitElement {
  static properties = {
    code: { attribute: false },
    tag: { attribute: false },
    said: { state: true },
    squares: { state: true },
  };

  constructor() {
    super();
    this.code = "";
    this.tag = "";
    this.said = "";
    /** @type {Squares | null} */
    this.squares = null;
  }

  createRenderRoot() {
    return this;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has("code")) return;
    this.said = "";
    this.squares = null;
  }

  render() {
    return html`<div class="task-code">
      <pre translate="no" class="copy-text" tabindex="0" aria-label="Code to hand in">${this.code}</pre>
      <div class="task-code-buttons">
        <button class="button small main" @click=${() => this.copy()}>Copy code</button>
        <button class="button small" @click=${() => this.save()}>Save as a file</button>
        <button class="button small" aria-expanded=${this.squares ? "true" : "false"} @click=${() => this.show()}>QR code</button>
        <span class="field-help" role="status">${this.said}</span>
      </div>
      ${this.squares ? drawing(this.squares) : nothing}
    </div>`;
  }

  async copy() {
    const copied = await copyText(this.code);
    if (!copied) selectText(/** @type {HTMLElement} */ (this.querySelector(".copy-text")));
    this.said = copied ? "Copied." : `${copyRefused()} The code is selected: press Ctrl+C, or ⌘C.`;
  }

  save() {
    // Letters and digits of any script: a name is no path.
    const name = this.tag.replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-|-$/g, "");
    saveFile(`fitting-room${name ? `-${name}` : ""}.txt`, `${this.code}\n`, "text/plain");
    this.said = "Saved.";
  }

  async show() {
    if (this.squares) {
      this.squares = null;
      return;
    }
    try {
      const { encode } = await import("uqr");
      this.squares = encode(this.code, { border: 3 });
    } catch {
      this.said = "The QR code could not be fetched. Copy the code instead.";
    }
  }
}

/** Draw dark squares on a light ground, in every theme: readers expect that. @param {Squares} squares */
function drawing({ size, data }) {
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return html`<svg class="task-qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="The code as a QR code" shape-rendering="crispEdges">
    ${svg`<rect width=${size} height=${size} fill="#fff"></rect><path d=${path} fill="#000"></path>`}
  </svg>`;
}

customElements.define("fr-task-code", FrTaskCode);
