/**
 * Trains each ready task as it starts and by its solution, with the site's own Python.
 *
 * node solve.mjs WEB_FOLDER SITE_FOLDER: prints, as JSON, for each task by its name what its links say
 * of mistakes, and which goals are met at the start and by the solution.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";

const [web, site] = process.argv.slice(2);
const sitebuild = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "py", "sitebuild");
const { load } = await import(join(sitebuild, "site", "load.mjs"));
const esbuild = createRequire(join(web, "package.json"))("esbuild");
const part = (path) => load(esbuild, join(web, path));
const { READY_TASKS, fragmentOf } = await part("task/ready-tasks.js");
const { parseFragment } = await part("recipe/recipe.js");
const { readTask } = await part("recipe/task.js");
const { judge } = await part("task/measures.js");

const python = new Worker(join(sitebuild, "replay", "python.mjs"), { workerData: { web, site } });
const train = (recipe) =>
  new Promise((resolve, reject) => {
    python.once("message", ({ error, replayed }) =>
      error ? reject(new Error(error)) : resolve(replayed.measures),
    );
    python.postMessage(recipe);
  });
const found = {};
for (const ready of READY_TASKS) {
  const fragment = fragmentOf(ready);
  const solution = new URLSearchParams(ready.solution).entries();
  const changed = new Map([...new URLSearchParams(fragment), ...solution]);
  const words = [...changed].map(([key, text]) => `${key}=${encodeURIComponent(text)}`);
  const [start, end] = [parseFragment(fragment), parseFragment(words.join("&"))];
  const { task, issues } = readTask(start.page.task);
  const locked = new Set(start.page.lock);
  const broken = [...new URLSearchParams(ready.solution).keys()].filter((key) => locked.has(key));
  const met = async (recipe) => judge(task.goals, await train(recipe)).map((goal) => goal.met);
  found[ready.name] = {
    issues: [...start.issues, ...end.issues, ...issues].map(({ message }) => message),
    broken,
    start: await met(start.recipe),
    end: await met(end.recipe),
  };
}
await python.terminate();
console.log(JSON.stringify(found));
