/**
 * How the curves of several runs are told apart, and the metrics that they can show.
 *
 * @import {Metric} from "../../page/runs/run-list-room.js"
 */

export const COLOURS = ["--chalk", "--thread", "--ink", "--soft"];
export const DASHES = [[], [7, 5], [2, 3]];
/** @type {Record<Metric, string>} */
export const METRICS = {
  val_accuracy: "Validation accuracy",
  accuracy: "Training accuracy",
  val_loss: "Validation loss",
  loss: "Training loss",
};
