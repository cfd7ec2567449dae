/**
 * <fr-notices>: what the learner has to be told: a link with settings that cannot be used, a fault and
 * its way out, a good message. Lies over the page's corner, so that nothing beneath it moves.
 *
 * @import {State} from "../state.js"
 */
import { html, nothing } from "lit";
import * as icons from "./icons.js";
import { View } from "./view.js";

class FrNotices extends View {
  constructor() {
    super();
    /** A field says by itself what became of what was typed into it; a link has nobody else to say it. */
    this.fromLink = true;
    this.linked = () => {
      this.fromLink = true;
    };
    /** @param {Event} event */
    this.acted = (event) => {
      if (/** @type {CustomEvent} */ (event).detail.type === "change") this.fromLink = false;
    };
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("hashchange", this.linked, true);
    addEventListener("fr-action", this.acted, true);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("hashchange", this.linked, true);
    removeEventListener("fr-action", this.acted, true);
  }

  /** @param {State} state */
  view(state) {
    return html`<div class="notices">
      <div role="alert">${this.fault(state)}</div>
      <div role="status">${this.problems(state)}${this.notice(state)}</div>
    </div>`;
  }

  /** @param {State} state */
  fault({ fault, phase }) {
    if (!fault) return nothing;
    return html`<section class="notice bad" aria-label="What went wrong">
      <div class="notice-words">
        <p class="notice-title">${fault.message}</p>
        <p>${fault.hint}</p>
        ${fault.traceback ? html`<details><summary>Details from Python</summary><pre tabindex="0">${fault.traceback}</pre></details>` : nothing}
        ${phase === "failed" ? html`<button class="button main" @click=${() => this.act({ type: "retry" })}>Retry</button>` : nothing}
      </div>
      ${phase === "failed" ? nothing : this.dismiss()}
    </section>`;
  }

  /** @param {State} state */
  problems({ problems }) {
    if (problems.length === 0 || !this.fromLink) return nothing;
    return html`<section class="notice" aria-label="Settings that were changed">
      <div class="notice-words">
        <p class="notice-title">${problems.length === 1 ? "One setting in this link was changed" : "Some settings in this link were changed"}</p>
        <ul>${problems.map((p) => html`<li>${p.message}</li>`)}</ul>
      </div>
      ${this.dismiss()}
    </section>`;
  }

  /** @param {State} state */
  notice({ notice }) {
    if (!notice) return nothing;
    return html`<section class="notice good" aria-label="Message">
      <div class="notice-words"><p class="notice-title">${notice}</p></div>
      ${this.dismiss()}
    </section>`;
  }

  dismiss() {
    return html`<button class="icon-button" aria-label="Dismiss" @click=${() => this.act({ type: "dismiss" })}>${icons.cross}</button>`;
  }
}

customElements.define("fr-notices", FrNotices);
