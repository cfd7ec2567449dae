/**
 * Shares the program of the Code view, by a link that carries it and as a file, and shows one that came
 * that way before it is taken over. Imported when first used.
 *
 * @import {TemplateResult} from "lit"
 */
import { html } from "lit";
import { saveFile } from "../../page/files/save-file.js";
import { copyRefused, copyText } from "../../text/clipboard.js";
import {
  cellsOfFile,
  decodeProgram,
  encodeProgram,
  linkTo,
  MOST_CHARACTERS,
  MOST_IN_LINK,
  programFile,
} from "../../text/program-link.js";
import "./styles/sharing.late.css";

const FILE = "program.py";
/** A browser says nothing of it. */
const NO_FILE =
  "If no file came, the site around this page does not let it save: Copy takes the program along.";

/**
 * Copy a link to this page with the program in it.
 * @param {string[]} cells @returns {Promise<TemplateResult | string>} What is said of it.
 */
export async function copyProgramLink(cells) {
  const carried = await encodeProgram(cells);
  if (carried.length > MOST_IN_LINK)
    return `The program is too long for a link: it would take ${carried.length.toLocaleString("en")} characters, and ${MOST_IN_LINK.toLocaleString("en")} are the most. Save it as a file.`;
  const link = linkTo(location.href, carried);
  if (await copyText(link))
    return "Link copied. Whoever opens it sees the program before it runs, and keeps their own.";
  return html`${copyRefused()} Here it is: <a href=${link}>link to the program</a>.`;
}

/** @param {string[]} cells */
export function saveProgram(cells) {
  saveFile(FILE, new TextEncoder().encode(programFile(cells)));
  const doubt = window.parent === window ? "" : ` ${NO_FILE}`;
  return `Saved as ${FILE}: any Python with Keras runs it, and this page opens it again.${doubt}`;
}

/** @param {File} file @returns {Promise<string[]>} */
export async function readProgram(file) {
  if (file.size > 4 * MOST_CHARACTERS) throw new Error(`${file.name} is too large for a program.`);
  return cellsOfFile(new Uint8Array(await file.arrayBuffer()));
}

export { decodeProgram };

/**
 * A program that came, to be read before it is taken over.
 * @param {{cells: string[], from: string}} offer @param {boolean} ready Whether it can be taken over.
 * @param {{take: () => void, leave: () => void}} actions
 */
export function offered({ cells, from }, ready, { take, leave }) {
  return html`<section class="notebook-offer" aria-label="A program that came">
    <p class="notebook-ownership" data-owner="learner">
      <span><strong>A program came with ${from}.</strong> Somebody else may have written it, and it has not been run. Read it first; your own program is kept.</span>
      <button class="button small" ?disabled=${!ready} @click=${take}>Take it over</button>
      <button class="button small quiet" @click=${leave}>Leave it</button>
    </p>
    <pre translate="no" class="program-text" tabindex="0" aria-label="The program that came">${programFile(cells)}</pre>
  </section>`;
}
