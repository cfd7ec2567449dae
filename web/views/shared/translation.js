/**
 * Keeps views alive under a translator. Chrome's and Edge's put a <font> in the place of every text
 * node, those among them between which Lit writes: Lit then throws, or writes into a node that is gone.
 *
 * @import {ReactiveController} from "lit"
 */

/** The text node that each such <font> stands for. @type {WeakMap<Element, Text>} */
const originals = new WeakMap();
/** Whether there was ever one; until then nothing is looked for. */
let translated = false;
/** The text node removed last, whose <font> may follow. @type {{text: Text, place: MutationRecord} | null} */
let removed = null;

const changes = new MutationObserver(note);
changes.observe(document, { childList: true, subtree: true });

/**
 * Pair each <font> with the text node that it replaced, in whatever order that was done. A translator
 * replaces nodes one by one; other changes, floods among them, are passed over.
 * @param {MutationRecord[]} records
 */
function note(records) {
  for (const record of records) {
    const { addedNodes, removedNodes, previousSibling, nextSibling } = record;
    if (addedNodes.length > 1 || removedNodes.length > 1) continue;
    const text = removedNodes[0] instanceof Text ? removedNodes[0] : null;
    const font = isFont(addedNodes[0]) ? addedNodes[0] : null;
    if (text) {
      const stand = [font, previousSibling, nextSibling].find(isFont);
      if (stand && !originals.has(stand)) pair(stand, text);
      else removed = { text, place: record };
    } else if (font && removed && samePlace(removed.place, record)) {
      pair(font, removed.text);
      removed = null;
    }
  }
}

/** @param {Node | null | undefined} node @returns {node is HTMLElement} */
function isFont(node) {
  return node?.nodeName === "FONT";
}

/** @param {Element} font @param {Text} text */
function pair(font, text) {
  originals.set(font, text);
  translated = true;
}

/** @param {MutationRecord} a @param {MutationRecord} b */
function samePlace(a, b) {
  return (
    a.target === b.target &&
    a.previousSibling === b.previousSibling &&
    a.nextSibling === b.nextSibling
  );
}

/**
 * Puts an element's own text nodes back before each update, and afterwards the translations of those
 * that have not changed; the translator sees the others as new. Nothing is painted between.
 * @implements {ReactiveController}
 */
export class BeneathTranslation {
  /** @type {{font: Element, text: Text, data: string}[]} */
  #shown = [];
  #element;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.#element = element;
  }

  hostUpdate() {
    note(changes.takeRecords());
    this.#shown = [];
    if (!translated) return;
    for (const font of this.#element.querySelectorAll("font")) {
      const text = originals.get(font);
      if (!text) continue;
      // Some translators move the text node into the <font> and translate it there.
      const moved = font.contains(text);
      font.replaceWith(text);
      if (!moved) this.#shown.push({ font, text, data: text.data });
    }
  }

  hostUpdated() {
    for (const { font, text, data } of this.#shown) {
      if (text.isConnected && text.data === data) text.replaceWith(font);
    }
    this.#shown = [];
  }
}
