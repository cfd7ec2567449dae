/**
 * <fr-scorm>: makes a SCORM package of a task, here in the page.
 *
 * @import {Zippable} from "fflate"
 * @import {Outcome} from "../../page/actions.js"
 * @import {Version} from "../../scorm/api.js"
 * @import {EmbedSpec} from "../../text/embed-code.js"
 */
import { html, LitElement, nothing } from "lit";
import { dispatch } from "../../page/actions.js";
import { saveFile } from "../../page/files/save-file.js";
import { readTask } from "../../recipe/task.js";
import { packageFiles, SCRIPT } from "../../scorm/package.js";
import { isLoopback } from "../../text/embed-code.js";
import "./styles/scorm.late.css";

const VERSIONS = /** @type {const} */ (["1.2", "2004"]);
/** How hard to compress: not what is compressed already. */
const STORED = /\.(bin|npz|whl|woff2|zip)$/;
const FULL_HELP =
  "About 20 MB, and needs this site no more. It holds the pictures of these settings and no others, so their number is fixed in it.";
const NO_SCORE =
  "This task has no conditions: its first whole run completes it, and there is no score. Write conditions for one.";
const SAVED = "Saved.";
const LEADS_NOWHERE =
  "Saved. It leads to this computer only: put the site on a web server first, or save it with the page in it.";
const FAILED = "The package could not be made. Check the connection and press again.";

class FrScorm extends LitElement {
  static properties = {
    spec: { attribute: false },
    said: { state: true },
    full: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    /** @type {EmbedSpec | null} */
    this.spec = null;
    this.said = "";
    /** Whether the package is to hold the page itself. */
    this.full = false;
    this.busy = false;
  }

  createRenderRoot() {
    return this;
  }

  render() {
    if (!this.spec) return nothing;
    if (!this.spec.task) return withoutTask();
    return html`<section class="scorm" aria-labelledby="scorm-head">
      <div class="scorm-words">
        <h3 id="scorm-head">SCORM package</h3>
        <p class="field-help">For Moodle, Canvas, Blackboard and others: upload the file as a SCORM activity. It reports score and completion, and an interrupted try goes on. Without the page in it, the package shows this site, which has to stay online.</p>
        ${readTask(this.spec.task).task.goals.length > 0 ? nothing : html`<p class="field-help">${NO_SCORE}</p>`}
      </div>
      <div class="scorm-versions">${VERSIONS.map((version) => html`<button class="button small" ?disabled=${this.busy} @click=${() => this.save(version)}>Save SCORM ${version}</button>`)}</div>
      <div>
        <label><input type="checkbox" aria-describedby="scorm-whole-help" .checked=${this.full} @change=${() => this.toggle()} /> With the page in it</label>
        <p class="field-help" id="scorm-whole-help">${FULL_HELP}</p>
      </div>
      <p class="field-help" role="status">${this.said}</p>
    </section>`;
  }

  toggle() {
    this.full = !this.full;
    this.said = "";
  }

  /** @param {Version} version */
  async save(version) {
    const { spec, full } = this;
    if (!spec || this.busy) return;
    this.busy = true;
    this.said = full ? "Fetching the page and its pictures …" : "";
    try {
      const files = await this.files(spec, version);
      const { zipSync } = await import("fflate");
      const zip = zipSync(files);
      saveFile(`fitting-room-scorm-${version}.zip`, zip, "application/zip");
      this.said = isLoopback(spec.base) && !full ? LEADS_NOWHERE : SAVED;
    } catch {
      this.said = FAILED;
    }
    this.busy = false;
  }

  /** @param {EmbedSpec} spec @param {Version} version */
  async files(spec, version) {
    const own = this.full ? await this.own(spec) : {};
    const texts = packageFiles(spec, version, Object.keys(own));
    const coder = new TextEncoder();
    const around = Object.entries(texts).map(([name, text]) => [name, coder.encode(text)]);
    const all = { ...Object.fromEntries(around), [SCRIPT]: await read(SCRIPT), ...own };
    /** @type {Zippable} */
    const files = {};
    for (const [name, content] of Object.entries(all))
      files[name] = [content, { level: STORED.test(name) ? 0 : 6 }];
    return files;
  }

  /** The page itself, with the pictures that Python says the recipe needs. @param {EmbedSpec} spec */
  async own({ recipe }) {
    const { pageFiles } = await import("../../scorm/page-files.js");
    /** @type {Outcome} */
    const { value } = await new Promise((resolve) =>
      dispatch(this, { type: "ask", question: { type: "data-files", recipe }, resolve }),
    );
    if (!value || !("files" in value)) throw new Error("Python names no files");
    return pageFiles(read, value.files);
  }
}

/** A package has a score to report of a task alone. */
function withoutTask() {
  return html`<section class="scorm" aria-labelledby="scorm-head">
    <h3 id="scorm-head">SCORM package</h3>
    <p class="field-help">It reports a score to your learning platform, so it needs a task: write one under Ask, or take a ready one in the <a href="#view=teach">Teach room</a>.</p>
  </section>`;
}

/** @param {string} path of a file of the site */
async function read(path) {
  const response = await fetch(new URL(path, document.baseURI));
  if (!response.ok) throw new Error(`${path}: the server answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

customElements.define("fr-scorm", FrScorm);
