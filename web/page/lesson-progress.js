/** Keeps which steps of the lessons are done in this browser's storage, where it allows. */

const KEY = "fitting-room/lessons";

/** Return the steps done, as "3.2": lesson 3, step 2. @returns {Set<string>} */
export function loadProgress() {
  try {
    const saved = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return new Set(Array.isArray(saved) ? saved.filter((step) => /^\d\.\d+$/.test(step)) : []);
  } catch {
    return new Set();
  }
}

/** @param {Set<string>} done */
export function saveProgress(done) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...done]));
  } catch {
    // A frame without storage, or full storage: the steps last until the page is closed.
  }
}
