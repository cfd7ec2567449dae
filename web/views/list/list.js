/**
 * <fr-list>: runs that differ in one setting and in their seeds: what is varied, how long it takes, how
 * far it is, and what came of it. Fetched with the first list.
 *
 * @import {TemplateResult} from "lit"
 * @import {ListState, Metric} from "../../page/runs/run-list-room.js"
 * @import {Recipe} from "../../protocol.js"
 * @import {State} from "../../page/state.js"
 */
import { html, nothing } from "lit";
import { readsLessonFile } from "../../page/files/lesson-file.js";
import { isRunning } from "../../page/state.js";
import { isLocked } from "../../recipe/recipe.js";
import { labelOf, MOST_SEEDS, separateDraws, VARIED, valueText } from "../../recipe/run-list.js";
import { aboutTime, count, megabytes, pluralize } from "../../text/format.js";
import { select, textInput } from "../shared/controls.js";
import { answer, expectedField, takeShare, wayField } from "../shared/expected.js";
import { panelHeading } from "../shared/headings.js";
import { View } from "../shared/view.js";
import "./list-curves.js";
import "./styles/list.late.css";
import { summary } from "./summary.js";

/** @type {Record<string, string>} */
const EXAMPLES = {
  samples: "50, 600, 6,000",
  units: "4, 16, 64, 256",
  layers: "16; 64,32; 128,64",
  activation: "relu, tanh, sigmoid",
  optimizer: "adam, sgd",
  lr: "0.1, 0.01, 0.001",
  loss: "categorical_crossentropy, sparse_categorical_crossentropy",
  epochs: "1, 5, 20",
  batch: "1, 10, 100",
  split: "0.1, 0.5",
  normalize: "1, 0",
};

class FrList extends View {
  constructor() {
    super();
    this.shown = false;
    /** What was typed and cannot be a number. */
    this.refused = "";
    /** How often what is expected has been gone to. */
    this.asked = 0;
  }

  /** @param {State} state */
  view(state) {
    const { list, route } = state;
    if (!list || route !== "lab") return nothing;
    return html`<section class="panel list" aria-labelledby="list-head" tabindex="-1">
      ${panelHeading(null, "list", "Vary one thing", "and train it again and again")}
      ${this.form(state, list)}
      ${list.asks ? this.expected(list) : nothing}
      ${this.controls(state, list)}
      ${list.runs.some(({ kept }) => kept) ? this.results(list) : nothing}
      ${list.runs.length > 0 ? this.script(state, list) : nothing}
    </section>`;
  }

  /** Where it was opened by hand, it is gone to. */
  updated() {
    const wanted = this.state?.list?.wanted ?? 0;
    if (wanted > this.asked)
      /** @type {HTMLElement | null} */ (this.querySelector("#list-expected"))?.focus();
    this.asked = wanted;
    if (this.shown || !this.state?.list) return;
    this.shown = true;
    const { list } = this.state;
    if (list.list.vary || list.list.seeds > 1) return;
    this.querySelector("section")?.scrollIntoView({ block: "nearest" });
    /** @type {HTMLElement | null} */ (this.querySelector("select"))?.focus({
      preventScroll: true,
    });
  }

  /** @param {State} state @param {ListState} list */
  form(state, { form, issues, running, list }) {
    const locked = running || isLocked(state.lock, "all");
    const open = VARIED.filter(
      (key) => key === form.key || !isLocked(state.lock, key === "units" ? "layers" : key),
    );
    const problem = issues.map(({ message }) => message).join(" ");
    return html`<fieldset class="list-form" ?disabled=${locked}>
      <legend class="visually-hidden">What is varied</legend>
      <div><label class="field-label" for="list-key">Vary</label>
        ${select({
          id: "list-key",
          value: form.key,
          options: open.map((value) => ({ value, text: labelOf(value) })),
          report: (key) => this.put({ key }),
        })}</div>
      <div class="list-values"><label class="field-label" for="list-values">Values</label>
        ${textInput({ id: "list-values", describedby: "list-problem list-help", value: form.values, placeholder: EXAMPLES[form.key], report: (values) => this.put({ values }) })}</div>
      <div><label class="field-label" for="list-seeds">Seeds</label>
        ${textInput({ id: "list-seeds", describedby: "list-problem list-help", value: form.seeds, report: (seeds) => this.put({ seeds }) })}</div>
      <label class="list-draws"><input type="checkbox" .checked=${form.draws} aria-describedby="list-draws-help" @change=${(/** @type {Event} */ { target }) => this.put({ draws: /** @type {HTMLInputElement} */ (target).checked })}> Another draw of pictures for each seed</label>
      <p class="field-help" id="list-draws-help">${aboutDraws(state, list)}</p>
      <p class="field-help" id="list-help">${form.key === "layers" ? "Semicolons between the networks, such as 10; 64,32; none." : "Commas between the values."} Each is trained with so many seeds, 1 to ${MOST_SEEDS}: how much is luck?</p>
      <p class="field-problem" id="list-problem" role="alert">${problem}</p>
    </fieldset>`;
  }

