/** Renders a lesson's text: `back quotes` become code, *stars* emphasis. */
import { html } from "lit";

const MARKS = /(`[^`]+`|\*[^*]+\*)/;
/** A number and its unit, which no line parts. */
const UNIT = /(?<=\d) (?=%|MB\b)/g;

/** @param {string} text */
export function formatText(text) {
  return text.split(MARKS).map((part) => {
    if (!MARKS.test(part)) return part.replaceAll(UNIT, "\u202f");
    const inside = part.slice(1, -1);
    return part.startsWith("`")
      ? html`<code translate="no">${inside}</code>`
      : html`<em>${inside}</em>`;
  });
}
