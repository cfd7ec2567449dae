/**
 * Runs before a page's own scripts. What a page has measured it reports to the bench. Of ours it
 * writes down when the worker was started, how Python was, on which backend each run trains, and what
 * the page tells; the end of the first run it reports, then that the page is kept for offline use.
 * Changes nothing.
 */
(() => {
  const bench = { begun: 0, trains: 0, workerAt: null, start: null, backend: null, told: [], report };
  window.bench = bench;
  window.Worker = class Worker extends window.Worker {
    constructor(...given) {
      bench.workerAt ??= performance.now();
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (data.type === "run-begin") {
          bench.backend = data.backend;
          bench.trains = performance.now();
        }
        bench.start ??= data.value?.start?.kind ?? null;
      });
    }
  };
  addEventListener("fitting-room", ({ detail }) => {
    const at = performance.now();
    bench.told.push({ ...detail, at });
    if (detail.type === "failed") report({ fault: detail.message });
    else if (detail.type === "done" && !bench.begun) visited(at, detail);
  });
  addEventListener("error", ({ message }) => report({ fault: message }));
  addEventListener("unhandledrejection", ({ reason }) => report({ fault: String(reason) }));

  async function visited(done, { evaluation }) {
    const ready = bench.told.find(({ type }) => type === "ready").at;
    const { workerAt, start, backend } = bench;
    // The two reports go by separate connections: the second one must not overtake.
    await report({ begun: workerAt, ready, done, accuracy: evaluation.accuracy, start, backend });
    // It begins to keep itself only when the learner has had time to go on.
    while (!(await navigator.serviceWorker.getRegistration())) await wait(100);
    await navigator.serviceWorker.ready;
    report({ kept: true });
  }

  const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  function report(value) {
    return fetch("/report", { method: "POST", body: JSON.stringify(value) });
  }
})();
