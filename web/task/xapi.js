/**
 * What is done of a task as xAPI statements, for hosts that listen and keep them. Who did it, they do not
 * say: the page around, which knows, puts the actor in.
 *
 * @import {Recipe} from "../protocol.js"
 *
 * What a task has come to. `scored`: the share of conditions met, null where there are none.
 * @typedef {{tries: number, done: boolean, over: boolean, score: number | null, code: string | null,
 *   recipe: Recipe | null}} Progress
 * A statement without actor and id, as xAPI 1.0.3 has it.
 * @typedef {{verb: {id: string, display: Record<string, string>}, object: object, timestamp: string,
 *   result?: object}} Statement
 */

import { formatFragment } from "../recipe/recipe.js";

/** Those of ADL's vocabulary. */
const VERBS = "http://adlnet.gov/expapi/verbs/";
const ACTIVITY_TYPE = "http://adlnet.gov/expapi/activities/assessment";

/**
 * Return the statements of a step from one state of a task to the next, in order; before the first there
 * is none.
 * @param {Progress | null} before @param {Progress} now
 * @param {{id: string, name: string, seconds: number, time: Date}} activity `id` is an address that is
 *   the same for all who do the task; `seconds` since it was begun.
 * @returns {Statement[]}
 */
export function statements(before, now, activity) {
  if (!before) return [statement("initialized", activity)];
  const tried = now.tries > before.tries ? [statement("attempted", activity, resultOf(now))] : [];
  const closed = now.done || now.over;
  if (!closed || before.done || before.over) return tried;
  const result = {
    ...resultOf(now),
    completion: true,
    duration: `PT${activity.seconds.toFixed(2)}S`,
  };
  const completed = statement("completed", activity, result);
  if (now.score === null) return [...tried, completed];
  const verb = now.done ? "passed" : "failed";
  return [...tried, completed, statement(verb, activity, { ...result, success: now.done })];
}

/** @param {string} verb @param {{id: string, name: string, time: Date}} activity @param {object} [result] @returns {Statement} */
function statement(verb, { id, name, time }, result) {
  return {
    verb: { id: `${VERBS}${verb}`, display: { en: verb } },
    object: {
      objectType: "Activity",
      id,
      definition: { type: ACTIVITY_TYPE, name: { en: name } },
    },
    ...(result && { result }),
    timestamp: time.toISOString(),
  };
}

/** @param {Progress} progress */
function resultOf({ score, code, recipe }) {
  return {
    ...(score !== null && { score: { scaled: score, raw: score * 100, min: 0, max: 100 } }),
    ...(code && { response: code }),
    ...(recipe && {
      extensions: { [`${VERBS.replace("verbs", "extensions")}recipe`]: formatFragment(recipe) },
    }),
  };
}
