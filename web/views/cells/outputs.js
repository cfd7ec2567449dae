/**
 * <fr-outputs>: the outputs of a cell in order: text as a terminal shows it, values, figures, errors,
 * notes, downloads.
 *
 * @import {CellOutput} from "../../protocol.js"
 *
 * An output as shown; consecutive text of one stream is merged.
 * @typedef {Exclude<CellOutput, {kind: "stream"} | {kind: "figure"}>
 *   | {kind: "stream", name: "stdout" | "stderr", terminal: Terminal}
 *   | {kind: "figure", url: string, width: number, height: number, alt: string}} Shown
 */
import { html, LitElement, nothing } from "lit";
import { bytesProgress } from "../../text/format.js";
import { Terminal } from "../../text/terminal.js";
import { isAtEnd } from "../shared/scroll.js";
import "./rich.js";

/** The characters of a progress bar. */
const BAR = /^[━╸╺]+$/;

class FrOutputs extends LitElement {
  constructor() {
    super();
    /** @type {Shown[]} */
    this.shown = [];
    /** The last stream, if the reader has scrolled up in it. @type {Element | null} */
    this.scrolledUp = null;
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
    this.requestUpdate();
  }

  /** @param {CellOutput} output */
  add(output) {
    this.shown = appended(this.shown, output);
    this.requestUpdate();
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
    return this.shown.map((output) => this.output(output));
  }

  /** @param {Shown} output */
  output(output) {
    switch (output.kind) {
      case "stream":
        return html`<pre class="out out-${output.name}" tabindex="0" aria-label="Printed">${
          output.terminal.dropped
            ? html`<span class="muted">${output.terminal.dropped} earlier lines are not kept.\n</span>`
            : nothing
        }${lines(output.terminal)}</pre>`;
      case "result":
        if (output.html !== undefined) {
          return html`<fr-rich class="out out-result" .html=${output.html}></fr-rich>`;
        }
        return html`<pre class="out out-result" tabindex="0" aria-label="Value">${output.text}</pre>`;
      case "figure":
        return html`<img class="out-figure" src=${output.url} width=${output.width} height=${output.height} alt=${output.alt} />`;
      case "error":
        return html`<pre class="out out-error" tabindex="0" role="alert" aria-label="Error">${error(output)}</pre>`;
      case "note":
        return html`<p class="out-note">${output.text}</p>`;
      case "progress":
        return html`<p class="out-note">Bringing ${output.label}: <span class="num">${bytesProgress(output)}</span></p>`;
    }
  }
}

/** @param {Shown[]} shown @param {CellOutput} output @returns {Shown[]} */
function appended(shown, output) {
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

/** @param {Terminal} terminal */
function lines(terminal) {
  const all = terminal.lines;
  if (all.at(-1)?.length === 0) all.pop();
  return all.map((runs, i) => {
    const line = runs.map(({ style, text }) =>
      style
        ? html`<span class="ansi-${style}${BAR.test(text) ? " bar" : ""}">${text}</span>`
        : text,
    );
    const withBar = runs.some(({ text }) => BAR.test(text));
    return html`${i ? "\n" : ""}${withBar ? html`<span class="bar-line">${line}</span>` : line}`;
  });
}

/**
 * The end of a traceback names the error, so it stands out.
 * @param {{name: string, message: string, traceback: string}} error
 */
function error({ name, message, traceback }) {
  const at = traceback.lastIndexOf(`\n${name}`) + 1;
  if (!at) return html`${traceback}\n<b>${name}: ${message}</b>`;
  return html`<span class="muted">${traceback.slice(0, at)}</span><b>${traceback.slice(at)}</b>`;
}

customElements.define("fr-outputs", FrOutputs);
