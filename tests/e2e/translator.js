/**
 * What a browser's translator does to a page: the text of every text node goes into a pair of <font>
 * elements in its place, now and whenever text comes or changes. A mark stands for the translation.
 */
const MARK = "\u2020";

function translatable(text) {
  if (!text.data.trim() || !text.parentElement) return false;
  const { parentElement: box } = text;
  return !box.closest("font, script, style, svg, textarea") && box.translate;
}

function translate(text) {
  const font = document.createElement("font");
  const inner = document.createElement("font");
  font.style.verticalAlign = inner.style.verticalAlign = "inherit";
  inner.textContent = MARK + text.data;
  font.append(inner);
  text.parentNode.insertBefore(font, text);
  text.remove();
}

function translateAll(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) if (translatable(walker.currentNode)) found.push(walker.currentNode);
  found.forEach(translate);
}

globalThis.startTranslator = () => {
  translateAll(document.body);
  const observer = new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      for (const node of addedNodes.length ? addedNodes : [target]) {
        if (!node.isConnected) continue;
        if (node instanceof Text) {
          if (translatable(node)) translate(node);
        } else if (node instanceof Element) translateAll(node);
      }
    }
  });
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
};
