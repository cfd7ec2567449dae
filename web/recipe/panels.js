/**
 * The panels of the page that a link can hide: their headings and heights on a phone, after a run and
 * folded as in a frame, from which a frame's height is proposed. Wider frames need less.
 *
 * @typedef {{name: string, label: string, height: number}} Panel Height in CSS pixels.
 */

/** @type {{label: string, panels: Panel[]}[]} */
export const PANELS = [
  {
    label: "Settings",
    panels: [
      { name: "header", label: "Top bar", height: 65 },
      { name: "load", label: "Load", height: 58 },
      { name: "define", label: "Define", height: 58 },
      { name: "summary", label: "Summary", height: 0 },
      { name: "compile", label: "Compile", height: 58 },
      { name: "fit", label: "Fit", height: 130 },
    ],
  },
  {
    label: "Results",
    panels: [
      { name: "progress", label: "Progress", height: 64 },
      { name: "curves", label: "Learning", height: 700 },
      { name: "network", label: "Inside", height: 608 },
      { name: "evaluate", label: "Evaluate", height: 427 },
      { name: "predict", label: "Predict", height: 62 },
      // Open, as in frames whose link asks for it.
      { name: "draw", label: "Your own picture", height: 1160 },
      { name: "runs", label: "Earlier runs", height: 0 },
      { name: "log", label: "Epoch lines", height: 58 },
    ],
  },
];

const ALL = PANELS.flatMap(({ panels }) => panels);
const PADDING = 80;
/** What the matrix of ten kinds takes more than that of three, and their shares beside the pad. */
const [TEN_KINDS, TEN_SHARES] = [160, 175];

/** Selections to choose from, by the panels that stay. */
export const SELECTIONS = [
  { label: "All", shown: ALL.map(({ name }) => name) },
  {
    label: "Essentials",
    shown: ["load", "define", "fit", "progress", "curves", "evaluate", "predict"],
  },
  { label: "Training", shown: ["fit", "progress", "curves", "evaluate"] },
];

/** What stays beside a task, which may be about any setting, and about what was learned. */
export const SHOWN_WITH_TASK = [...SELECTIONS[1].shown, "summary", "compile", "network"];

/** Return the panels hidden when only `shown` stay, in the page's order. @param {string[]} shown */
export function hiddenBut(shown) {
  return ALL.map(({ name }) => name).filter((name) => !shown.includes(name));
}

/**
 * Estimate the height in CSS pixels that the page needs, at any width of 360 or more, without the
 * panels in `hide`; the pad is there where `draw` says so.
 * @param {string[]} hide @param {number} classes
 */
export function estimatedHeight(hide, classes, draw = false) {
  const shown = ALL.filter(({ name }) => (name === "draw" ? draw : !hide.includes(name)));
  const matrix = classes > 3 && !hide.includes("evaluate") ? TEN_KINDS : 0;
  const shares = classes > 3 && draw ? TEN_SHARES : 0;
  const sum = shown.reduce((height, panel) => height + panel.height, PADDING + matrix + shares);
  return roundHeight(sum);
}

/** Round the height a frame needs up to a number that reads well. @param {number} needed */
export function roundHeight(needed) {
  return Math.ceil(needed / 50) * 50;
}
