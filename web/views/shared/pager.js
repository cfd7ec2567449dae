/** Buttons to page through a list, with the current range. */
import { html } from "lit";
import { count } from "../../text/format.js";
import * as icons from "./icons.js";

/** @param {{what: string, start: number, size: number, total: number, go: (start: number) => void}} o */
export function pager({ what, start, size, total, go }) {
  const end = Math.min(start + size, total);
  const place = total === 0 ? "none" : `${count(start + 1)}–${count(end)} of ${count(total)}`;
  return html`<div class="pager" role="group" aria-label="Pages of ${what}">
    <button class="icon-button" aria-label="Previous ${what}" ?disabled=${start <= 0} @click=${() => go(Math.max(0, start - size))}>${icons.previous}</button>
    <span class="num pager-place">${place}</span>
    <button class="icon-button" aria-label="Next ${what}" ?disabled=${end >= total} @click=${() => go(start + size)}>${icons.next}</button>
  </div>`;
}
