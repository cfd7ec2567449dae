/** QR codes, drawn by a library that is fetched with the first of them. */
import { html, svg } from "lit";

/** How far from its edge a code keeps, in squares: readers need some. */
const BORDER = 3;

/**
 * Return a text as a QR code. Dark on light in every theme, as readers expect it.
 * @param {string} text @param {string} label What it is, for who does not see it.
 */
export async function qrCode(text, label) {
  const { encode } = await import("uqr");
  const { size, data } = encode(text, { border: BORDER });
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label=${label} shape-rendering="crispEdges">
    ${svg`<rect width=${size} height=${size} fill="#fff"></rect><path d=${path} fill="#000"></path>`}
  </svg>`;
}
