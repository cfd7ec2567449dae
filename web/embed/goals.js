/**
 * A condition of a task, as the page tells of it. @typedef {{text: string, met: boolean, value: number | null}} Goal
 */

/**
 * Return the conditions that have come true, or are true no more, with their places; none at first.
 * @param {Goal[] | null} before @param {Goal[]} now
 */
export function changedGoals(before, now) {
  if (!before) return [];
  const changed = now.map((goal, index) => ({ index, ...goal }));
  return changed.filter(({ index, met }) => met !== (before[index]?.met ?? false));
}
