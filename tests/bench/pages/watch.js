/**
 * Runs in our page before its own scripts and writes down when its worker was started, on which
 * backend each run trains, and what the page tells. Changes nothing.
 */
(() => {
  const bench = { begun: 0, workerAt: null, backend: null, told: [] };
  window.bench = bench;
  window.Worker = class Worker extends window.Worker {
    constructor(...given) {
      bench.workerAt ??= performance.now();
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (data.type === "run-begin") bench.backend = data.backend;
      });
    }
  };
  addEventListener("fitting-room", ({ detail }) => {
    bench.told.push({ ...detail, at: performance.now() });
  });
})();
