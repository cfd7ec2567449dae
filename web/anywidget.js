/**
 * The element as an anywidget front-end module, for notebooks and MyST. The model's recipe sets the
 * element's attributes; a run's results set the model's `history`, `evaluation`, `fingerprint` and
 * `error`, a task’s progress its `task`; a message says of each condition when it comes true.
 *
 * @import {FittingRoom} from "./embed/element.js"
 *
 * What a host gives. MyST's model has neither `off` nor `save_changes` behind those names: they throw.
 * @typedef {{get: (key: string) => any, set: (key: string, value: any) => void,
 *   save_changes: () => void, send: (message: object) => void, on: (event: string, listener: (message: any) => void) => void,
 *   off: (event: string, listener: (message: any) => void) => void}} Model
 */

/** The results before a run. */
const NOTHING = { history: {}, evaluation: {}, fingerprint: "", error: "" };
const COMMANDS = /** @type {const} */ (["fit", "stop", "reset"]);

/** @param {{model: Model, el: Element, signal?: AbortSignal}} host */
async function render({ model, el, signal }) {
  const room = await create(model);
  /** @type {(() => void)[]} */
  const endings = [];
  /** @param {string} event @param {(message: any) => void} listener */
  const on = (event, listener) => {
    model.on(event, listener);
    endings.push(() => unlessMissing(() => model.off(event, listener)));
  };
  for (const key of attributesOf(room)) {
    const mirror = () => put(room, key, model.get(key));
    mirror();
    on(`change:${key}`, mirror);
  }
  on("msg:custom", (message) => {
    const command = COMMANDS.find((type) => type === message?.type);
    if (command) room[command]();
  });
  report(room, model);
  el.append(room);
  const end = () => {
    for (const ending of endings.splice(0)) ending();
    room.remove();
  };
  // A host says by the signal, by calling what it was given, or by both that the view is gone.
  if (signal?.aborted) end();
  signal?.addEventListener("abort", end);
  return end;
}

/** The element, made by the site's own script. @param {Model} model @returns {Promise<FittingRoom>} */
async function create(model) {
  const { href } = new URL("embed.js", siteOf(model));
  if (!customElements.get("fitting-room")) await load(href);
  return /** @type {FittingRoom} */ (document.createElement("fitting-room"));
}

/** Run a classic script, which may be of any origin. @param {string} src @returns {Promise<void>} */
function load(src) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = src;
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(new Error(`Fitting Room could not load ${src}. Check that its site can be reached.`));
    };
    document.head.append(script);
  });
}

/** Return the site's URL; hosts that serve a copy of this file set it in the model. @param {Model} model */
function siteOf(model) {
  const given = model.get("site");
  if (given) return new URL(given.endsWith("/") ? given : `${given}/`, document.baseURI);
  if (/^https?:[^?#]*\/anywidget\.js/.test(import.meta.url)) return new URL(".", import.meta.url);
  throw new Error(
    `Fitting Room does not know where its site is: this file was copied to ${import.meta.url}. Add the site's address to the model, for example "site": "https://example.edu/fitting-room/".`,
  );
}

/** @param {FittingRoom} room @returns {string[]} */
function attributesOf(room) {
  return /** @type {any} */ (room.constructor).observedAttributes;
}

/** @param {FittingRoom} room @param {string} key @param {any} value As Python or JSON has it. */
function put(room, key, value) {
  const text = typeof value === "boolean" ? `${+value}` : `${value ?? ""}`;
  // No layers are something to say, no condition and no fingerprint are nothing.
  const empty = text === "" && !(key === "layers" && (value ?? null) !== null);
  if (key === "autostart") room.toggleAttribute(key, Boolean(value));
  else if (empty) room.removeAttribute(key);
  else room.setAttribute(key, text);
}

/** Set the model's results, epoch by epoch. @param {FittingRoom} room @param {Model} model */
function report(room, model) {
  /** @type {Record<string, number[]>} */
  let history = {};
  /** @param {Record<string, any>} values */
  const save = (values) => {
    for (const [key, value] of Object.entries(values)) model.set(key, value);
    unlessMissing(() => model.save_changes());
  };
  /** @param {string} type @param {(detail: any) => void} listener */
  const listen = (type, listener) =>
    room.addEventListener(type, (event) => listener(/** @type {CustomEvent} */ (event).detail));
  listen("epoch", ({ epoch, logs }) => {
    const begun = epoch === 0 ? {} : history;
    const grown = Object.entries(logs).map(([key, value]) => [key, [...(begun[key] ?? []), value]]);
    history = Object.fromEntries(grown);
    save(epoch === 0 ? { ...NOTHING, history } : { history });
  });
  listen("done", ({ history, evaluation, fingerprint }) =>
    save({ history, evaluation, fingerprint: fingerprint ?? "" }),
  );
  listen("task", (task) => save({ task }));
  listen("goal", (goal) => unlessMissing(() => model.send({ type: "goal", ...goal })));
  listen("failed", ({ message }) => save({ error: message }));
}

/** Call what some hosts lack. @param {() => void} act */
function unlessMissing(act) {
  try {
    act();
  } catch {
    // The host has no kernel to save to, or no listeners to remove.
  }
}

export default { render };
