/**
 * <fr-forget>: says what is kept on this device, and clears it after a second press. Emits
 * "fr-forget".
 */
import { html, LitElement } from "lit";

class FrForget extends LitElement {
  constructor() {
    super();
    this.asking = false;
  }

  createRenderRoot() {
    return this;
  }

  render() {
    return html`<footer class="forget">${this.asking ? this.question() : this.offer()}</footer>`;
  }

  offer() {
    return html`<p>Your answers, changed cells, ticks, programs, files and runs stay on this device, for your next visit. On a shared computer: <button class="link" @click=${() => this.ask(true)}>Forget me</button></p>`;
  }

  question() {
    return html`<div class="forget-question" role="group" aria-labelledby="forget-ask">
      <p id="forget-ask">Clear all your answers, changed cells, ticks, programs, files and runs from this device? They cannot be brought back.</p>
      <p class="forget-tools">
        <button class="button small" @click=${() => this.dispatchEvent(new CustomEvent("fr-forget", { bubbles: true }))}>Clear everything</button>
        <button class="button small quiet" @click=${() => this.ask(false)}>Keep it</button>
      </p>
    </div>`;
  }

  /** @param {boolean} asking */
  async ask(asking) {
    this.asking = asking;
    this.requestUpdate();
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector(".quiet, .link"))?.focus();
  }
}

customElements.define("fr-forget", FrForget);
