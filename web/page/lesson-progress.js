/**
 * Which steps of the lessons are done, kept on this device where its storage allows; nothing
 * depends on it. Knows storage, no view.
 */

const KEY = "fitting-room/lessons";

/** The steps done, as "3.2": lesson 3, step 2. @returns {Set<string>} */
export function stepsDone() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return new Set(Array.isArray(kept) ? kept.filter((step) => /^\d\.\d+$/.test(step)) : []);
  } catch {
    return new Set();
  }
}

/** @param {Set<string>} done */
export function keepSteps(done) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...done]));
  } catch {
    // A frame without storage, or a full one: the steps are known until the page is closed.
  }
}
