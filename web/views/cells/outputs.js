/**
 * <fr-outputs>: the outputs of a cell in order: text as a terminal shows it, values, figures, errors,
 * notes, downloads.
 *
 * @import {CellOutput} from "../../protocol.js"
 * @import {TextRun} from "../../text/terminal.js"
 *
 * An output as shown; consecutive text of one stream is merged.
 * @typedef {Exclude<CellOutput, {kind: "stream"} | {kind: "figure"} | {kind: "learning"}>
 *   | {kind: "stream", name: "stdout" | "stderr", terminal: Terminal}
 *   | {kind: "figure", url: string, width: number, height: number, alt: string}} Shown
 */
import { html, LitElement, nothing } from "lit";
import { limitFrameRate } from "../../page/frame-rate.js";
import { bytesProgress } from "../../text/format.js";
import { Terminal, withoutSequences } from "../../text/terminal.js";
import { isAtEnd } from "../shared/scroll.js";
import "./rich.js";
import { splitTraceback } from "./traceback.js";

/** The characters of a progress bar. */
const BAR = /^[━╸╺]+$/;
/** Outputs to show before the others are folded; one of HTML, a page of its own, counts as several. */
const SHOWN_UNFOLDED = 40;
const HTML_COUNTS = 4;

class FrOutputs extends LitElement {
  constructor() {
    super();
    /** @type {Shown[]} */
    this.shown = [];
    /** The last stream, if the reader has scrolled up in it. @type {Element | null} */
    this.scrolledUp = null;
    this.unfolded = false;
    this.drawing = limitFrameRate(() => this.requestUpdate());
  }

  createRenderRoot() {
    return this;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    if (!this.isConnected) this.clear();
  }

  clear() {
    for (const output of this.shown) if (output.kind === "figure") URL.revokeObjectURL(output.url);
    this.shown = [];
    this.unfolded = false;
    this.requestUpdate();
  }

  /** @param {CellOutput} output */
  add(output) {
    this.shown = appended(this.shown, output);
    this.drawing.soon();
  }

  /** The last stream is scrolled to its end, unless the reader has scrolled up. */
  willUpdate() {
    const last = this.lastStream();
    this.scrolledUp = last && !isAtEnd(last) ? last : null;
  }

  updated() {
    const last = this.lastStream();
    if (last && last !== this.scrolledUp) last.scrollTop = last.scrollHeight;
  }

  /** @returns {Element | undefined} */
  lastStream() {
    return [...this.querySelectorAll(".out-stdout, .out-stderr")].at(-1);
  }

  render() {
    const { shown } = this;
    const first = this.unfolded ? shown.length : unfoldedCount(shown);
    const rest = shown.slice(first);
    const folded = rest.filter(isFolded).length;
    return html`${shown.slice(0, first).map((output) => this.output(output))}
      ${folded ? html`<p class="out-note"><button class="link" @click=${this.unfold}>Show ${folded} more</button></p>` : nothing}
      ${rest.filter((...each) => !isFolded(...each)).map((output) => this.output(output))}`;
  }

  unfold() {
    this.unfolded = true;
    this.requestUpdate();
  }

  /** @param {Shown} output */
  output(output) {
    switch (output.kind) {
      case "stream":
        return html`<pre translate="no" class="out out-${output.name}" tabindex="0" aria-label="Printed">${
          output.terminal.dropped
            ? html`<span class="muted">${output.terminal.dropped} earlier lines are not kept.\n</span>`
            : nothing
        }${lines(output.terminal)}</pre>`;
      case "result":
        if (output.html !== undefined) {
          return html`<fr-rich class="out out-result" .html=${output.html}></fr-rich>`;
        }
        return html`<pre translate="no" class="out out-result" tabindex="0" aria-label="Value">${withoutSequences(output.text)}</pre>`;
      case "figure":
        return html`<img class="out-figure" src=${output.url} width=${output.width} height=${output.height} alt=${output.alt} />`;
      case "error":
        return html`<pre translate="no" class="out out-error" tabindex="0" role="alert" aria-label="Error">${error(output)}</pre>`;
      case "note":
        return html`<p class="out-note">${output.text}</p>`;
      case "progress":
        return html`<p class="out-note">Bringing ${output.label}: <span class="num">${bytesProgress(output)}</span></p>`;
    }
  }
}

/** Return how many outputs are shown before the others are folded. @param {Shown[]} shown */
function unfoldedCount(shown) {
  let room = SHOWN_UNFOLDED;
  const first = shown.findIndex((output) => {
    room -= output.kind === "result" && output.html !== undefined ? HTML_COUNTS : 1;
    return room < 0;
  });
  return first < 0 ? shown.length : first;
}

/**
 * Return whether an output beyond those shown at first is folded: all but the last, and what the page
 * says itself. @param {Shown} output @param {number} i @param {Shown[]} all
 */
function isFolded({ kind }, i, all) {
  return i < all.length - 1 && ["stream", "result", "figure"].includes(kind);
}

/** @param {Shown[]} shown @param {CellOutput} output @returns {Shown[]} */
function appended(shown, output) {
  // What an experiment learns is drawn, not listed.
  if (output.kind === "learning") return shown;
  if (output.kind === "stream") {
    const last = shown.at(-1);
    if (last?.kind === "stream" && last.name === output.name) {
      last.terminal.write(output.text);
      return shown;
    }
    const terminal = new Terminal();
    terminal.write(output.text);
    return [...shown, { kind: "stream", name: output.name, terminal }];
  }
  if (output.kind === "progress") {
    const others = shown.filter((each) => each.kind !== "progress" || each.label !== output.label);
    return output.loaded < output.total ? [...others, output] : others;
  }
  if (output.kind !== "figure") return [...shown, output];
  const { png, width, height, alt } = output;
  const picture = new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (png)], { type: "image/png" });
  const url = URL.createObjectURL(picture);
  return [...shown, { kind: "figure", url, width, height, alt }];
}

/** Plain lines become one text: only lines with styles need elements. @param {Terminal} terminal */
function lines(terminal) {
  const all = terminal.lines;
  if (all.at(-1)?.length === 0) all.pop();
  /** @type {unknown[]} */
  const parts = [];
  let plain = "";
  all.forEach((runs, i) => {
    if (i) plain += "\n";
    if (runs.every(({ style, text }) => !style && !BAR.test(text))) {
      for (const { text } of runs) plain += text;
      return;
    }
    parts.push(plain, styled(runs));
    plain = "";
  });
  return [...parts, plain];
}

/** @param {TextRun[]} runs */
function styled(runs) {
  const line = runs.map(({ style, text }) =>
    style ? html`<span class="ansi-${style}${BAR.test(text) ? " bar" : ""}">${text}</span>` : text,
  );
  const withBar = runs.some(({ text }) => BAR.test(text));
  return withBar ? html`<span class="bar-line">${line}</span>` : line;
}

/**
 * The end of a traceback names the error, so it stands out.
 * @param {{name: string, message: string, traceback: string}} output
 */
function error(output) {
  const { before, named } = splitTraceback({
    name: output.name,
    message: withoutSequences(output.message),
    traceback: withoutSequences(output.traceback),
  });
  return html`<span class="muted">${before}</span><b>${named}</b>`;
}

customElements.define("fr-outputs", FrOutputs);
