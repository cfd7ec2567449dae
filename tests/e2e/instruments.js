/**
 * Runs in the page before its own scripts and writes down, with times, what a stopwatch and a
 * network tap would see: the worker's traffic, the page's states, its events, long tasks, shifts.
 * Changes nothing. Keeps numbers and names only, so that it does not itself fill the memory.
 */
(() => {
  const seen = {
    commands: [],
    messages: [],
    states: [],
    told: [],
    posted: [],
    clicks: [],
    longTasks: [],
    shifts: [],
    workers: 0,
  };
  window.seen = seen;
  const now = () => performance.now();

  const KEPT = [
    "type",
    "id",
    "ok",
    "run_id",
    "phase",
    "epoch",
    "epochs",
    "samples",
    "total",
    "loaded",
    "fraction",
    "reason",
    "file",
    "train_samples",
    "validation_samples",
    "test_samples",
    "steps_per_epoch",
    "logs",
    "lines",
    "fingerprint",
  ];
  // A cell can post what is no object.
  const digest = (given) => digestOf(Object(given));
  const digestOf = (message) =>
    Object.fromEntries(KEPT.filter((key) => key in message).map((key) => [key, message[key]]));

  const RealWorker = window.Worker;
  window.Worker = class Worker extends RealWorker {
    constructor(...args) {
      super(...args);
      this.number = ++seen.workers;
      this.addEventListener("message", ({ data }) => {
        seen.messages.push({ at: now(), worker: this.number, ...digest(data) });
      });
    }

    postMessage(message, ...rest) {
      seen.commands.push({ at: now(), worker: this.number, ...digest(message) });
      super.postMessage(message, ...rest);
    }
  };

  const state = (value) => seen.states.push({ at: now(), state: value });
  const root = () => document.documentElement;
  document.addEventListener("readystatechange", () => state(root().dataset.state), { once: true });
  // Two changes in one task come as two records; each knows only what was before it.
  new MutationObserver((records) => {
    const changes = records.filter(({ target }) => target === root());
    for (const i of changes.keys()) state(changes[i + 1]?.oldValue ?? root().dataset.state);
  }).observe(document, { subtree: true, attributeFilter: ["data-state"], attributeOldValue: true });

  addEventListener("fitting-room", ({ detail }) => seen.told.push({ at: now(), ...detail }));
  addEventListener("message", ({ data }) => seen.posted.push(data));
  addEventListener(
    "click",
    ({ target }) => {
      seen.clicks.push({ at: now(), name: target.closest("button")?.textContent.trim() ?? "" });
    },
    { capture: true },
  );

  const observe = (type, keep) =>
    new PerformanceObserver((list) => list.getEntries().forEach(keep)).observe({
      type,
      buffered: true,
    });
  observe("longtask", ({ startTime, duration }) =>
    seen.longTasks.push({ at: startTime, duration }),
  );
  observe("layout-shift", ({ startTime, value, hadRecentInput, sources }) => {
    const elements = sources.map(({ node }) => (node instanceof Text ? node.parentElement : node));
    const moved = elements.map((element) => element?.className || element?.nodeName || "?");
    seen.shifts.push({ at: startTime, value, hadRecentInput, moved });
  });
})();
