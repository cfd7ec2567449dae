/**
 * <fr-log>: Keras's line for each epoch, to read and to copy.
 *
 * @import {State} from "../../../page/state.js"
 */
import { html } from "lit";
import { copyRefused, copyText, selectText } from "../../../text/clipboard.js";
import { foldClass, panelHeading } from "../../shared/headings.js";
import { isAtEnd } from "../../shared/scroll.js";
import { View } from "../../shared/view.js";

const COPIED_MS = 2000;

class FrLog extends View {
  constructor() {
    super();
    this.copied = "";
    this.follow = true;
    // Observed, so that it scrolls after layout: measuring during an update would lay out twice.
    this.grown = new ResizeObserver(() => {
      const box = this.querySelector(".log-box");
      if (box && this.follow) box.scrollTop = box.scrollHeight;
    });
  }

  /** @param {State} state */
  view(state) {
    const { run } = state;
    const lines = run?.lines ?? [];
    return html`<section class="panel log ${foldClass(state, "log")}" aria-labelledby="log-head">
      <div class="panel-bar">
        ${panelHeading(state, "log", "Epoch lines", html`what <code translate="no">model.fit()</code> prints`)}
        <span class="field-help" role="status">${this.copied}</span>
        <button class="button small" ?disabled=${lines.length === 0} @click=${() => this.copy(lines.join("\n"))}>Copy</button>
      </div>
      <pre class="log-box" translate="no" tabindex="0" aria-label="Epoch lines" @scroll=${this.scrolled}><span>${lines.length ? lines.join("\n") : "Epoch lines appear here."}</span></pre>
    </section>`;
  }

  updated() {
    const lines = this.querySelector(".log-box span");
    if (lines) this.grown.observe(lines);
  }

  /** The last line is followed unless the reader has scrolled up. @param {Event} event */
  scrolled({ currentTarget }) {
    this.follow = isAtEnd(/** @type {Element} */ (currentTarget));
  }

  /** @param {string} text */
  async copy(text) {
    const copied = await copyText(text);
    if (!copied) selectText(/** @type {HTMLElement} */ (this.querySelector(".log-box")));
    this.showCopied(copied ? "Copied" : `${copyRefused()} The lines are selected: press Ctrl+C.`);
  }

  /** @param {string} text */
  showCopied(text) {
    this.copied = text;
    this.requestUpdate();
    setTimeout(() => {
      this.copied = "";
      this.requestUpdate();
    }, COPIED_MS);
  }
}

customElements.define("fr-log", FrLog);
