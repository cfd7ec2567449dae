/**
 * Return what is wrong with how the page lies in its window, in words: it scrolls sideways, or words or
 * controls are cut off, lie beyond the window or over one another. Of an open dialog, if there is one.
 */
() => {
  const root = document.documentElement;
  const scope = document.querySelector("dialog[open]") ?? document.body;
  // Named aloud only, drawn on purpose over something else, or laid out by another program.
  const APART = ".skip, .cm-editor, .net-units, script, style, option, noscript";
  const faults = [];
  if (root.scrollWidth > root.clientWidth)
    faults.push(`the page is ${root.scrollWidth - root.clientWidth} pixels too wide`);

  const shown = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    !element.closest(APART) &&
    !aloud(element);
  const styles = new Map();
  const style = (element) => {
    if (!styles.has(element)) styles.set(element, getComputedStyle(element));
    return styles.get(element);
  };
  const clipped = new Map();
  const aloud = (element) => {
    if (!clipped.has(element))
      clipped.set(
        element,
        style(element).clipPath === "inset(50%)" ||
          (element !== scope && element.parentElement !== null && aloud(element.parentElement)),
      );
    return clipped.get(element);
  };
  const named = (element, text) =>
    `${element.localName}${element.className && typeof element.className === "string" ? `.${element.className.trim().replaceAll(/\s+/g, ".")}` : ""} “${text.trim().slice(0, 40)}”`;

  /** The box that an element's contents are seen through, and in which layer of the page they lie. */
  const frames = new Map();
  const frameOf = (element) => {
    if (frames.has(element)) return frames.get(element);
    let frame = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
    let layer = null;
    let hard = [];
    const parent = element.parentElement;
    if (parent && element !== scope) ({ frame, layer, hard } = frameOf(parent));
    const { overflowX, overflowY, position, textOverflow } = style(element);
    if (position === "fixed" || position === "sticky") {
      layer = element;
      if (position === "fixed")
        frame = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
    }
    if (overflowX !== "visible" || overflowY !== "visible") {
      const box = element.getBoundingClientRect();
      if (/auto|scroll/.test(overflowX + overflowY) || textOverflow === "ellipsis") {
        frame = {
          left: Math.max(frame.left, box.left),
          top: Math.max(frame.top, box.top),
          right: Math.min(frame.right, box.right),
          bottom: Math.min(frame.bottom, box.bottom),
        };
        hard = [];
      } else if (element !== document.body) hard = [...hard, box];
    }
    const found = { frame, layer, hard };
    frames.set(element, found);
    return found;
  };

  const pieces = [];
  const add = (element, rect, text, control) => {
    if (rect.width < 1 || rect.height < 1) return;
    const { frame, layer, hard } = frameOf(control ? (element.parentElement ?? element) : element);
    const slack = control ? 2 : rect.height * 0.3;
    for (const box of hard) {
      const beside = rect.left < box.left - 1.5 || rect.right > box.right + 1.5;
      const below = rect.top < box.top - slack || rect.bottom > box.bottom + slack;
      if (beside || below) faults.push(`cut off: ${named(element, text)}`);
    }
    const seen = {
      left: Math.max(rect.left, frame.left),
      top: Math.max(rect.top, frame.top),
      right: Math.min(rect.right, frame.right),
      bottom: Math.min(rect.bottom, frame.bottom),
    };
    if (seen.right - seen.left < 1 || seen.bottom - seen.top < 1) return;
    if (seen.left < -1 || seen.right > root.clientWidth + 1)
      faults.push(`beyond the window: ${named(element, text)}`);
    pieces.push({ element, text, control, layer, ...seen });
  };

  const CONTROLS =
    "button, select, summary, textarea, .choice span, input:not([type=radio], [type=file], [type=range])";
  for (const control of scope.querySelectorAll(CONTROLS)) {
    if (!shown(control)) continue;
    add(control, control.getBoundingClientRect(), control.textContent || control.id, true);
    const { clientWidth, scrollWidth } = control;
    if (control.matches("button, .choice span") && clientWidth > 0 && scrollWidth > clientWidth + 1)
      if (style(control).textOverflow !== "ellipsis")
        faults.push(`wider than its button: ${named(control, control.textContent)}`);
  }
  const range = document.createRange();
  const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !parent || !shown(parent)) continue;
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) add(parent, rect, node.data, false);
  }

  pieces.sort((a, b) => a.top - b.top);
  const over = (a, b) => {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    const least = Math.min(a.bottom - a.top, b.bottom - b.top);
    return wide > 2 && high > Math.max(2, least * 0.3);
  };
  for (const [i, a] of pieces.entries()) {
    for (let k = i + 1; k < pieces.length && pieces[k].top < a.bottom; k++) {
      const b = pieces[k];
      if (a.layer !== b.layer || a.element.contains(b.element) || b.element.contains(a.element))
        continue;
      if (over(a, b))
        faults.push(`${named(a.element, a.text)} lies over ${named(b.element, b.text)}`);
    }
  }
  return [...new Set(faults)];
}
