/**
 * <fr-keep>: offers to keep the whole site on this device, for places without network, and says how
 * much of it is there. Nothing where the browser can keep no site.
 *
 * @import {Kept} from "../../page/whole-site.js"
 */
import { html, LitElement, nothing } from "lit";
import { WholeSite } from "../../page/whole-site.js";
import { bytesProgress, megabytes } from "../../text/format.js";

const FULL = "This device has no room left for more.";
const LOST = "The network is gone, or holds files back.";

class FrKeep extends LitElement {
  static properties = { kept: { state: true }, problem: { state: true }, keeping: { state: true } };

  constructor() {
    super();
    /** @type {Kept | null} */
    this.kept = null;
    this.problem = "";
    /** @type {AbortController | null} */
    this.keeping = null;
    this.site = new WholeSite(new URL(".", document.baseURI));
  }

  createRenderRoot() {
    return this;
  }

  async connectedCallback() {
    super.connectedCallback();
    if (!WholeSite.isPossible) return;
    // Without network the list may be out of reach, and with it what there is to offer.
    this.kept = await this.site.look().catch(() => null);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.keeping?.abort();
  }

  render() {
    if (!this.kept) return nothing;
    return html`<div class="keep">
      <p role="status">${this.keeping ? nothing : this.outcome(this.kept)}</p>
      ${this.keeping ? this.progress(this.kept) : nothing}
    </div>`;
  }

  /** @param {Kept} kept */
  outcome({ kept, total }) {
    if (kept >= total)
      return html`Everything is on this device (${megabytes(total)}): all pictures, the digits and the packages of cells. It works without internet.`;
    const problem =
      this.problem &&
      html`<span class="keep-problem">${this.problem} What has arrived is kept; press again to go on.</span>`;
    return html`Without internet, this device has the page, Python, the first 600 pictures and whatever you have used. <button class="link" @click=${this.keep}>Keep everything here (${megabytes(total - kept)})</button> ${problem}`;
  }

  /** Not announced: it changes with every file. @param {Kept} kept */
  progress({ kept, total }) {
    return html`<p>Keeping ${bytesProgress({ loaded: kept, total })} <button class="link" @click=${() => this.keeping?.abort()}>Cancel</button></p>
      <progress max=${total} value=${kept} aria-label="Kept on this device"></progress>`;
  }

  async keep() {
    const keeping = new AbortController();
    this.keeping = keeping;
    this.problem = "";
    try {
      await this.site.keep((kept) => {
        this.kept = kept;
      }, keeping.signal);
    } catch (/** @type {any} */ error) {
      if (!keeping.signal.aborted)
        this.problem = error?.name === "QuotaExceededError" ? FULL : LOST;
    } finally {
      this.keeping = null;
    }
  }
}

customElements.define("fr-keep", FrKeep);
