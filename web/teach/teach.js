/**
 * What an instruction page does: code with the address of this very copy of the site, buttons that
 * copy it, and the same code at work on the page. Without it the page can be read all the same.
 */
import { copyText } from "../text/clipboard.js";
import { isLoopback, LOCAL_ONLY_NOTE } from "../text/embed-code.js";
import { EXAMPLES } from "./examples.js";

const base = new URL("..", document.baseURI).href;
const COPIED = 2000;

/** The first code with an address in it. @type {HTMLElement | null} */
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
  // Parsed as a fragment, so that its script runs, as it would in the course's page.
  const show = () => place.append(document.createRange().createContextualFragment(code));
  // The element loads nothing before it is started; a frame would begin at once.
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

/** Whether it went to the clipboard; else it is selected. @param {string} text @param {HTMLElement} code */
async function copied(text, code) {
  if (await copyText(text)) return true;
  // Refused, or plain http as in a school's network, where there is no such thing.
  getSelection()?.selectAllChildren(code);
  return document.execCommand("copy");
}
