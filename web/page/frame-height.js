/** The height of the page in a frame: emitted to the page around it, which lets the frame follow. */

import { emit, framed } from "./parent-frame.js";

const root = document.documentElement;
/** How long the height must be stable before it is emitted, and the longest wait, in milliseconds. */
const STABLE = 80;
const MAX_WAIT = 400;
/** The longest wait for fonts, each of which may change the height once more, in milliseconds. */
const FONTS_TIMEOUT = 3000;
/** How long the parent may take to resize the frame, in milliseconds. */
const RESIZE_TIMEOUT = 700;

/**
 * Emit the height `content` needs, in CSS pixels, whenever it has become stable. The content scrolls
 * only where the frame does not follow: a scroll bar would make it narrower, hence higher, without
 * end.
 * @param {HTMLElement} content
 */
export function emitHeight(content) {
  if (!framed) return;
  let emitted = 0;
  let since = 0;
  let timer = 0;
  const height = () => Math.ceil(content.getBoundingClientRect().height);
  const fits = () => height() <= window.innerHeight + 1;
  const updateFollows = () => root.toggleAttribute("data-follows", fits());
  const emitNow = () => {
    if (document.fonts.status === "loading" && performance.now() < since + FONTS_TIMEOUT) {
      timer = window.setTimeout(emitNow, STABLE);
      return;
    }
    since = 0;
    const now = height();
    if (now === 0 || now === emitted) return;
    emitted = now;
    emit("resize", { height: now });
    // Canvas's form of it.
    window.parent.postMessage({ subject: "lti.frameResize", height: now }, "*");
    setTimeout(updateFollows, RESIZE_TIMEOUT);
  };
  const emitSoon = () => {
    clearTimeout(timer);
    since ||= performance.now();
    timer = window.setTimeout(emitNow, Math.min(STABLE, since + MAX_WAIT - performance.now()));
  };
  new ResizeObserver(emitSoon).observe(content);
  addEventListener("resize", () => fits() && updateFollows());
  root.toggleAttribute("data-follows", true);
}
