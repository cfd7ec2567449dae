/**
 * <fr-own-set>: the shelf of the learner's own set: its classes with their pictures at 28 by 28, where
 * pictures are added, moved, turned light for dark and deleted; how the set is split, and what it lacks.
 *
 * @import {OwnChange, OwnState} from "../../../page/own/own-set.js"
 * @import {OwnClass} from "../../../page/own/own-classes.js"
 * @import {State} from "../../../page/state.js"
 */
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { countPictures, LONGEST_NAME, MOST_CLASSES } from "../../../page/own/own-classes.js";
import { isRunning } from "../../../page/state.js";
import { count, pluralize } from "../../../text/format.js";
import { choice, select } from "../../shared/controls.js";
import { pager } from "../../shared/pager.js";
import "../../shared/picture.js";
import { View } from "../../shared/view.js";
import { setMissing } from "../steps/own-counts.js";
import "./styles/own-set.late.css";

/** Pictures of a class at a time, and of many classes: a large set would draw thousands. */
const [PAGE, FEWER] = [24, 6];
const MANY_CLASSES = 5;
const WAYS = /** @type {const} */ ([
  { value: "garment", text: "Like Fashion-MNIST" },
  { value: "digit", text: "Like MNIST’s digits" },
]);
const WHILE_TRAINING =
  "While a training is under way, its set stays as it is. Stop it, or let it end, then bring the pictures again.";
const KINDS = "image/png,image/jpeg,image/webp,image/gif,image/bmp,.zip,.npz";

class FrOwnSet extends View {
  static properties = {
    ...View.properties,
    chosen: { state: true },
    starts: { state: true },
    way: { state: true },
    asking: { state: true },
  };

  constructor() {
    super();
    /** Chosen pictures of one class. @type {{index: number, at: number[]}} */
    this.chosen = { index: 0, at: [] };
    /** The first picture on screen of each class, by its name. @type {Record<string, number>} */
    this.starts = {};
    /** @type {"garment" | "digit"} */
    this.way = "garment";
    /** Whether to delete the whole set is asked. */
    this.asking = false;
    /** The set that `chosen` belongs to. @type {OwnClass[] | null} */
    this.of = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.own({ type: "open" });
  }

  /** @param {OwnChange} change */
  own(change) {
    this.act({ type: "own", change });
  }

  /** @param {Map<PropertyKey, unknown>} changes */
  willUpdate(changes) {
    super.willUpdate(changes);
    const classes = this.state?.own?.classes ?? null;
    if (classes !== this.of) this.chosen = { index: 0, at: [] };
    this.of = classes;
  }

  /** @param {State} state */
  view(state) {
    const { own } = state;
    if (!own) return html`<p class="placeholder">Your set is looked for on this device.</p>`;
    const locked = isRunning(state) || own.reading !== null;
    return html`<div class="own-set" @dragover=${this.over} @drop=${this.drop} @paste=${this.paste}>
      ${own.classes.length === 0 ? this.invitation(setMissing(state)) : nothing}
      ${own.classes.map((each, i) => this.shelf(own, each, i, locked))}
      ${this.newClass(own, locked)}
      ${this.bring(locked)}
      ${this.told(own)}
      ${this.foot(own, locked)}
    </div>`;
  }

  /** Whether the pad is on this page. */
  hasPad() {
    const { draw, embed, hide, route } = /** @type {State} */ (this.state);
    return route === "lab" && (draw || !(embed || hide.includes("predict")));
  }

  /** @param {string} missing What the settings speak of, if that is not here. */
  invitation(missing) {
    return html`${missing ? html`<p class="field-problem">${missing}</p>` : nothing}
      <p class="field-help">Make 2 to ${MOST_CLASSES} classes of your own: add each below, then draw for it or bring pictures; or open a zip with a folder for each class. A link does not carry pictures: who follows one needs the file of the set as well.</p>`;
  }

