/**
 * What lies in the page before a start: the network drawn, what units learn, the recipe in words, a button.
 * Gives way to the frame once that has said how high it is.
 *
 * @import {Said} from "./words.js"
 */
import { drawing } from "./drawing.js";
import { make } from "./make.js";
import style from "./poster.css";
import { UNITS, units } from "./units.js";
import { inWords, learnedInWords, ofClothes } from "./words.js";

const COST = `Trains here, in this page. The first start loads about ${__MEGABYTES__} MB.`;

export class Poster {
  #drawing = make("div", {});
  #learned = make("div", {}, units(), make("p", { class: "cost" }, learnedInWords(UNITS)));
  #recipe = make("p", { class: "recipe", id: "recipe" });
  #note = make("p", { class: "note", role: "status" });
  #result = make("p", { class: "result" });
  #button = make("button", { type: "button", "aria-describedby": "recipe" });
  #cost = make("p", { class: "cost" }, COST);
  #sheet = make(
    "section",
    { class: "poster", "aria-label": "Fitting Room", lang: "en" },
    make("div", {}, this.#drawing, this.#learned),
    make(
      "div",
      { class: "words" },
      make("p", { class: "name", "aria-hidden": "true" }, "Fitting", make("b", {}, "·"), "Room"),
      this.#recipe,
      this.#result,
      make("div", { class: "start" }, this.#button, this.#cost),
      make("slot", {}),
      this.#note,
    ),
  );
  /** Where the frame goes. */
  stage = make("div", { class: "stage" }, this.#sheet);

  /** @param {ShadowRoot} root @param {() => void} start */
  constructor(root, start) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    root.append(this.stage);
    this.#button.onclick = () => this.stage.dataset.state === "rest" && start();
  }

  /** What a screen reader calls the frame. */
  get title() {
    return `Fitting Room: ${this.#recipe.textContent}`;
  }

  /** @param {Said} said */
  draw(said) {
    this.stage.dataset.theme = said.theme;
    this.#drawing.replaceChildren(drawing(said));
    this.#learned.hidden = !ofClothes(said);
    this.#recipe.textContent = inWords(said);
  }

  /** Nothing runs. @param {Said} said @param {string} note @param {string} result Of the last run. */
  rest(said, note, result) {
    this.draw(said);
    this.#state("rest", result ? "Start again" : "Start");
    this.#note.textContent = note;
    this.#result.textContent = result;
    this.stage.style.height = "";
  }

  /** The frame is on its way. */
  busy() {
    this.#state("busy", "Starting …");
    this.#note.textContent = "";
  }

  /** The frame is there, and this high. @param {number} height In CSS pixels. */
  show(height) {
    this.stage.style.height = `${height}px`;
    if (this.stage.dataset.state === "live") return;
    const focused = this.#button.matches(":focus");
    this.stage.dataset.state = "live";
    if (focused) this.stage.querySelector("iframe")?.focus({ preventScroll: true });
  }

  /** @param {string} state @param {string} label */
  #state(state, label) {
    this.stage.dataset.state = state;
    this.#button.textContent = label;
    this.#button.setAttribute("aria-disabled", String(state !== "rest"));
  }
}
