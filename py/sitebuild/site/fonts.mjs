/**
 * Cuts the page's fonts to what it uses of them, for esbuild: a URL of a font may end in
 * `?wght=400:700&features=kern,mark`, the weights (one, or from:to) and OpenType features to keep.
 */
import { readFile } from "node:fs/promises";

const NAMESPACE = "cut-font";
/** Every character that a font may have: they hold one script as they come. */
const CHARACTERS = Array.from({ length: 0xd800 }, (_, code) => String.fromCharCode(code)).join("");

/** @param {NodeRequire} require Of the web folder. */
export function cutFonts(require) {
  return {
    name: "cut-fonts",
    setup(build) {
      build.onResolve({ filter: /\.woff2\?/ }, ({ path }) => {
        const [name, query] = path.split("?");
        const wanted = new URLSearchParams(query);
        const cutName = name.replace("wght", wanted.get("wght").replace(":", "-"));
        return { path: cutName, namespace: NAMESPACE, pluginData: { font: require.resolve(name), wanted } };
      });
      build.onLoad({ filter: /./, namespace: NAMESPACE }, async ({ pluginData: { font, wanted } }) => {
        return { contents: await cut(require, await readFile(font), wanted), loader: "copy" };
      });
    },
  };
}

/** @param {Buffer} font @param {URLSearchParams} wanted */
async function cut(require, font, wanted) {
  const [min, max] = wanted.get("wght").split(":").map(Number);
  return require("subset-font")(font, CHARACTERS, {
    targetFormat: "woff2",
    variationAxes: { wght: max ? { min, max } : min },
    keepFeatures: wanted.get("features").split(","),
  });
}
