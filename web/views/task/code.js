/**
 * <fr-task-code>: a code to hand in, copied, saved as a file or shown as a QR code, which is drawn by a
 * library that is fetched then.
 *
 * @import {TemplateResult} from "lit"
 */
import { html, LitElement, nothing } from "lit";
import { saveFile } from "../../page/files/save-file.js";
import { copyRefused, copyText, selectText } from "../../text/clipboard.js";
import { qrCode } from "../shared/qr.js";

/** A QR code of more characters is too fine for cameras. */
const MOST_QR = 1000;

class FrTaskCode extends LitElement {
  static properties = {
    code: { attribute: false },
    tag: { attribute: false },
    said: { state: true },
    qr: { state: true },
  };

  constructor() {
    super();
    this.code = "";
    this.tag = "";
    this.said = "";
    /** @type {TemplateResult | null} */
    this.qr = null;
  }

  createRenderRoot() {
    return this;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has("code")) return;
    this.said = "";
    this.qr = null;
  }

  render() {
    return html`<div class="task-code">
      <pre translate="no" class="copy-text" tabindex="0" aria-label="Code to hand in">${this.code}</pre>
      <div class="task-code-buttons">
        <button class="button small main" @click=${() => this.copy()}>Copy code</button>
        <button class="button small" @click=${() => this.save()}>Save as a file</button>
        ${this.code.length > MOST_QR ? nothing : html`<button class="button small" aria-expanded=${this.qr ? "true" : "false"} @click=${() => this.show()}>QR code</button>`}
        <span class="field-help" role="status">${this.said}</span>
      </div>
      ${this.qr ?? nothing}
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
    if (this.qr) {
      this.qr = null;
      return;
    }
    try {
      this.qr = await qrCode(this.code, "The code as a QR code");
    } catch {
      this.said = "The QR code could not be fetched. Copy the code instead.";
    }
  }
}

customElements.define("fr-task-code", FrTaskCode);
