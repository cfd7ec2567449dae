/**
 * The menu of the Lab's files: a row a file, and a button that opens one.
 *
 * @import {ExportFormat, Recipe} from "../../../protocol.js"
 * @import {Run, State} from "../../../page/state.js"
 */
import { html, nothing } from "lit";
import { dispatch } from "../../../page/actions.js";
import { labFile, MOST_BYTES, openLabFile } from "../../../page/files/lab-files.js";
import { readsLessonFile } from "../../../page/files/lesson-file.js";
import { saveFile } from "../../../page/files/save-file.js";
import { isRunning } from "../../../page/state.js";
import { savePicture } from "../../chart/save-picture.js";
import { classNames } from "../../shared/view.js";
import { confusionPicture, curvesPicture } from "../results/pictures.js";
import "../styles/take-out.late.css";

/** @type {{format: ExportFormat, label: string, about: string}[]} */
const PROGRAMS = [
  { format: "py", label: "Program .py", about: "in Keras, for any computer that has it" },
  { format: "ipynb", label: "Notebook .ipynb", about: "the same for Jupyter or Colab" },
];
/** @type {typeof PROGRAMS} */
const TRAINED = [
  { format: "keras", label: "Model .keras", about: "for keras.models.load_model, or to open here" },
  { format: "onnx", label: "Model .onnx", about: "for other programs, such as onnxruntime" },
  { format: "npz", label: "Weights .npz", about: "for numpy.load" },
  { format: "safetensors", label: "Weights .safetensors", about: "for the library of that name" },
  { format: "csv", label: "History .csv", about: "a row an epoch, for a spreadsheet or pandas" },
];

/** What was last said of a file that was opened, until something else is done here. */
let message = "";

/** @param {State} state @param {import("lit").LitElement} view */
export function menu(state, view) {
  const { run } = state;
  const recipe = run?.reason ? run.recipe : state.recipe;
  const trained = Boolean(run?.reason && (run.history.loss?.length || run.opened));
  const busy = state.phase === "booting" || isRunning(state);
  const available = TRAINED.filter(
    ({ format }) => format !== "csv" || run?.history.loss?.length || !run?.opened,
  );
  /** @param {() => unknown} save */
  const afresh = (save) => () => {
    message = "";
    view.requestUpdate();
    save();
  };
  /** @param {{label: string, about: string}} file @param {boolean} disabled @param {() => unknown} save */
  const row = (file, disabled, save) => fileRow(file, disabled, afresh(save));
  return html`<ul class="take-out-files">
      ${PROGRAMS.map((file) => row(file, busy, () => take(view, file.format, recipe)))}
      ${pictures(view, recipe, busy)}
      ${available.map((file) => row(file, busy || !trained, () => take(view, file.format, recipe)))}
      ${trained && run ? charts(state, run, busy, afresh) : nothing}
      ${row({ label: "Whole lab .json", about: "settings and results of all runs, to open here again" }, busy, () => saveFile("fitting-room-lab.json", new TextEncoder().encode(labFile(state))))}
    </ul>
    <p class="field-help">When the tab is too small: the program runs unchanged on several devices or computers, as its first lines say; and <i>Vary one thing</i> gives a list of runs as a script.</p>
    <p class="muted" id="take-out-when">${when(state, trained)}</p>
    ${state.lock.length > 0 ? nothing : opening(view, busy)}`;
}

/** Say what can be saved and opened now; the line is always there, so that nothing moves. @param {State} state @param {boolean} trained */
function when(state, trained) {
  if (state.phase === "booting") return "Files can be saved and opened as soon as Python is ready.";
  if (isRunning(state))
    return "While it trains no file is saved or opened here: let it end, or press Stop.";
  return trained
    ? "The model, its weights and its History are those of the latest run."
    : "The model, its weights and its History come with a run: press Fit.";
}

/** The file that the program reads, where it reads one. @param {EventTarget} view @param {Recipe} recipe @param {boolean} busy */
function pictures(view, recipe, busy) {
  const file = {
    label: "Pictures .npz",
    about: "which that program reads: keep both in one folder",
  };
  if (recipe.data === "own")
    return fileRow(file, busy, () => dispatch(view, { type: "own", change: { type: "save" } }));
  if (!readsLessonFile(recipe)) return nothing;
  return html`<li><a class="button small" href="data/fashion.npz" download>${file.label}</a> <span>${file.about}</span></li>`;
}

/** The results of a run as pictures. @param {State} state @param {Run} run @param {boolean} busy @param {(save: () => unknown) => () => void} afresh */
function charts(state, run, busy, afresh) {
  const names = classNames(state, run.recipe, run);
  const drawn = /** @type {const} */ ([
    ["curves", "Curves", Boolean(run.history.loss?.length), () => curvesPicture(run)],
    ["matrix", "Matrix", Boolean(run.evaluation), () => confusionPicture(run, names)],
  ]);
  return drawn.map(([what, label, there, draw]) => {
    /** @param {"svg" | "png"} kind @param {string} shown */
    const button = (kind, shown) =>
      html`<button class="button small" aria-label=${`${label} .${kind}`} ?disabled=${busy} @click=${afresh(() => savePicture(what, draw(), kind))}>${shown}</button>`;
    return there
      ? html`<li><div>${button("svg", `${label} .svg`)} ${button("png", ".png")}</div> <span>as a picture, for a report</span></li>`
      : nothing;
  });
}

/** @param {{label: string, about: string}} file @param {boolean} disabled @param {() => void} save */
function fileRow({ label, about }, disabled, save) {
  return html`<li><button class="button small" ?disabled=${disabled} @click=${save}>${label}</button> <span>${about}</span></li>`;
}

/** @param {EventTarget} view @param {ExportFormat} format @param {Recipe} recipe */
function take(view, format, recipe) {
  dispatch(view, {
    type: "export",
    format,
    recipe,
    resolve: (file) => file && saveFile(file.name, file.content),
  });
}

/** @param {import("lit").LitElement} view @param {boolean} busy */
function opening(view, busy) {
  /** @param {Event} event */
  const chosen = async ({ target }) => {
    const input = /** @type {HTMLInputElement} */ (target);
    const [file] = input.files ?? [];
    input.value = "";
    if (!file) return;
    message = "";
    const opened = await openLabFile(file);
    message = "refused" in opened ? opened.refused : `${file.name} is open.`;
    if ("action" in opened) {
      // Of a model, the page itself says how it went.
      if (opened.action.type === "open-model") message = "";
      dispatch(view, opened.action);
    }
    view.requestUpdate();
  };
  const megabytes = MOST_BYTES / 2 ** 20;
  return html`<p class="take-out-open">
      <label class="button small" ?data-disabled=${busy}>Open a file <input class="visually-hidden" type="file" accept=".json,.keras" aria-describedby="take-out-when" ?disabled=${busy} @change=${chosen}></label>
      <span>a lab (.json), or a Keras model (.keras) of Dense layers, up to ${megabytes} MB; it stays on this device</span>
    </p>
    <p role="status">${message}</p>`;
}
