/** How much room a slide of reveal.js leaves to an element on it, since a slide cannot be scrolled. */

/** A frame that is less high shows too little of the page, in CSS pixels. */
const LEAST = 240;

/**
 * Return the height in CSS pixels beside what else is on the slide; null where there is no slide.
 * Sizes of the layout, which know nothing of how reveal.js scales it.
 * @param {HTMLElement} element
 */
export function roomOnSlide(element) {
  const slide = element.closest(".reveal section");
  const slides = slide?.closest(".slides");
  if (!slide || !slides) return null;
  const others = slide.scrollHeight - element.offsetHeight;
  return Math.max(LEAST, slides.clientHeight - others);
}
