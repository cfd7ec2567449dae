/**
 * <fr-scorm>: makes a SCORM package of the task, here in the page.
 *
 * @import {EmbedSpec} from "../../text/embed-code.js"
 * @import {Version} from "../../scorm/api.js"
 */
import { html, LitElement, nothing } from "lit";
import { packageFiles, SCRIPT } from "../../scorm/package.js";
import { isLoopback } from "../../text/embed-code.js";
import { saveFile } from "../../text/save-file.js";

const VERSIONS = /** @type {const} */ (["1.2", "2004"]);

class FrScorm extends LitElement {
  static properties = { spec: { attribute: false }, said: { state: true } };

  constructor() {
    super();
    /** @type {EmbedSpec | null} */
    this.spec = null;
    this.said = "";
  }

  createRenderRoot() {
    return this;
  }

  render() {
    if (!this.spec?.task) return nothing;
    return html`<section class="copy" aria-labelledby="copy-scorm">
      <div class="copy-words">
        <h3 id="copy-scorm">SCORM package</h3>
        <p class="field-help">For Moodle, Canvas, Blackboard and others: upload the file as a SCORM activity. It reports score and completion, and an interrupted try goes on. It shows this site, which has to stay online.</p>
      </div>
      <div class="copy-versions">${VERSIONS.map((version) => html`<button class="button small" @click=${() => this.save(version)}>Save SCORM ${version}</button>`)}</div>
      <p class="field-help" role="status">${this.said}</p>
    </section>`;
  }

  /** @param {Version} version */
  async save(version) {
    const { spec } = this;
    if (!spec) return;
    try {
      const [{ strToU8, zipSync }, response] = await Promise.all([
        import("fflate"),
        fetch(new URL("scorm.js", document.baseURI)),
      ]);
      if (!response.ok) throw new Error(`scorm.js: the server answered ${response.status}`);
      const texts = { ...packageFiles(spec, version), [SCRIPT]: await response.text() };
      const files = Object.entries(texts).map(([name, text]) => [name, strToU8(text)]);
      const name = `fitting-room-scorm-${version}.zip`;
      saveFile(name, zipSync(Object.fromEntries(files)), "application/zip");
      this.said = isLoopback(spec.base)
        ? "Saved. It leads to this computer only: put the site on a web server first."
        : "Saved.";
    } catch {
      this.said = "The package could not be made. Check the connection and press again.";
    }
  }
}

customElements.define("fr-scorm", FrScorm);
