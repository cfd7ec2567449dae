/** Makes elements from plain values: text stays text, whatever markup it holds. */

const DRAWN = ["svg", "path", "circle"];

/** @param {string} name @param {Record<string, any>} attributes @param {(Node | string)[]} content */
export function make(name, attributes, ...content) {
  const space = DRAWN.includes(name) ? "2000/svg" : "1999/xhtml";
  const element = document.createElementNS(`http://www.w3.org/${space}`, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...content);
  return /** @type {HTMLElement} */ (element);
}
