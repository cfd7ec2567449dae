/**
 * Writes the site's plain pages (instructions, presets) and their oEmbed answers, as
 * web/teach/render.js has them, and tells the front page what to say of itself to other sites.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** The answer to those who ask for the front page as a frame: what it shows at first. */
const FRONT = { path: "", oembed: "oembed/three-kinds.json" };

/**
 * @param {object} site
 * @param {object} site.esbuild
 * @param {string} site.web The folder of the sources. @param {string} site.target That of the site.
 * @param {Record<string, string>} site.names What became of icon.svg, teach/teach.css and teach.js.
 * @param {string | null} site.address Where the site will be published.
 * @returns {Promise<(html: string) => string>} Puts the tags for cards into a page's head.
 */
export async function writePages({ esbuild, web, target, names, address }) {
  const { TEXTS, render, cardTags } = await load(esbuild, join(web, "teach", "render.js"));
  const texts = {};
  for (const name of TEXTS) texts[name] = await readFile(join(web, "teach", "pages", name), "utf8");
  const known = {
    site: address,
    icon: names["icon.svg"],
    style: names["teach/teach.css"],
    script: names["teach/teach.js"],
  };
  for (const [path, content] of Object.entries(render(texts, known))) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    await writeFile(join(target, path), content);
  }
  return (html) => {
    const [, title] = /<title>(.*?)<\/title>/.exec(html);
    const [, description] = /<meta name="description" content="(.*?)">/.exec(html);
    const tags = cardTags({ title, description, site: address, ...FRONT });
    return html
      .replace("</title>", () => `</title>\n    ${tags}`)
      .replace("<!-- published -->", () => (address ? published(address) : ""));
  };
}

/** For who has the front page as a file: where it is served. @param {string} address */
function published(address) {
  const link = new URL(address).href.replaceAll("&", "&amp;");
  return `<dt>Right now</dt><dd>Use the one that is served at <a href="${link}">${link}</a>.</dd>`;
}

/** A module of the page's, with what it imports, in this Node. */
async function load(esbuild, path) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    loader: { ".html": "text" },
    logLevel: "warning",
  });
  const code = Buffer.from(outputFiles[0].contents).toString("base64");
  return import(`data:text/javascript;base64,${code}`);
}