  /** @param {State} state @param {ListState} list */
  controls(state, list) {
    const { runs, running, said } = list;
    const done = runs.filter(({ kept, lost }) => kept || lost).length;
    const left = runs.length - done;
    return html`<div class="list-controls">
      ${running ? this.pause(state) : html`<button class="button small main" ?disabled=${left === 0 || isRunning(state)} @click=${() => this.put({ start: true })}>${done > 0 && left > 0 ? "Continue" : "Train them all"}</button>`}
      ${running ? html`<button class="button small" @click=${() => this.act({ type: "stop" })}>Stop the list</button>` : nothing}
      ${running ? nothing : html`<button class="button small" aria-pressed=${list.asks ? "true" : "false"} @click=${() => this.put({ asks: !list.asks })}>Predict first</button>`}
      <progress class="list-progress" max=${Math.max(1, runs.length)} value=${done} aria-label="Runs trained"></progress>
      <p class="num" role="status">${runs.length === 0 ? "Write values, or more than one seed." : `${done} of ${pluralize(runs.length, "run")} trained. ${left > 0 ? this.cost(list) : ""} ${said}`}</p>
    </div>`;
  }

  /** What is expected of the last value, beside the first where there are several, and what came of it. @param {ListState} state */
  expected(state) {
    const { list, runs, expected, way, wanted, results } = state;
    const { vary, seeds } = list;
    const several = vary && vary.values.length > 1 ? vary : null;
    const done = runs.length > 0 && runs.slice(-seeds).every(({ kept }) => kept);
    const came = done ? (results.at(-1)?.middle[0] ?? null) : null;
    const only = vary ? ` with ${labelOf(vary.key).toLowerCase()} ${lastOf(vary)}` : "";
    const question = several
      ? `With ${labelOf(several.key).toLowerCase()} ${lastOf(several)} in place of ${valueText(several.key, several.values[0])}, test accuracy will be`
      : "";
    return html`<div class="list-expected">${several ? wayField({ name: "list-way", question, way, report: (way) => this.put({ way }) }) : nothing}
      ${expectedField({
        id: "list-expected",
        label: several ? "About how much, in %" : `Test accuracy you expect${only}, in %`,
        expected,
        came,
        answer: several && came !== null ? this.answer(state, came) : null,
        wanted: wanted > 0,
        refused: this.refused,
        report: (text) => takeShare(this, text, (expected) => this.put({ expected })),
      })}</div>`;
  }

  /** @param {ListState} list @param {number} came */
  answer({ expected, way, results, interval, list: { seeds } }, came) {
    const [first, last] = [results[0], results.at(-1)];
    if (!first || !last || (expected === null && way === null)) return null;
    const chance =
      seeds > 1 ? "seeds alone make as much" : "with these test pictures that is no difference";
    const spread = seeds > 1 ? { low: last.low[0], high: last.high[0] } : interval;
    const beside = { came, before: first.middle[0], beside: "beside" };
    return answer({ share: expected, way }, { ...beside, spread, chance });
  }

  /** @param {State} state */
  pause({ phase }) {
    const paused = phase === "paused";
    return html`<button class="button small main" @click=${() => this.act({ type: paused ? "resume" : "pause" })}>${paused ? "Resume the list" : "Pause the list"}</button>`;
  }

