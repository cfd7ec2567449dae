/**
 * The small file of pictures that programs read elsewhere, when few of three kinds are enough.
 *
 * @import {Recipe} from "../../protocol.js"
 */

const CLASSES = 3;
const MOST_SAMPLES = 600;

/** Return whether a program reads it. @param {Pick<Recipe, "data" | "classes" | "samples" | "skip">} recipe */
export function readsLessonFile({ data, classes, samples, skip }) {
  return data === "fashion" && classes === CLASSES && skip + samples <= MOST_SAMPLES;
}
