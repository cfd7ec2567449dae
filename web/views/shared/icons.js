/** Icons in the colour of the text. Decoration only: the text beside them or the control's name says the same. */
import { html, svg } from "lit";

/** @param {any} body */
const icon = (body) =>
  html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${body}</svg>`;

export const tick = icon(svg`<path d="m3 8.5 3.2 3.2L13 4.8"/>`);
export const cross = icon(svg`<path d="m4 4 8 8M12 4l-8 8"/>`);
export const plus = icon(svg`<path d="M8 3v10M3 8h10"/>`);
export const minus = icon(svg`<path d="M3 8h10"/>`);
export const previous = icon(svg`<path d="M10 3 5 8l5 5"/>`);
export const next = icon(svg`<path d="m6 3 5 5-5 5"/>`);
export const up = icon(svg`<path d="M8 13V3M4 7l4-4 4 4"/>`);
export const down = icon(svg`<path d="M8 3v10M4 9l4 4 4-4"/>`);
export const chevron = icon(svg`<path d="m4 6 4 4 4-4"/>`);
export const sun = icon(
  svg`<circle cx="8" cy="8" r="3"/><path d="M8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1"/>`,
);
export const moon = icon(svg`<path d="M13 9.6A5.6 5.6 0 0 1 6.4 3a5.6 5.6 0 1 0 6.6 6.6Z"/>`);
export const auto = icon(
  svg`<circle cx="8" cy="8" r="5.5"/><path d="M8 2.5v11a5.5 5.5 0 0 0 0-11Z" fill="currentColor"/>`,
);
export const play = icon(svg`<path d="M5 3.2v9.6L12.8 8Z" fill="currentColor"/>`);
export const stop = icon(svg`<path d="M4.2 4.2h7.6v7.6H4.2Z" fill="currentColor"/>`);
export const locked = icon(
  svg`<path d="M5 7V5a3 3 0 0 1 6 0v2" /><path d="M3.5 7h9v6.5h-9Z" fill="currentColor"/>`,
);
export const unlocked = icon(
  svg`<path d="M5 7V4.6a3 3 0 0 1 5.7-1.3" /><path d="M3.5 7h9v6.5h-9Z"/>`,
);