  /** What the others will take. @param {ListState} list */
  cost({ seconds, bytes, running }) {
    if (seconds === null) return "How long it takes is said once Python is ready.";
    if (running) return "";
    const fetched = bytes > 0 ? `, and ${megabytes(bytes)} to fetch` : "";
    return `The rest takes ${aboutTime(seconds)} on this device${fetched}.`;
  }

  /** @param {ListState} list */
  results(list) {
    const bands = list.results.filter((band) => band !== null);
    if (bands.length === 0) return nothing;
    const many = bands.some(({ statistic }) => statistic !== "median");
    const few = bands.some(({ statistic }) => statistic === "median");
    const words = [
      few && "median, from least to most",
      many && "interquartile mean with its 95 % bootstrap interval",
    ];
    return html`<fr-list-curves .list=${list} .report=${(/** @type {Metric} */ metric) => this.put({ metric })}></fr-list-curves>
      <h3>Test accuracy by ${labelOf(list.list.vary?.key ?? "seed").toLowerCase()}</h3>
      <p class="field-help">Each point is a run; the bar is the ${words.filter(Boolean).join(", or from ten seeds on the ")}. ${testedOn(list)}</p>
      ${summary(list)}`;
  }

  /** What trains it elsewhere. @param {State} state @param {ListState} list */
  script({ phase }, { runs, recipe }) {
    const file = fileOf(runs.map((run) => run.recipe));
    const which = runs.length === 1 ? "this run" : `these ${count(runs.length)} runs`;
    return html`<p class="list-script"><button class="button small" ?disabled=${phase === "booting"} @click=${() => this.put({ script: true })}>Ray script .py</button>
      <span>When this is too much for a browser: it trains ${which} on your computer, or on many, to the same numbers.${recipe.data === "digits" ? " Its digits are others of MNIST." : ""}${file}</span></p>`;
  }

  /** @param {import("../../page/runs/run-list-room.js").ListChanges} changes */
  put(changes) {
    this.act({ type: "list", changes });
  }
}

/** @param {NonNullable<ListState["list"]["vary"]>} vary */
function lastOf({ key, values }) {
  return valueText(key, values.at(-1));
}

/** What another draw for each seed means here, where the set may be too small for so many. @param {State} state @param {ListState["list"]} list */
function aboutDraws({ recipe }, list) {
  if (recipe.data === "own") return "Of your own set each seed takes other pictures anyway.";
  const separate = separateDraws(list, recipe);
  if (!separate)
    return "Else all train on the same pictures, and only the start weights and their order differ.";
  const { draws, samples, all } = separate;
  const pictures = `${count(samples)} pictures`;
  if (all)
    return `There are no other pictures than these ${count(samples)}, so every draw is the same: only the start weights and their order differ.`;
  const room =
    draws === 1
      ? `The set has no second draw of ${pictures} that shares none with the first:`
      : `The set has ${count(draws)} draws of ${pictures} that share none; from the next seed on`;
  return `${room} draws overlap, and the runs differ less than they would with new pictures.`;
}

/** On how many pictures they were tested. @param {ListState} list @returns {TemplateResult | string} */
function testedOn({ runs }) {
  const sizes = [...new Set(runs.flatMap(({ kept }) => kept?.compared?.samples ?? []))];
  if (sizes.length === 1) return `All were tested on the same ${pluralize(sizes[0], "picture")}.`;
  return `Not all were tested on the same pictures: ${sizes.map(count).join(" and ")}.`;
}

/** The file that the script reads, where it reads one. @param {Recipe[]} recipes */
function fileOf(recipes) {
  if (recipes[0]?.data === "own")
    return " It reads your pictures: save them as a file under Load, and keep both in one folder.";
  if (!recipes.some(readsLessonFile)) return nothing;
  return html` It reads <a href="data/fashion.npz" download>fashion.npz</a>: keep both in one folder.`;
}

customElements.define("fr-list", FrList);

// In one file with the panel, which nothing shows without it.
export { RunListRoom } from "../../page/runs/run-list-room.js";

/**
 * Put the panel above the results, where it is not there yet.
 * @returns {HTMLElement & {state: State}}
 */
export function placeListPanel() {
  const there = document.querySelector("fr-list") ?? document.createElement("fr-list");
  if (!there.isConnected) document.querySelector("main.lab > .results > fr-progress")?.after(there);
  return /** @type {any} */ (there);
}
