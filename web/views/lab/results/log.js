/**
 * <fr-log>: Keras's own line for each epoch, to read and to copy.
 *
 * @import {State} from "../../../page/state.js"
 */
import { html } from "lit";
import { copyText } from "../../../text/clipboard.js";
import { foldClass, panelHeading } from "../../shared/headings.js";
import { isAtEnd } from "../../shared/scroll.js";
import { View } from "../../shared/view.js";

const ASIDE_MS = 2000;

class FrLog extends View {
  constructor() {
    super();
    this.copied = "";
    this.follow = true;
    // Told once the page is laid out: to ask in the middle of an update would lay it out twice.
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
        ${panelHeading(state, "log", "Epoch lines", html`what <code>model.fit()</code> prints`)}
        <span class="field-help" role="status">${this.copied}</span>
        <button class="button small" ?disabled=${lines.length === 0} @click=${() => this.copy(lines.join("\n"))}>Copy</button>
      </div>
      <pre class="log-box" tabindex="0" aria-label="Epoch lines" @scroll=${this.scrolled}><span>${lines.length ? lines.join("\n") : "Epoch lines appear here."}</span></pre>
    </section>`;
  }

  updated() {
    const lines = this.querySelector(".log-box span");
    if (lines) this.grown.observe(lines);
  }

  /** Follows the last line, unless somebody scrolled up to read. @param {Event} event */
  scrolled({ currentTarget }) {
    this.follow = isAtEnd(/** @type {Element} */ (currentTarget));
  }

  /** @param {string} text */
  async copy(text) {
    const copied = await copyText(text);
    this.say(
      copied ? "Copied" : "This browser does not let a page copy. Select the lines instead.",
    );
  }

  /** @param {string} text */
  say(text) {
    this.copied = text;
    this.requestUpdate();
    setTimeout(() => {
      this.copied = "";
      this.requestUpdate();
    }, ASIDE_MS);
  }
}

customElements.define("fr-log", FrLog);
