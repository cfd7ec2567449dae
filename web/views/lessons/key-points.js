/**
 * What is said where a lesson's key points come. They hold answers, so they wait for all of them.
 *
 * @import {Experiment, Question} from "../../lessons/index.js"
 * @import {Kept} from "../../storage/lesson-progress.js"
 */

/**
 * Say what the key points wait for; "" once every question shows its answer and every experiment ran.
 * @param {[Question | Experiment, Kept][]} asked What is asked, and what is kept of it.
 */
export function waitFor(asked) {
  const [answered, open] = [asked.filter(isAnswered), asked.filter((each) => !isAnswered(each))];
  if (open.length === 0) return "";
  const runs = asked.some(([part]) => "experiment" in part) ? " and every experiment was run" : "";
  const begun = open.filter(([, { choice, wrong, text }]) => text || wrong || choice !== undefined);
  const more = begun.length > 0 ? ` ${begunWords(begun.length)}` : "";
  return `They come here when every question shows its answer${runs}: ${answered.length} of ${asked.length} so far.${more}`;
}

/** @param {[Question | Experiment, Kept]} asked */
function isAnswered([part, { shown, tried }]) {
  return shown || ("experiment" in part && tried);
}

/** @param {number} many */
function begunWords(many) {
  return many === 1
    ? "One more is begun: go on until its answer is there."
    : `${many} more are begun: go on until their answers are there.`;
}