  /** @param {OwnState} own @param {OwnClass} each @param {number} index @param {boolean} locked */
  shelf(own, { name, pictures }, index, locked) {
    const [train, test] = own.split?.counts[index] ?? [0, 0];
    const size = own.classes.length > MANY_CLASSES ? FEWER : PAGE;
    const start = Math.min(this.starts[name] ?? 0, Math.max(0, pictures.length - 1));
    const first = start - (start % size);
    const here = this.chosen.index === index ? this.chosen.at : [];
    return html`<section class="own-class" aria-label="Class ${name}">
      <div class="own-class-head">
        <input class="own-name" aria-label="Name of class ${index + 1}" maxlength=${LONGEST_NAME} .value=${name} ?disabled=${locked} @change=${(/** @type {Event} */ e) => this.rename(index, e)}>
        <span class="own-counts">${count(train)} to train, ${count(test)} to test</span>
        ${this.hasPad() ? html`<button class="button small" ?disabled=${locked} @click=${() => this.own({ type: "draw", name })}>Draw</button>` : nothing}
        ${this.files("Add pictures", name, locked)}
        <button class="button small" ?disabled=${locked} @click=${() => this.own({ type: "drop-class", index })}>Delete class</button>
      </div>
      ${
        pictures.length === 0
          ? html`<p class="field-help">No picture yet.</p>`
          : html`<ul class="own-pictures" aria-label="Pictures of ${name}">${pictures
              .slice(first, first + size)
              .map(({ pixels }, i) => {
                const at = first + i;
                return html`<li><button class="picture-button" aria-pressed=${here.includes(at)} ?disabled=${locked} @click=${() => this.toggle(index, at)}><fr-picture .pixels=${pixels} .label=${`${name} ${at + 1}`}></fr-picture></button></li>`;
              })}</ul>`
      }
      ${pictures.length > size ? pager({ what: `pictures of ${name}`, start: first, size, total: pictures.length, go: (next) => (this.starts = { ...this.starts, [name]: next }) }) : nothing}
      ${pictures.length > 0 ? this.tools(own, index, here, locked) : nothing}
    </section>`;
  }

  /** @param {OwnState} own @param {number} index @param {number[]} at @param {boolean} locked */
  tools({ classes }, index, at, locked) {
    const none = at.length === 0;
    const others = classes
      .map(({ name }, i) => ({ value: String(i), text: `Move to ${name}`, disabled: i === index }))
      .filter(({ disabled }) => !disabled);
    const move = { value: "", text: "Move to …" };
    return html`<div class="own-tools-row">
      <span class="field-help">${none ? "Press pictures to choose them." : `${pluralize(at.length, "picture")} chosen.`}</span>
      <button class="button small" ?disabled=${locked || none} @click=${() => this.own({ type: "delete", index, at })}>Delete</button>
      <button class="button small" ?disabled=${locked} @click=${() => this.own({ type: "invert", index, at: none ? null : at })}>${none ? "Exchange light and dark in all" : "Exchange light and dark"}</button>
      ${select({ id: `own-move-${index}`, label: "Move the chosen pictures", value: "", disabled: locked || none, options: [move, ...others], report: (to) => to && this.own({ type: "move", index, at, to: Number(to) }) })}
    </div>`;
  }

  /** @param {OwnState} own @param {boolean} locked */
  newClass({ classes }, locked) {
    const full = classes.length >= MOST_CLASSES;
    return html`<form class="own-new" @submit=${this.add}>
      <label for="own-new">New class</label>
      <input id="own-new" maxlength=${LONGEST_NAME} autocomplete="off" ?disabled=${locked || full}>
      <button class="button small" ?disabled=${locked || full}>Add class</button>
    </form>`;
  }

  /** @param {boolean} locked */
  bring(locked) {
    return html`<div class="own-bring-set">
      ${this.files("Open a zip, an .npz or pictures", "", locked)}
      ${choice({ name: "own-set-way", label: "How pictures are made 28 by 28", value: this.way, options: WAYS, report: (way) => (this.way = way) })}
      <p class="field-help">Or drop or paste them here. They are read in this browser and go nowhere. White things on white, photographs on a busy ground and things at the edge come out badly: look at the small pictures.</p>
    </div>`;
  }

  /** @param {string} text @param {string} to @param {boolean} locked */
  files(text, to, locked) {
    return html`<label class="button small ${locked ? "disabled" : ""}">${text}<input class="visually-hidden" type="file" multiple accept=${KINDS} ?disabled=${locked} @change=${(/** @type {Event} */ e) => this.choose(e, to)}></label>`;
  }

