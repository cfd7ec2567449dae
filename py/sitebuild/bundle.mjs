/**
 * Bundles the front end with esbuild: the worker first, then the page, which is told its name.
 *
 * node bundle.mjs WEB_FOLDER TARGET_FOLDER BUILD_ID START ATTRIBUTES: writes assets/, index.html,
 * service-worker.js and embed.js. START is the list of the quick start's files, ATTRIBUTES what the
 * element for other pages knows of its attributes, as JSON.
 */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";

const [web, target, buildId, start, attributes] = process.argv.slice(2);
const esbuild = createRequire(join(web, "package.json"))("esbuild");

/** Fontsource lists a face per script; the site ships the latin ones. */
const latinOnly = {
  name: "latin-only",
  setup(build) {
    build.onLoad({ filter: /@fontsource-variable[\\/].*\.css$/ }, async ({ path }) => {
      const faces = (await readFile(path, "utf8")).match(/@font-face\s*{[^}]*}/g) ?? [];
      const latin = faces.filter((face) => /-latin-(?!ext)[^/]*\.woff2/.test(face));
      return { contents: latin.join("\n"), loader: "css" };
    });
  },
};

/** The element brings its style along as text. */
const styleAsText = {
  name: "style-as-text",
  setup(build) {
    build.onLoad({ filter: /embed[\\/].*\.css$/ }, async ({ path }) => {
      const style = await readFile(path, "utf8");
      const { code } = await esbuild.transform(style, { loader: "css", minify: true });
      return { contents: code, loader: "text" };
    });
  },
};

/** Bundle some entry points; returns where each one went, as paths relative to the target. */
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
    plugins: [latinOnly],
    ...more,
  });
  const names = {};
  for (const [path, { entryPoint }] of Object.entries(result.metafile.outputs)) {
    const absolute = resolve(web, path);
    if (entryPoint) names[entryPoint] = relative(target, absolute).replaceAll("\\", "/");
  }
  return names;
}

/** Local files that index.html names, by their paths relative to the web folder. */
function localFiles(html) {
  const named = [...html.matchAll(/\b(?:src|href)="([^"#?:]+)"/g)].map((match) => match[1]);
  const missing = named.filter((path) => !existsSync(join(web, path)));
  if (missing.length) throw new Error(`web/index.html names ${missing}, not found in web/`);
  return [...new Set(named)];
}

async function main() {
  const defines = { __BUILD_ID__: JSON.stringify(buildId) };
  const { files: startFiles, later } = JSON.parse(await readFile(start, "utf8"));
  const { "worker.js": worker } = await bundle(["worker.js"], {
    ...defines,
    __START__: JSON.stringify(startFiles),
    __LATER__: JSON.stringify(later),
  });
  const html = await readFile(join(web, "index.html"), "utf8");
  const files = localFiles(html);
  const more = { ...defines, __WORKER_URL__: JSON.stringify(worker) };
  // Only what main.js imports lazily is a file of its own; the others share no chunk with it, so that
  // each comes with one request.
  const others = await bundle(
    files.filter((file) => file !== "main.js"),
    more,
  );
  const names = { ...others, ...(await bundle(["main.js"], more, { splitting: true })) };
  const page = html.replaceAll(/\b(src|href)="([^"#?:]+)"/g, (whole, attribute, path) =>
    files.includes(path) ? `${attribute}="${names[path]}"` : whole,
  );
  await writeFile(join(target, "index.html"), page);
  // A service worker has the folder it lies in as its scope, and one name for good.
  const atTop = { outdir: target, entryNames: "[name]", format: "iife", sourcemap: false };
  const define = { "process.env.NODE_ENV": '"production"' };
  await bundle(["service-worker.js"], define, { ...atTop, legalComments: "none" });
  // Other people's pages name it, so its name stays as well.
  await bundle(
    ["embed/element.js"],
    { __ATTRIBUTES__: attributes },
    { ...atTop, entryNames: "embed", format: "esm", legalComments: "none", plugins: [styleAsText] },
  );
}

main().catch((error) => {
  // What esbuild found wrong it has printed already, with the place.
  if (!error.errors) console.error(error.message);
  process.exitCode = 1;
});
