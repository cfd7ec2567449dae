/** Keeps which steps of the lessons are done. */

import { load, save } from "./storage.js";

/** Return the steps done, as "3.2": lesson 3, step 2. @returns {Set<string>} */
export function loadProgress() {
  try {
    const saved = JSON.parse(load("lessons") ?? "[]");
    return new Set(Array.isArray(saved) ? saved.filter((step) => /^\d\.\d+$/.test(step)) : []);
  } catch {
    return new Set();
  }
}

/** @param {Set<string>} done */
export function saveProgress(done) {
  save("lessons", JSON.stringify([...done]));
}
