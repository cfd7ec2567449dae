/**
 * <fr-epochs>: a slider over the epochs of a finished run, to see the network, its results and its
 * predictions as they were after each.
 *
 * @import {State} from "../../../page/state.js"
 */
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { isRunning } from "../../../page/state.js";
import { loss, percent } from "../../../text/format.js";
import * as icons from "../../shared/icons.js";
import { View } from "../../shared/view.js";

/** How long Play shows each epoch, in milliseconds. */
const BEAT = 450;

class FrEpochs extends View {
  constructor() {
    super();
    this.timer = 0;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.pause();
  }

  /** @param {State} state */
  view(state) {
    const { inside, run } = state;
    const { kept, best } = inside;
    if (!run || isRunning(state) || kept.length < 2) return row({ epoch: "–", words: "" });
    const epoch = shownEpoch(inside);
    const at = kept.indexOf(epoch);
    const last = kept.length - 1;
    const words = whatStood(state, epoch);
    const marked = run.history.val_loss && best !== null && best !== kept[last];
    const past = marked && epoch !== best;
    return row({
      epoch,
      last,
      at,
      mark: marked ? kept.indexOf(best) / last : null,
      words: html`${words}${past ? html` · <button class="link" @click=${() => this.slide(kept.indexOf(best))}>lowest loss: epoch ${best}</button>` : nothing}${at < last ? html` · <button class="link" @click=${() => this.slide(last)}>latest</button>` : nothing}`,
      spoken: `after epoch ${epoch}, ${words}`,
      playing: this.timer !== 0,
      toggle: () => (this.timer ? this.pause() : this.play()),
      slide: (/** @type {number} */ to) => this.slide(to),
    });
  }

  /** @param {number} at Its place among the epochs kept. */
  slide(at) {
    this.pause();
    this.show(at);
  }

  /** @param {number} at */
  show(at) {
    const { kept } = /** @type {State} */ (this.state).inside;
    this.act({ type: "look", changes: { epoch: at < kept.length - 1 ? kept[at] : null } });
  }

  /** Run through the epochs, from the start if the latest is shown. */
  play() {
    const { inside } = /** @type {State} */ (this.state);
    let at = inside.epoch === null ? 0 : inside.kept.indexOf(inside.epoch);
    this.show(at);
    this.timer = window.setInterval(() => {
      at += 1;
      if (at >= inside.kept.length) return this.pause();
      this.show(at);
    }, BEAT);
    this.requestUpdate();
  }

  pause() {
    clearInterval(this.timer);
    this.timer = 0;
    this.requestUpdate();
  }
}

/**
 * The row itself, which stands there before there is anything to slide, so that nothing moves later.
 * `mark`: how far along the best epoch stands.
 * @param {{epoch: number | string, words: any, at?: number, last?: number, spoken?: string, mark?: number | null,
 *   playing?: boolean, toggle?: () => void, slide?: (at: number) => void}} o
 */
function row({
  epoch,
  words,
  at = 0,
  last = 0,
  spoken,
  mark = null,
  playing = false,
  toggle,
  slide,
}) {
  /** @param {Event} event */
  const slid = ({ target }) => slide?.(Number(/** @type {HTMLInputElement} */ (target).value));
  return html`<div class="epochs">
    <button class="icon-button" ?disabled=${!toggle} aria-label=${playing ? "Pause" : "Play the epochs"} @click=${toggle}>${playing ? icons.stop : icons.play}</button>
    <label for="epoch">After epoch <b class="num">${epoch}</b></label>
    <div class="epochs-track"><input id="epoch" type="range" min="0" max=${last || 1} .value=${live(String(at))} ?disabled=${!slide} aria-valuetext=${spoken ?? nothing} @input=${slid}>${mark === null ? nothing : html`<i style="--at:${mark}"></i>`}</div>
    <p class="epochs-words">${words}</p>
  </div>`;
}

/** Return the epoch that is shown. @param {State["inside"]} inside */
export function shownEpoch({ epoch, kept }) {
  return epoch ?? kept.at(-1) ?? 0;
}

/** @param {State} state @param {number} epoch */
function whatStood({ run, inside }, epoch) {
  if (epoch === 0) return "before training, only guesses";
  const { accuracy, val_accuracy, val_loss } = run?.history ?? {};
  const part = val_accuracy ? "validation" : "training";
  const share = percent((val_accuracy ?? accuracy ?? [])[epoch - 1]);
  const least =
    val_loss && epoch === inside.best ? `, its lowest loss ${loss(val_loss[epoch - 1])}` : "";
  return `${part} ${share}${least}${inside.look?.over_fits ? ", over-fitting: its loss rises while that of training falls" : ""}`;
}

customElements.define("fr-epochs", FrEpochs);
