/**
 * What the page tells the world around it: events on `window`, and the same to the page that frames
 * it; and the few commands that it takes from that page and from nobody else.
 */

const root = document.documentElement;
const framed = window.parent !== window;
/** What a framing page may ask for. */
const COMMANDS = /** @type {const} */ (["fit", "stop", "reset"]);
/** More commands than this in a second are nobody's wish. */
const A_SECOND = 20;
/** How long the content must keep its height before that is told, and when it is told all the same, in milliseconds. */
const REST = 80;
const LATEST = 400;
/** How long it waits for fonts, each of which may change the height once more, in milliseconds. */
const FONTS = 3000;
/** How long a framing page may take to follow. */
const PATIENCE = 700;

/** @param {string} type @param {Record<string, unknown>} [fields] */
export function tell(type, fields = {}) {
  const detail = { source: "fitting-room", v: 1, type, ...fields };
  window.dispatchEvent(new CustomEvent("fitting-room", { detail }));
  // Whoever frames the page may read it: it says nothing but what was trained in view of them.
  if (framed) window.parent.postMessage(detail, "*");
}

/**
 * Tells what an event of the worker means to them, once the page's state has taken it in.
 * @param {import("../protocol.js").WorkerEvent} event @param {import("./state.js").State} state
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

/**
 * Hears the commands of the page that frames this one. Anything else is ignored, cheaply.
 * @param {(action: {type: typeof COMMANDS[number]}) => void} act
 */
export function hearCommands(act) {
  if (!framed) return;
  let second = 0;
  let heard = 0;
  addEventListener("message", ({ source, data, timeStamp }) => {
    if (source !== window.parent) return;
    const type = commandIn(data);
    if (!type) return;
    const now = Math.floor(timeStamp / 1000);
    heard = now === second ? heard + 1 : 1;
    second = now;
    if (heard <= A_SECOND) act({ type });
  });
}

/** The command in a message, if it is one to the letter. @param {any} data */
function commandIn(data) {
  if (typeof data !== "object" || data === null) return undefined;
  const own = (/** @type {string} */ key) => (Object.hasOwn(data, key) ? data[key] : undefined);
  if (own("source") !== "fitting-room-host" || own("v") !== 1) return undefined;
  if (Object.keys(data).length !== 3) return undefined;
  return COMMANDS.find((name) => name === own("type"));
}

/**
 * Keeps the framing page told of the height `content` needs, in CSS pixels, once it has come to
 * rest. The content scrolls only where the frame does not follow: a scroll bar would make it
 * narrower, hence higher, and the two would go round in circles.
 * @param {HTMLElement} content
 */
export function tellHeight(content) {
  if (!framed) return;
  let told = 0;
  let since = 0;
  let rest = 0;
  const height = () => Math.ceil(content.getBoundingClientRect().height);
  const fits = () => height() <= window.innerHeight + 1;
  const judge = () => root.toggleAttribute("data-follows", fits());
  const say = () => {
    if (document.fonts.status === "loading" && performance.now() < since + FONTS) {
      rest = window.setTimeout(say, REST);
      return;
    }
    since = 0;
    const now = height();
    if (now === 0 || now === told) return;
    told = now;
    tell("resize", { height: now });
    // Canvas's own word for it.
    window.parent.postMessage({ subject: "lti.frameResize", height: now }, "*");
    setTimeout(judge, PATIENCE);
  };
  const soon = () => {
    clearTimeout(rest);
    since ||= performance.now();
    rest = window.setTimeout(say, Math.min(REST, since + LATEST - performance.now()));
  };
  new ResizeObserver(soon).observe(content);
  addEventListener("resize", () => fits() && judge());
  root.toggleAttribute("data-follows", true);
}
