/** node read-task.mjs WEB_FOLDER TASK_LINK: prints the link's recipe as JSON. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { load } from "../site/load.mjs";

const [web, link] = process.argv.slice(2);
const esbuild = createRequire(join(web, "package.json"))("esbuild");

const { parseFragment } = await load(esbuild, join(web, "recipe/recipe.js"));
console.log(JSON.stringify(parseFragment(new URL(link).hash).recipe));
