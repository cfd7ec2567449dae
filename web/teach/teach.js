/**
 * Enhances an instruction page: code with the URL of this site, buttons to copy it, and the same code
 * running on the page.
 */

import { trustedHtml } from "../client/trusted-types.js";
import { copyText, selectText } from "../text/clipboard.js";
import { isLoopback, LOCAL_ONLY_NOTE } from "../text/embed-code.js";
import { EXAMPLES } from "./examples.js";

const base = new URL("..", document.baseURI).href;
const COPIED = 2000;

/** The first example with a URL in it. @type {HTMLElement | null} */
let addressed = null;

for (const figure of /** @type {NodeListOf<HTMLElement>} */ (
  document.querySelectorAll("[data-example]")
)) {
  const text = EXAMPLES[figure.dataset.example ?? ""](base);
  const code = /** @type {HTMLElement} */ (figure.querySelector("pre code"));
  code.textContent = text;
  figure.append(copyButton(text, code));
  if (text.includes(base)) addressed ??= figure;
}

if (addressed && isLoopback(base)) {
  const note = document.createElement("p");
  note.className = "nobody-else";
  note.textContent = LOCAL_ONLY_NOTE;
  addressed.before(note);
}

for (const place of /** @type {NodeListOf<HTMLElement>} */ (
  document.querySelectorAll("[data-try]")
)) {
  const code = EXAMPLES[place.dataset.try ?? ""](base);
  const about = document.createElement("p");
  about.className = "subtitle";
  about.textContent = "What your readers will see:";
  place.append(about);
  // Parsed as a fragment, so that its scripts run.
  const show = () =>
    place.append(document.createRange().createContextualFragment(trustedHtml(code)));
  // The element loads nothing before it is started; a frame would load at once.
  if (place.dataset.try === "element") show();
  else place.append(showButton(place, show));
}

/** @param {HTMLElement} place @param {() => void} show */
function showButton(place, show) {
  const button = document.createElement("button");
  button.className = "button";
  button.textContent = "Show the frame";
  button.addEventListener("click", () => {
    button.remove();
    show();
    place.focus();
  });
  place.tabIndex = -1;
  return button;
}

/** @param {string} text @param {HTMLElement} code */
function copyButton(text, code) {
  const button = document.createElement("button");
  button.className = "button small copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    button.textContent = (await copied(text, code)) ? "Copied" : "Press Ctrl+C";
    setTimeout(() => {
      button.textContent = "Copy";
    }, COPIED);
  });
  return button;
}

/** Return whether the text was copied; select it otherwise. @param {string} text @param {HTMLElement} code */
async function copied(text, code) {
  if (await copyText(text)) return true;
  selectText(code);
  return false;
}
