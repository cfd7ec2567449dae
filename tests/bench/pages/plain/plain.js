/**
 * The page's end of a worker with Pyodide and NumPy, as their documentation has it. Notes when the
 * worker was started and when it had multiplied its first matrices, in ms since navigation.
 */

const begun = performance.now();
const worker = new Worker("worker.js", { type: "module" });

/** @param {string} type @returns {Promise<any>} */
const answer = (type) =>
  new Promise((resolve, reject) => {
    worker.addEventListener("message", ({ data }) => {
      if (data.type === type) resolve(data.value);
      if (data.type === "failed") reject(new Error(data.value));
    });
    worker.addEventListener("error", ({ message }) => reject(new Error(message)));
  });

answer("ready").then((versions) => {
  window.plain = { begun, ready: performance.now(), versions };
  window.bench.report(window.plain);
});

/** Trains with with_numpy.py on the full set. @param {object} task */
window.train = (task) => {
  worker.postMessage(task);
  return answer("trained");
};
