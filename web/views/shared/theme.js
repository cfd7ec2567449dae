/** The theme's colours for canvases, and a callback when they change. */

const changed = new EventTarget();
/** @type {Map<string, string>} */
const cache = new Map();
/** @type {HTMLElement | null} */
let probe = null;

function invalidate() {
  cache.clear();
  changed.dispatchEvent(new Event("theme"));
}

for (const query of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "print"])
  matchMedia(query).addEventListener("change", invalidate);
new MutationObserver(invalidate).observe(document.documentElement, {
  attributeFilter: ["data-theme"],
});

/** Call `callback` after each change of the theme; return a function that ends it. @param {() => void} callback */
export function onTheme(callback) {
  changed.addEventListener("theme", callback);
  return () => changed.removeEventListener("theme", callback);
}

/**
 * Return the colour of a custom property. A probe resolves it, since the property itself is
 * `light-dark(...)`. @param {string} name
 */
export function colour(name) {
  const known = cache.get(name);
  if (known) return known;
  if (!probe) {
    probe = document.createElement("span");
    probe.hidden = true;
    // Signs of weights and sets of pictures are told apart by colour on a canvas.
    probe.style.setProperty("forced-color-adjust", "none");
    document.body.append(probe);
  }
  probe.style.color = `var(${name})`;
  const value = getComputedStyle(probe).color;
  cache.set(name, value);
  return value;
}

/** Return a colour as [red, green, blue], each 0 to 255. @param {string} name */
export function rgb(name) {
  const [r, g, b] = colour(name)
    .match(/[\d.]+/g)
    ?.map(Number) ?? [0, 0, 0];
  return [r, g, b];
}
