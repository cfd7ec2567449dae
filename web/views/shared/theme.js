/**
 * The colours of style.css for what is drawn on canvas, and word of when they change. Knows no view.
 */

const changed = new EventTarget();
/** @type {Map<string, string>} */
const cache = new Map();
/** @type {HTMLElement | null} */
let probe = null;

function forget() {
  cache.clear();
  changed.dispatchEvent(new Event("theme"));
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", forget);
new MutationObserver(forget).observe(document.documentElement, { attributeFilter: ["data-theme"] });

/** Calls back after the theme changed; returns the way to end that. @param {() => void} callback */
export function onTheme(callback) {
  changed.addEventListener("theme", callback);
  return () => changed.removeEventListener("theme", callback);
}

/**
 * The colour behind a custom property. A probe resolves it, since the property itself only says
 * `light-dark(...)`. @param {string} name
 */
export function colour(name) {
  const known = cache.get(name);
  if (known) return known;
  if (!probe) {
    probe = document.createElement("span");
    probe.hidden = true;
    document.body.append(probe);
  }
  probe.style.color = `var(${name})`;
  const value = getComputedStyle(probe).color;
  cache.set(name, value);
  return value;
}

/** The same as [red, green, blue], each 0 to 255. @param {string} name */
export function rgb(name) {
  const [r, g, b] = colour(name)
    .match(/[\d.]+/g)
    ?.map(Number) ?? [0, 0, 0];
  return [r, g, b];
}
