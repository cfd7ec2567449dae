/**
 * Bundles the front end with esbuild: the worker first, then the page, which holds its name.
 *
 * node bundle.mjs WEB_FOLDER TARGET_FOLDER BUILD_ID START UNITS SITE_URL: writes assets/, index.html, the
 * plain pages, service-worker.js, anywidget.js, embed.js with its types and manifest. START is the
 * list of the quick start's files; UNITS are the pictures on the poster; SITE_URL is where the site will
 * be published, or empty.
 */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { cutFonts } from "./fonts.mjs";
import { load } from "./load.mjs";
import { PACKAGED_LIST, packagedFiles } from "./packaged-files.mjs";
import { writePages } from "./pages.mjs";

const [web, target, buildId, start, units, siteUrl] = process.argv.slice(2);
const fromWeb = createRequire(join(web, "package.json"));
const esbuild = fromWeb("esbuild");

/** Runs before anything else is fetched, so it becomes a part of index.html. */
const EARLY = "client/preload-worker.js";
const WORKER = "worker/worker.js";
const EARLY_TAG = `<script src="${EARLY}"></script>`;

/** A style sheet that stands alone, without the colours that nothing in it uses. */
function withUsedVariables(css) {
  return css.replaceAll(/(--[\w-]+):[^;{}]*;?/g, (declaration, name) =>
    css.includes(`var(${name})`) ? declaration : "",
  );
}

/** A script that gives the page a style sheet. @param {string} text */
function adopting(text) {
  return `
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(${JSON.stringify(text)});
    document.adoptedStyleSheets.push(sheet);`;
}

/** The element has its styles as text; those of a part of the page that is fetched late apply once it is there. */
const styleInScript = {
  name: "style-in-script",
  setup(build) {
    build.onLoad({ filter: /([\\/]embed[\\/][^\\/]*|\.late)\.css$/ }, async ({ path }) => {
      const options = { entryPoints: [path], bundle: true, minify: true, write: false };
      const { outputFiles } = await esbuild.build(options);
      const { text } = outputFiles[0];
      if (!path.endsWith(".late.css")) return { contents: withUsedVariables(text), loader: "text" };
      return { contents: adopting(text), loader: "js" };
    });
  },
};

/**
 * Bundles entry points; returns the path of each, and under `needed` the chunks that they import at
 * once, as paths relative to the target.
 */
async function bundle(entryPoints, define, more = {}) {
  const result = await esbuild.build({
    absWorkingDir: resolve(web),
    entryPoints,
    outdir: join(target, "assets"),
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    sourcemap: "linked",
    legalComments: "linked",
    metafile: true,
    logLevel: "warning",
    loader: { ".woff2": "copy", ".svg": "copy", ".png": "copy", ".ico": "copy" },
    define,
    // Pyodide's own, which it imports in Node only.
    external: ["node:*", "ws"],
    plugins: [cutFonts(fromWeb), styleInScript],
    ...more,
  });
  const name = (path) => relative(target, resolve(web, path)).replaceAll("\\", "/");
  const { outputs } = result.metafile;
  const names = {};
  const needed = new Set();
  const need = (path) => {
    for (const { kind, path: chunk } of outputs[path].imports) {
      if (kind !== "import-statement" || needed.has(name(chunk))) continue;
      needed.add(name(chunk));
      need(chunk);
    }
  };
  for (const [path, { entryPoint }] of Object.entries(outputs)) {
    // A chunk that is loaded late has an entry point that was not asked for.
    if (!entryPoints.includes(entryPoint)) continue;
    names[entryPoint] = name(path);
    need(path);
  }
  return { names, needed: [...needed], imports: importsOf(outputs, name) };
}

/** What each output imports, at once and late; what a late part is made from, under `of`. */
function importsOf(outputs, name) {
  const parts = Object.entries(outputs).map(([path, { entryPoint, imports }]) => [
    name(path),
    { of: entryPoint, paths: imports.filter((each) => !each.external).map(({ path }) => name(path)) },
  ]);
  return Object.fromEntries(parts);
}

/** Local files that index.html names, by their paths relative to the web folder. */
function localFiles(html) {
  const loading = /<(?:link|script)\b[^>]*?\b(?:src|href)="([^"#?:]+)"/g;
  const named = [...html.matchAll(loading)].map((match) => match[1]);
  const missing = named.filter((path) => !existsSync(join(web, path)));
  if (missing.length) throw new Error(`web/index.html names ${missing}, not found in web/`);
  return [...new Set(named)];
}

