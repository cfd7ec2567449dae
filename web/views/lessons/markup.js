/**
 * The words of a lesson as the page shows them: `back quotes` become code, *stars* emphasis.
 * Templates only.
 */
import { html } from "lit";

const MARKS = /(`[^`]+`|\*[^*]+\*)/;

/** @param {string} text */
export function formatText(text) {
  return text.split(MARKS).map((part) => {
    if (!MARKS.test(part)) return part;
    const inside = part.slice(1, -1);
    return part.startsWith("`") ? html`<code>${inside}</code>` : html`<em>${inside}</em>`;
  });
}
