/** Renders a lesson's text: `back quotes` become code, *stars* emphasis. */
import { html } from "lit";

const MARKS = /(`[^`]+`|\*[^*]+\*)/;

/** @param {string} text */
export function formatText(text) {
  return text.split(MARKS).map((part) => {
    if (!MARKS.test(part)) return part;
    const inside = part.slice(1, -1);
    return part.startsWith("`")
      ? html`<code translate="no">${inside}</code>`
      : html`<em>${inside}</em>`;
  });
}
