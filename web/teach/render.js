/**
 * Renders the plain HTML pages at build time: the instructions, and each preset's page and oEmbed
 * response. Code in them has the URL of the published site, or an example; teach.js replaces it by that
 * of the site being read.
 *
 * @typedef {{site: string | null, icon: string, style: string, script: string}} Known Where the
 *   site will be published, if that is known, and the names of its files.
 * @import {Page} from "./contents.js"
 */
import { parseFragment } from "../recipe/recipe.js";
import { escapeHtml } from "../text/embed-code.js";
import { answers } from "./answers.js";
import { INDEX, PARTS } from "./contents.js";
import { EXAMPLES } from "./examples.js";
import { cardTags, oembed } from "./head.js";
import layout from "./layout.html";
import presetLayout from "./preset.html";
import { PRESETS } from "./presets.js";

export { cardTags };

const SOMEWHERE = "https://example.edu/fitting-room/";
const PAGES = [INDEX, ...PARTS.flatMap(({ pages }) => pages)];

/** Names of the texts in pages/. */
export const TEXTS = PAGES.map(({ file }) => `${file}.html`);

/**
 * All pages, by their paths in the site.
 * @param {Record<string, string>} texts The contents of pages/, by file name. @param {Known} known
 * @returns {Record<string, string>}
 */
export function render(texts, known) {
  /** @type {Record<string, string>} */
  const files = {};
  for (const page of PAGES) {
    files[`teach/${page.file}.html`] = instructions(page, texts[`${page.file}.html`], known);
  }
  for (const preset of PRESETS) {
    files[`preset/${preset.name}/index.html`] = presetPage(preset, known);
    if (!known.site || !preset.embeds) continue;
    const { recipe } = parseFragment(preset.fragment);
    files[oembedPath(preset)] = oembed({ recipe, title: preset.title, site: known.site });
  }
  return files;
}

/** @param {Page} page @param {string} text @param {Known} known */
function instructions(page, text, known) {
  const path = `teach/${page.file}.html`;
  const { title, lead } = page;
  return fill(layout, {
    ...known,
    file: page.file,
    title: escapeHtml(title),
    lead: escapeHtml(lead),
    description: escapeHtml(lead),
    tags: cardTags({ title: `${title} · Fitting Room`, description: lead, path, site: known.site }),
    content: withLists(withCode(text, known.site ?? SOMEWHERE)),
    contents: contents(page),
    next: next(page),
  });
}

/** @param {import("./presets.js").Preset} preset @param {Known} known */
function presetPage(preset, known) {
  const { title, description, fragment } = preset;
  const path = `preset/${preset.name}/`;
  const oembedUrl = preset.embeds ? oembedPath(preset) : undefined;
  return fill(presetLayout, {
    ...known,
    title: escapeHtml(title),
    description: escapeHtml(description),
    fragment: escapeHtml(fragment),
    tags: cardTags({ title, description, path, site: known.site, oembed: oembedUrl }),
  });
}

/** @param {import("./presets.js").Preset} preset */
function oembedPath(preset) {
  return `oembed/${preset.name}.json`;
}

/** Fill each figure with the example it names. @param {string} text @param {string} base */
function withCode(text, base) {
  return text.replaceAll(
    /<figure data-example="([\w-]+)">(.*?)<\/figure>/gs,
    (_, name, caption) => {
      if (!EXAMPLES[name]) throw new Error(`There is no example called ${name}`);
      const code = `<pre tabindex="0"><code>${escapeHtml(EXAMPLES[name](base))}</code></pre>`;
      return `<figure class="code" data-example="${name}">${caption}${code}</figure>`;
    },
  );
}

/** Fill in the lists of platforms and presets. @param {string} text */
function withLists(text) {
  const platforms = PARTS.map(
    ({ title, pages }) => `<h2>${title}</h2>\n<ul class="cards">${pages.map(card).join("")}</ul>`,
  );
  const presets = PRESETS.map(
    ({ name, title, description }) =>
      `<li><a href="../preset/${name}/">${escapeHtml(title)}</a><span>${escapeHtml(description)}</span></li>`,
  );
  return fill(text, {
    answers: answers(),
    platforms: platforms.join("\n"),
    presets: `<ul class="presets">${presets.join("\n")}</ul>`,
  });
}

/** @param {Page} page */
function card({ file, short, lead }) {
  return `<li><a href="${file}.html">${escapeHtml(short)}</a><span>${escapeHtml(lead)}</span></li>`;
}

/** @param {Page} here */
function contents(here) {
  const parts = [{ title: "", pages: [INDEX] }, ...PARTS];
  return parts
    .map(({ title, pages }) => {
      const links = pages.map(({ file, short }) => {
        const current = file === here.file ? ' aria-current="page"' : "";
        return `<li><a href="${file}.html"${current}>${escapeHtml(short)}</a></li>`;
      });
      return `${title && `<h2>${title}</h2>`}<ul>${links.join("")}</ul>`;
    })
    .join("\n");
}

/** @param {Page} page */
function next(page) {
  const following = PAGES[PAGES.indexOf(page) + 1];
  if (page === INDEX || !following) return "";
  return `<p class="next">Next: <a href="${following.file}.html">${escapeHtml(following.short)}</a></p>`;
}

/** @param {string} text @param {Record<string, string | null>} values */
function fill(text, values) {
  return text.replaceAll(/{{([a-z]+)}}/g, (whole, name) => values[name] ?? whole);
}
