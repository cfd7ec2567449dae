/**
 * <fr-preview>: the embedded page as wide as a phone, a tablet or a desktop, scaled to fit. It runs a
 * Python of its own, so it starts on a click. Emits "fr-measured" {width, height}, in CSS pixels, when
 * the page reports its height.
 */
import { html, LitElement, nothing } from "lit";
import { count } from "../../text/format.js";
import { choice } from "../shared/controls.js";
import { panelHeading } from "../shared/headings.js";

const WIDTHS = [
  { value: 360, text: "Phone", label: "Phone, 360 pixels wide" },
  { value: 768, text: "Tablet", label: "Tablet, 768 pixels wide" },
  { value: 1280, text: "Desktop", label: "Desktop, 1,280 pixels wide" },
];
/** The height before the page reports its own, in CSS pixels. */
const FIRST_HEIGHT = 600;

class FrPreview extends LitElement {
  static properties = {
    src: { attribute: false },
    fold: { attribute: false },
    on: { state: true },
    width: { state: true },
    height: { state: true },
    availableWidth: { state: true },
  };

  constructor() {
    super();
    this.src = "";
    /** Where a plain frame would end, in CSS pixels. */
    this.fold = 0;
    this.on = false;
    this.width = innerWidth < WIDTHS[1].value ? WIDTHS[0].value : WIDTHS[1].value;
    this.height = FIRST_HEIGHT;
    /** The width available for the preview beside its scroll bar, in CSS pixels. */
    this.availableWidth = 0;
    /** The URL the frame was loaded with; later changes only replace its fragment. */
    this.opened = "";
    this.watch = new ResizeObserver(([{ contentRect }]) => {
      this.availableWidth = contentRect.width;
    });
    /** @param {MessageEvent} event */
    this.onMessage = ({ source, data }) => {
      const { contentWindow } = this.querySelector("iframe") ?? {};
      if (source !== contentWindow || data?.source !== "fitting-room") return;
      if (data.type !== "resize" || !Number.isFinite(data.height)) return;
      this.height = data.height;
      const detail = { width: this.width, height: this.height };
      this.dispatchEvent(new CustomEvent("fr-measured", { detail }));
    };
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("message", this.onMessage);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("message", this.onMessage);
    this.watch.disconnect();
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (!this.on || !changed.has("src")) return;
    // Only the fragment differs, so the page is not loaded again; `replace` keeps it out of the history.
    this.querySelector("iframe")?.contentWindow?.location.replace(this.src);
  }

  render() {
    return html`<section class="panel" aria-labelledby="preview-head">
      <div class="panel-bar">
        ${panelHeading(null, "preview", "Preview", this.words())}
        ${choice({
          name: "embed-width",
          label: "Width of the preview",
          value: this.width,
          options: WIDTHS,
          report: (width) => {
            this.width = width;
          },
        })}
      </div>
      ${this.on ? this.page() : this.poster()}
    </section>`;
  }

  words() {
    if (!this.on) return "the real page, with these settings";
    const scale = this.scale();
    const shown = scale < 1 ? `, shown at ${Math.round(scale * 100)} %` : "";
    return html`<span class="num">${count(this.width)} × ${count(this.height)}</span> pixels${shown}`;
  }

  poster() {
    return html`<div class="preview-poster">
      <p class="placeholder">See it as your students will, and train in it.</p>
      <button class="button" @click=${() => this.start()}>Start the preview</button>
    </div>`;
  }

  async start() {
    this.opened = this.src;
    this.on = true;
    await this.updateComplete;
    const box = /** @type {HTMLElement} */ (this.querySelector(".preview-box"));
    this.watch.observe(box);
    box.focus();
  }

  page() {
    const scale = this.scale();
    const size = `width: ${this.width * scale}px; height: ${this.height * scale}px`;
    const inside = `width: ${this.width}px; height: ${this.height}px; scale: ${scale}`;
    return html`<div class="preview-box" tabindex="0" role="region" aria-label="Embedded page, to scroll">
      <div class="preview-page" style=${size}>
        <iframe src=${this.opened} title="Preview of the embedded page" style=${inside}></iframe>
        ${this.end(scale)}
      </div>
    </div>`;
  }

  /** Where a plain frame would end and begin to scroll. @param {number} scale */
  end(scale) {
    if (this.height <= this.fold) return nothing;
    return html`<p class="preview-fold" style="top: ${this.fold * scale}px"><span class="preview-fold-words">a plain frame ends here, at <b class="num">${count(this.fold)}</b></span></p>`;
  }

  scale() {
    return Math.min(1, this.availableWidth / this.width);
  }
}

customElements.define("fr-preview", FrPreview);
