/**
 * Open Graph tags and oEmbed responses, by which other sites show a link as a card or a frame. Both need
 * absolute URLs: without `site`, where this copy will be published, the card's is relative and there is
 * no oEmbed.
 *
 * @import {Recipe} from "../protocol.js"
 * @typedef {{title: string, description: string, path: string, site: string | null,
 *   oembed?: string}} Shown A page's metadata; `path` and `oembed` are relative to the site.
 */
import { estimatedHeight } from "../recipe/panels.js";
import { escapeHtml, iframe } from "../text/embed-code.js";

const CARD = { file: "card.png", width: 1200, height: 630 };
const ALT = "Pictures of clothes, what a network takes them for, and how its accuracy grew.";
const NAME = "Fitting Room";
/** The width reported by oEmbed, in CSS pixels; the frame may be narrower. */
const WIDTH = 960;

/** @param {Shown} shown */
export function cardTags({ title, description, path, site, oembed }) {
  const card = site ? new URL(CARD.file, site).href : `${upTo(path)}${CARD.file}`;
  /** @type {[string, string][]} */
  const properties = [
    ["og:type", "website"],
    ["og:site_name", NAME],
    ["og:title", title],
    ["og:description", description],
    ...(site ? /** @type {[string, string][]} */ ([["og:url", new URL(path, site).href]]) : []),
    ["og:image", card],
    ["og:image:width", String(CARD.width)],
    ["og:image:height", String(CARD.height)],
    ["og:image:alt", ALT],
  ];
  const tags = properties.map(
    ([property, content]) => `<meta property="${property}" content="${escapeHtml(content)}">`,
  );
  tags.push('<meta name="twitter:card" content="summary_large_image">');
  if (site && oembed) {
    const href = escapeHtml(new URL(oembed, site).href);
    const about = escapeHtml(title);
    tags.push(
      `<link rel="alternate" type="application/json+oembed" href="${href}" title="${about}">`,
    );
  }
  return tags.join("\n    ");
}

/**
 * Return an oEmbed response. Reference: the oEmbed specification, section 2.3.4.4, "rich".
 * @param {{recipe: Recipe, title: string, site: string}} shown
 */
export function oembed({ recipe, title, site }) {
  const height = estimatedHeight([], recipe.classes);
  const response = {
    type: "rich",
    version: "1.0",
    title,
    provider_name: NAME,
    provider_url: site,
    thumbnail_url: new URL(CARD.file, site).href,
    thumbnail_width: CARD.width,
    thumbnail_height: CARD.height,
    width: WIDTH,
    height,
    html: iframe({ recipe, base: site, height, title: `${NAME}: ${title}` }),
  };
  return `${JSON.stringify(response, null, 1)}\n`;
}

/** Return the relative path from a page to the site's folder. @param {string} path */
export function upTo(path) {
  return "../".repeat(path.split("/").length - 1);
}
