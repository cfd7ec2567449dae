/**
 * The page in a frame, seen from outside: its address, what it may say, what may be said to it.
 * A message counts only if it comes from this very frame and looks as the page would write it.
 *
 * @import {Said} from "./words.js"
 */
import { trains } from "./words.js";

/** How long the page may take to say its first word, in milliseconds. */
const PATIENCE = 60_000;
/** The same once it has loaded: a page that may not be framed loads as the browser's own, and says nothing. */
const ONCE_LOADED = 8000;
/** What a frame may take to read its new address, in milliseconds. */
const ON_ITS_WAY = 1000;
/** The page is never higher than that, in CSS pixels. */
const HIGHEST = 50_000;

/** What a message must carry, by its type. @type {Record<string, Record<string, string>>} */
const MESSAGES = {
  ready: {},
  epoch: { epoch: "number", epochs: "number", logs: "object" },
  done: { history: "object", evaluation: "object", seconds: "number", recipe: "object" },
  failed: { code: "string", message: "string" },
  resize: { height: "number" },
  xapi: { statement: "object" },
  task: { goals: "object", met: "boolean", tries: "number" },
};

export class Frame {
  #element = document.createElement("iframe");
  #spoken = false;
  #followed = -Infinity;
  #width = 0;
  /** Commands for a page that does not listen yet. @type {string[]} */
  #waiting = [];
  #ending = new AbortController();
  #hear;
  #said;
  #site;
  /** Stands in the document before the frame does. */
  #stage;

  /**
   * @param {Element} stage Where the frame goes.
   * @param {{
   *   site: URL, said: Said, run: boolean, title: string, hear: (type: string, detail: any) => void,
   * }} options `site` is the folder of the site.
   */
  constructor(stage, { site, said, run, title, hear }) {
    const { signal } = this.#ending;
    const frame = this.#element;
    this.#hear = hear;
    this.#said = said;
    this.#site = site;
    frame.title = title;
    // For Share, which hands on the link, and for the pad's photographs.
    frame.allow = said.draw === "1" ? "clipboard-write; camera" : "clipboard-write";
    this.#stage = stage;
    frame.src = this.#address(run);
    addEventListener("message", (event) => this.#receive(event), { signal });
    // A press inside a frame is told to nobody out here, but that the window loses the focus.
    const root = /** @type {ShadowRoot} */ (stage.getRootNode());
    const used = () => root.activeElement === frame && hear("used", null);
    addEventListener("blur", () => setTimeout(used), { signal });
    const silent = () => this.#spoken || hear("silent", null);
    let patience = setTimeout(silent, PATIENCE);
    frame.onload = () => {
      clearTimeout(patience);
      patience = setTimeout(silent, ONCE_LOADED);
    };
    signal.addEventListener("abort", () => clearTimeout(patience));
    stage.append(frame);
  }

  /** Changes the settings of the page as it runs. @param {Said} said */
  follow(said) {
    if (JSON.stringify(said) === JSON.stringify(this.#said)) return;
    this.#said = said;
    this.#followed = performance.now();
    this.#go(false);
  }

  /** Trains with these settings, or with those a visitor has chosen since. @param {Said} said */
  fit(said) {
    this.follow(said);
    // A command would overtake new settings that are still on their way.
    if (performance.now() - this.#followed < ON_ITS_WAY) this.#go(true);
    else this.send("fit");
  }

  /** @param {boolean} run */
  #go(run) {
    // Not by `src`, which would put a step into the visitor's history.
    this.#element.contentWindow?.location.replace(this.#address(run));
  }

  /** @param {boolean} run */
  #address(run) {
    const url = new URL(this.#site);
    const given = { ...this.#said, theme: themeOf(this.#said, this.#stage) };
    const parts = Object.entries(given).map(([key, text]) => `${key}=${encodeURIComponent(text)}`);
    url.hash = ["v=1", "embed=1", ...parts, ...(run && trains(this.#said) ? ["run=1"] : [])].join(
      "&",
    );
    return url.href;
  }

  /** @param {string} type */
  send(type) {
    if (!this.#spoken) this.#waiting.push(type);
    else {
      const command = { source: "fitting-room-host", v: 1, type };
      this.#element.contentWindow?.postMessage(command, this.#site.origin);
    }
  }

  close() {
    this.#ending.abort();
    this.#element.remove();
  }

  /** @param {MessageEvent} event */
  #receive({ source, origin, data }) {
    if (source !== this.#element.contentWindow || origin !== this.#site.origin) return;
    const detail = read(data);
    if (!detail) return;
    if (!this.#spoken) {
      this.#spoken = true;
      for (const type of this.#waiting.splice(0)) this.send(type);
    }
    // Its content changes while its width does not: somebody is at work in there.
    const width = this.#element.clientWidth;
    if (data.type === "resize" && width === this.#width) this.#hear("used", null);
    this.#width = width;
    this.#hear(data.type, detail);
  }
}

/** A message's own fields, if it is one of the page's. @param {any} data */
function read(data) {
  if (data?.source !== "fitting-room" || data.v !== 1 || !Object.hasOwn(MESSAGES, data.type))
    return;
  const { source, v, type, ...detail } = data;
  const right = Object.entries(MESSAGES[type]).every(
    ([key, kind]) => detail[key] !== null && typeof detail[key] === kind,
  );
  const high = type !== "resize" || (detail.height > 0 && detail.height < HIGHEST);
  return right && high ? detail : undefined;
}

/**
 * A course that is dark on purpose, whatever the device likes, gets a dark frame.
 * @param {Said} said @param {Element} stage
 */
function themeOf({ theme = "auto" }, stage) {
  if (theme !== "auto") return theme;
  const { host } = /** @type {ShadowRoot} */ (stage.getRootNode());
  const scheme = getComputedStyle(host).colorScheme;
  return scheme === "dark" || scheme === "light" ? scheme : theme;
}
