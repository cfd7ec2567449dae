/**
 * What the page tells the world around it: events on `window`, and the same to the page that frames
 * it. Sends only; it hears no commands and changes nothing.
 */

const framed = window.parent !== window;

/** @param {string} type @param {Record<string, unknown>} [fields] */
export function tell(type, fields = {}) {
  const detail = { source: "fitting-room", v: 1, type, ...fields };
  window.dispatchEvent(new CustomEvent("fitting-room", { detail }));
  // Whoever frames the page may read it: it says nothing but what was trained in view of them.
  if (framed) window.parent.postMessage(detail, "*");
}

/**
 * Tells what an event of the worker means to them, once the page's state has taken it in.
 * @param {import("./protocol.js").WorkerEvent} event @param {import("./state.js").State} state
 */
export function tellOfRun(event, { phase, run }) {
  if (event.type === "epoch-end") {
    tell("epoch", { epoch: event.epoch, epochs: event.epochs, logs: event.logs });
  }
  const ended = event.type === "run-end" || event.type === "evaluation";
  if (ended && phase === "done" && run?.evaluation) {
    const { history, evaluation, fingerprint, seconds } = run;
    tell("done", { history, evaluation, fingerprint, seconds });
  }
}

/** Keeps the framing page told of the height `content` needs, in CSS pixels. @param {Element} content */
export function tellHeight(content) {
  if (!framed) return;
  let last = 0;
  const observer = new ResizeObserver(() => {
    const height = Math.ceil(content.getBoundingClientRect().height);
    if (height === last) return;
    last = height;
    tell("resize", { height });
  });
  observer.observe(content);
}