  /** @param {OwnState} own */
  told({ reading, refused, problem, said, split, classes }) {
    const advice = classes.length > 0 ? (split?.advice ?? []) : [];
    return html`${reading ? html`<p class="own-reading" role="status">${reading.name} is being read: ${count(reading.done)} of ${count(reading.total)}. <button class="button small" @click=${() => this.own({ type: "cancel" })}>Stop reading</button></p>` : nothing}
      ${problem ? html`<p class="field-problem" role="alert">${problem}</p>` : nothing}
      ${said ? html`<p class="field-help" role="status">${said}</p>` : nothing}
      ${
        refused.length > 0
          ? html`<details class="own-refused" open><summary>${pluralize(refused.length, "file")} could not be used</summary><ul>${refused.map(({ name, why }) => html`<li><b>${name}</b>: ${why}</li>`)}</ul></details>`
          : nothing
      }
      ${advice.length > 0 ? html`<ul class="own-advice" aria-label="What the set lacks">${advice.map((words) => html`<li>${words}</li>`)}</ul>` : nothing}`;
  }

  /** @param {OwnState} own @param {boolean} locked */
  foot({ classes, undo, kept }, locked) {
    const empty = countPictures(classes) === 0;
    return html`<div class="own-tools-row">
      <button class="button small" ?disabled=${locked || !undo} @click=${() => this.own({ type: "undo" })}>Undo</button>
      <button class="button small" ?disabled=${locked || empty} @click=${() => this.own({ type: "save" })}>Save as a file</button>
      <button class="button small" ?disabled=${locked || classes.length === 0} @click=${() => this.own({ type: "clear" })}>Empty the set</button>
      <label class="own-keep"><input class="switch" type="checkbox" ?disabled=${locked || (empty && !kept)} .checked=${live(kept)} @change=${(/** @type {Event} */ e) => this.own({ type: "keep", keep: /** @type {HTMLInputElement} */ (e.target).checked })}> Keep it in this browser</label>
    </div>
    ${empty || kept ? nothing : html`<p class="field-help">Not kept: it is gone when this page is closed or loaded again.</p>`}`;
  }

  /** @param {number} index @param {number} at */
  toggle(index, at) {
    const before = this.chosen.index === index ? this.chosen.at : [];
    const rest = before.filter((each) => each !== at);
    this.chosen = { index, at: rest.length < before.length ? rest : [...before, at] };
  }

  /** @param {number} index @param {Event} event */
  rename(index, { target }) {
    this.own({ type: "rename", index, name: /** @type {HTMLInputElement} */ (target).value });
  }

  /** @param {SubmitEvent} event */
  add(event) {
    event.preventDefault();
    const input = /** @type {HTMLInputElement} */ (this.querySelector("#own-new"));
    this.own({ type: "class", name: input.value });
    input.value = "";
  }

  /** @param {Event} event @param {string} to */
  choose({ target }, to) {
    const input = /** @type {HTMLInputElement} */ (target);
    this.read([...(input.files ?? [])], to);
    // The same file can be chosen again.
    input.value = "";
  }

  /** @param {File[]} files @param {string} to */
  read(files, to) {
    if (this.state && isRunning(this.state)) {
      this.act({ type: "issue", issue: { key: "data", message: WHILE_TRAINING } });
      return;
    }
    const last = this.state?.own?.classes.at(-1)?.name ?? "";
    if (files.length > 0) this.own({ type: "files", files, to: to || last, way: this.way });
  }

  /** @param {DragEvent} event */
  over(event) {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  }

  /** Onto a class, for that class. @param {DragEvent} event */
  drop(event) {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.read(files, this.classOf(event));
  }

  /** Pictures that are pasted where the focus is; text goes into its field. @param {ClipboardEvent} event */
  paste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    // The pad hears what is pasted anywhere else.
    event.stopPropagation();
    this.read(files, this.classOf(event));
  }

  /** The name of the class that an event happens in, "" outside of all. @param {Event} event */
  classOf({ target }) {
    const there = /** @type {Element} */ (target).closest(".own-class");
    const index = [...this.querySelectorAll(".own-class")].indexOf(there ?? this);
    return this.state?.own?.classes[index]?.name ?? "";
  }
}

customElements.define("fr-own-set", FrOwnSet);
