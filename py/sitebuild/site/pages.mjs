/**
 * Writes the site's plain pages (instructions, presets) and their oEmbed answers by
 * web/teach/render.js, and makes the front page's tags for other sites.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { load } from "./load.mjs";

/** The oEmbed answer of the front page: what it shows at first. */
const FRONT = { path: "", oembed: "oembed/three-kinds.json" };

/**
 * @param {object} site
 * @param {object} site.esbuild
 * @param {string} site.web The folder of the sources. @param {string} site.target That of the site.
 * @param {Record<string, string>} site.names What became of icon.svg, teach/teach.css and teach.js.
 * @param {string | null} site.siteUrl Where the site will be published.
 * @returns {Promise<(html: string) => string>} Puts the tags for cards into a page's head.
 */
export async function writePages({ esbuild, web, target, names, siteUrl }) {
  const { TEXTS, render, cardTags } = await load(esbuild, join(web, "teach", "render.js"));
  const texts = {};
  for (const name of TEXTS) texts[name] = await readFile(join(web, "teach", "pages", name), "utf8");
  const known = {
    site: siteUrl,
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
    const tags = cardTags({ title, description, site: siteUrl, ...FRONT });
    return html
      .replace("</title>", () => `</title>\n    ${tags}`)
      .replace("<!-- published -->", () => (siteUrl ? published(siteUrl) : ""));
  };
}

/** The line for readers of the page as a file: where it is served. @param {string} siteUrl */
function published(siteUrl) {
  const link = new URL(siteUrl).href.replaceAll("&", "&amp;");
  return `<dt>Right now</dt><dd>Use the one that is served at <a href="${link}">${link}</a>.</dd>`;
}
