/**
 * The learning platform's own object, which SCORM puts into a window around the package: `API` in 1.2,
 * `API_1484_11` in 2004. Every window on the way may be of another origin, and refuse.
 *
 * @typedef {"1.2" | "2004"} Version
 */

/** @type {Record<Version, string>} */
const NAMES = { 1.2: "API", 2004: "API_1484_11" };
/** Frames in frames; more is a circle. */
const MOST_FRAMES = 500;

/**
 * Return the platform's object, from this window outwards and then from the one that opened it; null
 * where there is none.
 * @param {Window} window @param {Version} version @returns {Record<string, unknown> | null}
 */
export function findApi(window, version) {
  const opener = () => read(() => outermost(window).opener) ?? read(() => window.opener);
  return around(window, NAMES[version]) ?? around(opener(), NAMES[version]);
}

/** @param {Window | null | undefined} start @param {string} name */
function around(start, name) {
  let window = start;
  for (let frames = 0; window && frames < MOST_FRAMES; frames++) {
    const here = window;
    const api = read(() => /** @type {any} */ (here)[name]);
    if (api && (typeof api === "object" || typeof api === "function")) return api;
    const parent = read(() => here.parent);
    window = parent === here ? null : parent;
  }
  return null;
}

/** @param {Window} window */
function outermost(window) {
  return window.top ?? window;
}

/** @template T @param {() => T} get @returns {T | null} */
function read(get) {
  try {
    return get() ?? null;
  } catch {
    return null;
  }
}
