/**
 * Where in a lesson one was: a reload, or Back from another site, leads there again. The browser's own way
 * of doing so comes before the lesson does, when the page is still too short.
 */
import { key } from "../../storage/storage.js";

const NAME = "reading-place";
/** Until so many milliseconds after it was opened, a lesson may grow to the height it had. */
const PATIENCE = 10_000;
/** What of a reader says that the page stays where it is. */
const READING = ["wheel", "touchstart", "pointerdown", "keydown"];

/** Keep the place for this tab when the page is left. @param {() => number} lesson The one that is shown; 0 for none. */
export function keepPlace(lesson) {
  addEventListener("pagehide", () => {
    try {
      sessionStorage.setItem(key(NAME), JSON.stringify([lesson(), Math.round(scrollY)]));
    } catch {
      // A frame that may keep nothing.
    }
  });
}

/** Return how far down a lesson was read; 0 if it is not come back to. @param {number} lesson */
export function keptPlace(lesson) {
  const [entry] = /** @type {PerformanceNavigationTiming[]} */ (
    performance.getEntriesByType("navigation")
  );
  if (entry?.type !== "reload" && entry?.type !== "back_forward") return 0;
  try {
    const [of, place] = JSON.parse(sessionStorage.getItem(key(NAME)) ?? "[0, 0]");
    return of === lesson && Number.isFinite(place) ? place : 0;
  } catch {
    return 0;
  }
}

/** Scroll there as soon as the page is high enough, unless the reader moves before. @param {number} place */
export function returnTo(place) {
  if (place <= 0 || scrollY > 0) return;
  const { body, documentElement } = document;
  const end = () => {
    grown.disconnect();
    clearTimeout(timer);
    for (const type of READING) removeEventListener(type, end);
  };
  const grown = new ResizeObserver(() => {
    if (documentElement.scrollHeight < place + innerHeight) return;
    scrollTo(0, place);
    end();
  });
  const timer = setTimeout(end, PATIENCE);
  for (const type of READING) addEventListener(type, end, { passive: true });
  grown.observe(body);
}
