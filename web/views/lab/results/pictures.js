/**
 * Results of a run as pictures of their own, for reports. Fetched when first used.
 *
 * @import {Evaluation} from "../../../protocol.js"
 * @import {Run} from "../../../page/state.js"
 */
import { confusionSvg } from "../../../text/confusion-svg.js";
import { curvesSvg } from "../../../text/curves-svg.js";
import { loss, percent } from "../../../text/format.js";
import { shortSummary, trainingDetails } from "../../../text/recipe-summary.js";
import { epochMarks, evenMarks, lowEnd } from "../../chart/axes.js";

/** Return the confusion matrix of a run, with its settings, as SVG. @param {Run} run @param {string[]} names Of the classes. */
export function confusionPicture({ recipe, evaluation }, names) {
  return confusionSvg({
    title: title(evaluation),
    settings: [shortSummary(recipe), trainingDetails(recipe)],
    confusion: evaluation?.confusion ?? [],
    names,
  });
}

/** Return the curves of a run, with its settings, as SVG. @param {Run} run */
export function curvesPicture({ recipe, history, evaluation, seams }) {
  const epochs = history.loss?.length ?? 0;
  /** @param {string} key */
  const pair = (key) => ({ training: history[key] ?? [], validation: history[`val_${key}`] ?? [] });
  const [losses, shares] = [pair("loss"), pair("accuracy")];
  const highest = Math.max(...[...losses.training, ...losses.validation].filter(Number.isFinite));
  const top = Number.isFinite(highest) && highest > 0 ? highest * 1.08 : 1;
  const bottom = lowEnd([...shares.training, ...shares.validation]);
  return curvesSvg({
    title: title(evaluation),
    settings: [shortSummary(recipe), trainingDetails(recipe)],
    epochs,
    marks: epochMarks(epochs),
    seams,
    panels: [
      { title: "Loss", ...losses, bottom: 0, top, marks: evenMarks(0, top), show: loss },
      {
        title: "Accuracy",
        ...shares,
        bottom,
        top: 1,
        marks: evenMarks(bottom, 1),
        show: (n) => percent(n, 0),
      },
    ],
  });
}

/** @param {Evaluation | null} evaluation */
function title(evaluation) {
  const right = evaluation ? `: ${percent(evaluation.accuracy)} of the test pictures right` : "";
  return `Fitting Room${right}`;
}
