/**
 * The code that embeds a recipe into other pages, one function for each form.
 *
 * What to embed. `base` is the URL of the site; `hide` and `lock` list names as the fragment has
 * them. `height`, in CSS pixels, is for the plain frame, which cannot follow its content; `title` is
 * the accessible name and the picture's alternative text.
 * @typedef {{
 *   recipe: Recipe, base: string, hide?: string[], lock?: string[],
 *   theme?: "auto" | "light" | "dark", height?: number, title?: string,
 * }} EmbedSpec
 *
 * @import {Recipe} from "../protocol.js"
 */
import { estimatedHeight } from "../recipe/panels.js";
import { field, formatFragment, recipeEntries } from "../recipe/recipe.js";
import { pluralize } from "./format.js";
import { shortSummary } from "./recipe-summary.js";

/** To show where `isLoopback`. */
export const LOCAL_ONLY_NOTE =
  "This page is served by your own computer, so nobody else can open what you copy here. Put the site on a web server first.";

/** Return whether the site's URL is that of this computer, for each reader their own. @param {string} base */
export function isLoopback(base) {
  const { hostname } = new URL(base);
  return hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
}

/** Return the link to the whole page with these settings. @param {EmbedSpec} spec */
export function link(spec) {
  return address(spec, formatFragment(spec.recipe, options(spec)));
}

/** Return the link to the compact page, for a frame. @param {EmbedSpec} spec */
export function frameLink(spec) {
  const page = { ...options(spec), embed: true };
  return address(spec, formatFragment(spec.recipe, page));
}

/**
 * Return a plain frame, for platforms that strip scripts. It works under any `sandbox` that has
 * `allow-scripts`. @param {EmbedSpec} spec
 */
export function iframe(spec) {
  return tag("iframe", [
    ["src", frameLink(spec)],
    ["title", embedTitle(spec)],
    ["width", "100%"],
    ["height", String(spec.height ?? estimatedHeight(spec.hide ?? []))],
    ["loading", "lazy"],
    ["style", "border: 0"],
  ]);
}

/** Return the element, which starts on a click and is as high as its content. @param {EmbedSpec} spec */
export function element(spec) {
  const src = new URL("embed.js", folder(spec)).href;
  // Deferred, so that scripts after it find the element as a module would.
  const script = `<script src="${escapeHtml(src)}" defer></script>`;
  const entries = recipeEntries(spec.recipe, options(spec));
  // Without a title the element is named by its attributes.
  if (spec.title) entries.push(["title", spec.title]);
  const fitting = tag("fitting-room", entries);
  return `${script}\n${fitting}`;
}

/** Return a linked picture and a link, for platforms that strip all HTML. @param {EmbedSpec} spec */
export function markdown(spec) {
  const card = destination(new URL("card.png", folder(spec)).href);
  const page = destination(link(spec));
  return `[![${plain(embedTitle(spec))}](${card})](${page})\n\n[Train this network in your browser](${page})`;
}

/**
 * Return a MyST directive. Jupyter Book 2 serves a copy of the script, so the model names the site.
 * @param {EmbedSpec} spec
 */
export function myst(spec) {
  const entries = recipeEntries(spec.recipe, options(spec));
  const model = { site: folder(spec).href, ...Object.fromEntries(entries) };
  return `:::{anywidget} ${widget(spec)}\n${JSON.stringify(model, null, 2)}\n:::`;
}

/** Return a notebook cell: Python that shows the page and receives the results as traits. @param {EmbedSpec} spec */
export function notebook(spec) {
  const entries = recipeEntries(spec.recipe, options(spec));
  const traits = entries.map(([key, text]) => [key, trait(spec.recipe, key, text)]);
  const results = [
    ["history", "Dict()"],
    ["evaluation", "Dict()"],
    ["fingerprint", "Unicode()"],
  ];
  const lines = [...traits, ...results].map(
    ([key, type]) => `    ${key} = traitlets.${type}.tag(sync=True)`,
  );
  return `import anywidget, traitlets

class FittingRoom(anywidget.AnyWidget):
    _esm = ${JSON.stringify(widget(spec))}
${lines.join("\n")}

room = FittingRoom()
room`;
}

/** Return the traitlets type of a setting. @param {Recipe} recipe @param {string} key @param {string} text */
function trait(recipe, key, text) {
  const value = recipe[/** @type {keyof Recipe} */ (key)];
  if (typeof value === "boolean") return `Bool(${value ? "True" : "False"})`;
  if (typeof value !== "number") return `Unicode(${JSON.stringify(text)})`;
  return field(key).type === "float" ? `Float(${text})` : `Int(${text})`;
}

/** @param {EmbedSpec} spec */
function widget(spec) {
  return new URL("anywidget.js", folder(spec)).href;
}

/** Return the title given, or one made of the recipe. @param {EmbedSpec} spec */
export function embedTitle({ recipe, title }) {
  return title || `Fitting Room: ${shortSummary(recipe)}, ${pluralize(recipe.epochs, "epoch")}`;
}

/** @param {EmbedSpec} spec */
function options({ hide = [], lock = [], theme = "auto" }) {
  return { hide, lock, theme };
}

/** @param {EmbedSpec} spec @param {string} fragment */
function address(spec, fragment) {
  const url = folder(spec);
  url.hash = fragment;
  return url.href;
}

/** @param {EmbedSpec} spec */
function folder({ base }) {
  return new URL(".", base);
}

/** @param {string} name @param {[name: string, value: string][]} attributes */
function tag(name, attributes) {
  const pairs = attributes.map(([key, value]) => ` ${key}="${escapeHtml(value)}"`);
  return `<${name}${pairs.join("")}></${name}>`;
}

/** Escape text for an attribute's value or between tags. @param {string} text */
export function escapeHtml(text) {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** Escape text for Markdown, on one line. @param {string} text */
function plain(text) {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_[\]<>&!|~$]/g, "\\$&");
}

/** Escape a URL for Markdown's parentheses. @param {string} url */
function destination(url) {
  return url.replaceAll("(", "%28").replaceAll(")", "%29");
}
