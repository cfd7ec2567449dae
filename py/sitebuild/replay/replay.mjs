/**
 * Trains the recipes of codes again in Node, with the site's own Python and kernels, bit for bit as in
 * a browser, and reads the codes of lessons.
 *
 * node replay.mjs WEB_FOLDER SITE_FOLDER CODES_FILE TASK_LINK JOBS: writes {tasks, lessons} to stdout as
 * JSON, each the CSV of its codes or null where there are none, and how far it is to stderr.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { load } from "../site/load.mjs";

const [web, site, file, link, jobs] = process.argv.slice(2);
const esbuild = createRequire(join(web, "package.json"))("esbuild");
const part = (path) => load(esbuild, join(web, path));

/** One Python, which trains one recipe after the other. */
class Python {
  #worker = new Worker(fileURLToPath(new URL("python.mjs", import.meta.url)), {
    workerData: { web, site },
  });

  /** What a recipe comes to. */
  train(recipe) {
    return new Promise((resolve, reject) => {
      this.#worker.once("message", ({ error, replayed }) =>
        error ? reject(new Error(error)) : resolve(replayed),
      );
      this.#worker.once("error", reject);
      this.#worker.postMessage(recipe);
    });
  }

  end() {
    return this.#worker.terminate();
  }
}

/** What each of the recipes comes to, by its text. */
async function train(recipes) {
  const waiting = [...recipes.keys()];
  const found = new Map();
  const pythons = [];
  const work = async () => {
    const python = new Python();
    pythons.push(python);
    for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
      found.set(key, await python.train(recipes.get(key)));
      process.stderr.write(`${found.size} of ${recipes.size} runs trained\n`);
    }
  };
  try {
    const workers = Math.max(1, Math.min(Number(jobs), recipes.size));
    await Promise.all(Array.from({ length: workers }, work));
  } finally {
    await Promise.all(pythons.map((python) => python.end()));
  }
  return found;
}

/** The checked codes of tasks as CSV; null where there are none. */
async function checkTasks(text, asked, here) {
  const { checkRow, readRows, withoutReplay } = await part("task/check.js");
  const { tableOf } = await part("task/report.js");
  const rows = readRows(text);
  if (rows.length === 0) return null;
  const key = ({ handed }) => JSON.stringify(handed.recipe);
  const open = rows.filter((row) => row.handed && !withoutReplay(row, here));
  const found = await train(new Map(open.map((row) => [key(row), row.handed.recipe])));
  const checked = rows.map(
    (row) =>
      withoutReplay(row, here) ?? (row.handed ? checkRow(row, found.get(key(row)), here, asked) : row),
  );
  return tableOf(checked);
}

/** What was handed in of lessons as CSV, which needs no training; null where there is nothing. */
async function readLessons(text, { build }) {
  const { lessonTable, readLessonRows } = await part("task/lesson-check.js");
  const { LESSONS } = await part("lessons/index.js");
  const rows = readLessonRows(text, { lessons: LESSONS, build });
  return rows.length > 0 ? lessonTable(rows) : null;
}

async function main() {
  const { readAsked } = await part("task/check.js");
  const { shortHash } = await part("task/identity.js");
  const asked = link ? readAsked(link) : null;
  if (link && !asked) throw new Error("the link holds no task; copy it as it is, with what stands behind #.");
  const { textOfFile } = await part("task/code-files.js");
  const { text, why } = await textOfFile(basename(file), readFileSync(file));
  if (why) process.stderr.write(`${why}\n`);
  const { build } = JSON.parse(readFileSync(join(site, "build.json"), "utf8"));
  const data = shortHash(readFileSync(join(site, "data", "manifest.json"), "utf8"));
  const here = { build, data };
  const lessons = await readLessons(text, here);
  const tasks = await checkTasks(text, asked, here);
  if (!tasks && !lessons)
    throw new Error("no code was found in the file; a code begins with FR1 and a dot, that of a lesson with FRL1.");
  process.stdout.write(JSON.stringify({ tasks, lessons }));
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
