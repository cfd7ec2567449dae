/**
 * <fr-notices>: faults, issues of the link, and messages, in the page's corner so that nothing moves.
 *
 * @import {Fault} from "../../protocol.js"
 * @import {State} from "../../page/state.js"
 */
import { html, nothing } from "lit";
import * as icons from "./icons.js";
import { View } from "./view.js";

/** Faults without Retry: the settings have to change. */
const NOT_RETRYABLE = ["loss-nan", "recipe-invalid", "file-invalid"];

class FrNotices extends View {
  constructor() {
    super();
    /** Issues of typed values are shown at their fields, those of a link here. */
    this.fromLink = true;
    /** The fault that was dismissed. @type {Fault | null} */
    this.dismissed = null;
    /** The fault shown last. @type {Fault | null} */
    this.seen = null;
    this.linked = () => {
      this.fromLink = true;
    };
    /** @param {WindowEventMap["fr-action"]} event */
    this.acted = ({ detail }) => {
      if (detail.type === "change" || detail.type === "issue") this.fromLink = false;
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
      <div role="status">${this.issues(state)}${this.notice(state)}${this.cleared(state)}</div>
    </div>`;
  }

  /** In a frame that is higher than the window, a fault may be out of sight. */
  updated() {
    const { embed, fault } = this.state ?? {};
    if (embed && fault && fault !== this.seen) this.scrollIntoView({ block: "nearest" });
    this.seen = fault ?? null;
  }

  /** @param {State} state */
  fault({ fault, phase }) {
    if (!fault || fault === this.dismissed) return nothing;
    const missing = fault.code === "data-missing";
    const retry = (phase === "failed" || missing) && !NOT_RETRYABLE.includes(fault.code);
    return html`<section class="notice bad" aria-label="What went wrong">
      <div class="notice-words">
        <p class="notice-title">${fault.message}</p>
        <p>${fault.hint}</p>
        ${fault.traceback ? html`<details><summary>Details from Python</summary><pre translate="no" tabindex="0">${fault.traceback}</pre></details>` : nothing}
        ${retry ? html`<button class="button main" @click=${() => this.act({ type: "retry" })}>Retry</button>` : nothing}
      </div>
      ${retry ? nothing : this.dismiss("what went wrong", fault)}
    </section>`;
  }

  /** @param {State} state */
  issues({ issues }) {
    if (issues.length === 0 || !this.fromLink) return nothing;
    return html`<section class="notice" aria-label="Settings that were changed">
      <div class="notice-words">
        <p class="notice-title">${issues.length === 1 ? "One setting in this link was changed" : "Some settings in this link were changed"}</p>
        <ul>${issues.map((p) => html`<li>${p.message}</li>`)}</ul>
      </div>
      ${this.dismiss("the changed settings")}
    </section>`;
  }

  /** @param {State} state */
  notice({ notice, shareable }) {
    if (!notice) return nothing;
    return html`<section class="notice good" aria-label="Message">
      <div class="notice-words">
        <p class="notice-title">${notice}</p>
        ${shareable ? html`<button class="button small" @click=${() => this.act({ type: "share", withResult: true })}>Copy it with this result</button>` : nothing}
      </div>
      ${this.dismiss("the message")}
    </section>`;
  }

  /** @param {State} state */
  cleared({ cleared, phase }) {
    if (!cleared || phase === "booting") return nothing;
    return html`<section class="notice" aria-label="After Reset">
      <div class="notice-words">
        <p class="notice-title">${cleared.run ? "The settings are as at first, the results are cleared." : "The settings are as at first."}</p>
        <button class="button small" @click=${() => this.act({ type: "undo-reset" })}>Undo</button>
      </div>
      ${this.dismiss("this")}
    </section>`;
  }

  /** @param {string} what @param {Fault | null} [fault] */
  dismiss(what, fault = null) {
    const away = () => {
      this.dismissed = fault ?? this.dismissed;
      this.act({ type: "dismiss" });
    };
    return html`<button class="icon-button" aria-label=${`Dismiss ${what}`} @click=${away}>${icons.cross}</button>`;
  }
}

customElements.define("fr-notices", FrNotices);
