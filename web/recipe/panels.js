/**
 * The panels of the page that a link can hide: their headings and estimated heights in a column of
 * ordinary width, from which a frame's height is proposed.
 *
 * @typedef {{name: string, label: string, height: number}} Panel Height in CSS pixels.
 */

/** @type {{label: string, panels: Panel[]}[]} */
export const PANELS = [
  {
    label: "Settings",
    panels: [
      { name: "header", label: "Top bar", height: 52 },
      { name: "load", label: "Load", height: 40 },
      { name: "define", label: "Define", height: 40 },
      { name: "summary", label: "Summary", height: 0 },
      { name: "compile", label: "Compile", height: 40 },
      { name: "fit", label: "Fit", height: 120 },
    ],
  },
  {
    label: "Results",
    panels: [
      { name: "progress", label: "Progress", height: 60 },
      { name: "curves", label: "Learning", height: 320 },
      { name: "network", label: "Inside", height: 530 },
      { name: "evaluate", label: "Evaluate", height: 280 },
      { name: "predict", label: "Predict", height: 57 },
      { name: "runs", label: "Earlier runs", height: 0 },
      { name: "log", label: "Epoch lines", height: 57 },
    ],
  },
];

const ALL = PANELS.flatMap(({ panels }) => panels);
const PADDING = 90;

/** Selections to choose from, by the panels that stay. */
export const SELECTIONS = [
  { label: "All", shown: ALL.map(({ name }) => name) },
  {
    label: "Essentials",
    shown: ["load", "define", "fit", "progress", "curves", "evaluate", "predict"],
  },
  { label: "Training", shown: ["fit", "progress", "curves", "evaluate"] },
];

/** Return the panels hidden when only `shown` stay, in the page's order. @param {string[]} shown */
export function hiddenBut(shown) {
  return ALL.map(({ name }) => name).filter((name) => !shown.includes(name));
}

/** Estimate the page's height in CSS pixels without the panels in `hide`. @param {string[]} hide */
export function estimatedHeight(hide) {
  const shown = ALL.filter(({ name }) => !hide.includes(name));
  const sum = shown.reduce((height, panel) => height + panel.height, PADDING);
  return roundHeight(sum);
}

/** Round the height a frame needs up to a number that reads well. @param {number} needed */
export function roundHeight(needed) {
  return Math.ceil(needed / 50) * 50;
}