/** Bundles what index.html names: the first script as text, the page in chunks, some of them late. */
async function bundlePage(files, define) {
  const early = await esbuild.build({
    absWorkingDir: resolve(web),
    entryPoints: [EARLY],
    bundle: true,
    format: "iife",
    target: "es2022",
    minify: true,
    logLevel: "warning",
    define,
    write: false,
  });
  // Every chunk is of one version, by its name too.
  const banner = { js: `/* ${define.__BUILD_ID__} */` };
  const chunks = { splitting: true, banner };
  const rest = await bundle(
    files.filter((path) => path !== EARLY),
    define,
    chunks,
  );
  return { ...rest, early: early.outputFiles[0].text.trim() };
}

/** index.html with its first script inside, the names that its files have now, and its chunks preloaded. */
function filled(html, { names, needed, early }) {
  if (!html.includes(EARLY_TAG) || early.includes("</script")) {
    throw new Error(`${EARLY} does not fit into web/index.html`);
  }
  const whole = html.replace(EARLY_TAG, () => `<script>${early}</script>`);
  const page = whole.replaceAll(/\b(src|href)="([^"#?:]+)"/g, (whole, attribute, path) =>
    path in names ? `${attribute}="${names[path]}"` : whole,
  );
  const ahead = needed.map((path) => `    <link rel="modulepreload" href="${path}">\n`);
  return page.replace("  </head>", `${ahead.join("")}  </head>`);
}

async function main() {
  const defines = { __BUILD_ID__: JSON.stringify(buildId) };
  const { files: startFiles, later } = JSON.parse(await readFile(start, "utf8"));
  const { names: workers } = await bundle([WORKER], {
    ...defines,
    __START__: JSON.stringify(startFiles),
    __LATER__: JSON.stringify(later),
  });
  const html = await readFile(join(web, "index.html"), "utf8");
  const page = await bundlePage(localFiles(html), {
    ...defines,
    __WORKER_URL__: JSON.stringify(workers[WORKER]),
  });
  const worker = { path: workers[WORKER], start: Object.values({ ...startFiles, ...later }) };
  await writeFile(join(target, PACKAGED_LIST), JSON.stringify(packagedFiles(page, worker)));
  const teach = await bundle(["teach/teach.js", "teach/teach.css"], {});
  const names = { ...page.names, ...teach.names };
  const withCard = await writePages({ esbuild, web, target, names, siteUrl: siteUrl || null });
  await writeFile(join(target, "index.html"), withCard(filled(html, page)));
  // A service worker has the folder it lies in as its scope, and one name for good.
  const atTop = { outdir: target, entryNames: "[name]", format: "iife", sourcemap: false };
  const define = { "process.env.NODE_ENV": '"production"' };
  await bundle(["service-worker.js"], define, { ...atTop, legalComments: "none" });
  // Other people's pages name it, so its name stays as well.
  const module = { ...atTop, format: "esm", legalComments: "none" };
  await bundle(["anywidget.js"], {}, module);
  // Classic: a page of another origin could load a module only with a CORS header.
  const classic = { ...atTop, legalComments: "none", entryNames: "embed" };
  const made = await load(esbuild, join(web, "embed/generate.js"));
  const packed = Object.values(startFiles).reduce((sum, { bytes }) => sum + bytes, 0);
  const known = {
    __MEGABYTES__: String(Math.ceil(packed / 1e6)),
    __ATTRIBUTES__: JSON.stringify(made.attributes()),
    __LESSONS__: JSON.stringify(made.lessonTitles()),
    __TASK_KEYS__: JSON.stringify(made.taskKeys()),
    __UNITS__: JSON.stringify(units),
  };
  await bundle(["embed/element.js"], known, classic);
  await bundle(["scorm/main.js"], {}, { ...classic, entryNames: "scorm" });
  await writeFile(join(target, "embed.d.ts"), made.declarations());
  await writeFile(join(target, "custom-elements.json"), made.manifest());
}

main().catch((error) => {
  // esbuild has printed its own errors already, with their places.
  if (!error.errors) console.error(error.message);
  process.exitCode = 1;
});
