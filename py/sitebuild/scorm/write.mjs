/**
 * Writes the files of a SCORM package: around a task on a hosted page, or with the page of a built site.
 *
 * node write.mjs WEB_FOLDER TARGET_FOLDER TASK_LINK VERSION [SITE_FOLDER PICTURES]: prints what of the
 * link cannot be used, a line each. PICTURES are the files of a data set as JSON, or null for all.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { load } from "../site/load.mjs";

const [web, target, link, version, site, pictures] = process.argv.slice(2);
const esbuild = createRequire(join(web, "package.json"))("esbuild");

async function main() {
  const part = (path) => load(esbuild, join(web, path));
  const { parseFragment } = await part("recipe/recipe.js");
  const { readTask, writeTask } = await part("recipe/task.js");
  const { packageFiles, SCRIPT } = await part("scorm/package.js");
  const { page, recipe, issues } = parseFragment(new URL(link).hash);
  if (!page.task)
    throw new Error("The link holds no task. In the Embed room fill in Ask, then copy the link from there.");
  const { task, issues: ofTask } = readTask(page.task);
  const { hide, lock, theme, route, pupil } = page;
  const shown = { base: link, hide, lock, theme, view: { route } };
  const own = site ? await ownFiles(part) : {};
  const spec = { ...shown, recipe, task: writeTask(task), pupil };
  const files = { ...packageFiles(spec, version, Object.keys(own)), ...own };
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(target, name)), { recursive: true });
    await writeFile(join(target, name), content);
  }
  await esbuild.build({
    entryPoints: [join(web, "scorm/main.js")],
    outfile: join(target, SCRIPT),
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    logLevel: "warning",
  });
  for (const { message } of [...issues, ...ofTask]) console.log(message);
}

/** The files of the page itself. */
async function ownFiles(part) {
  const { pageFiles } = await part("scorm/page-files.js");
  return pageFiles((path) => readFile(join(site, path)), JSON.parse(pictures));
}

main().catch((error) => {
  // esbuild has printed its own errors already, with their places.
  if (!error.errors) console.error(error.message);
  process.exitCode = 1;
});
