/**
 * What a teacher copies: the text of each way to embed a recipe. Pure functions over what the
 * builder holds; the instruction pages and the README's examples say the same. No DOM.
 *
 * What is embedded. `base` is the address of the site; `hide` and `lock` list names as the fragment
 * has them. `height`, in CSS pixels, is for the plain frame, which cannot follow its content;
 * `title` is read out by screen readers and stands in for the picture.
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

/** To say where `isLoopback`. */
export const LOCAL_ONLY_NOTE =
  "This page is served by your own computer, so nobody else can open what you copy here. Put the site on a web server first.";

/** Whether the site's address means another computer to everybody else. @param {string} base */
export function isLoopback(base) {
  const { hostname } = new URL(base);
  return hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
}

/** The page itself, whole, with these settings. @param {EmbedSpec} spec */
export function link(spec) {
  return address(spec, formatFragment(spec.recipe, options(spec)));
}

/** The page made compact, for a frame. @param {EmbedSpec} spec */
export function frameLink(spec) {
  const page = { ...options(spec), embed: true };
  return address(spec, formatFragment(spec.recipe, page));
}

/**
 * A frame and nothing else: for platforms that strip scripts. It works under any `sandbox` that has
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

/** The element, which starts on a click and is as high as its content. @param {EmbedSpec} spec */
export function element(spec) {
  const script = tag("script", [
    ["type", "module"],
    ["src", new URL("embed.js", folder(spec)).href],
  ]);
  const said = recipeEntries(spec.recipe, options(spec));
  // Without a title it names itself by what its attributes say.
  if (spec.title) said.push(["title", spec.title]);
  const fitting = tag("fitting-room", said);
  return `${script}\n${fitting}`;
}

/** A picture that leads to the page, and a line that does too: for places that strip all HTML. @param {EmbedSpec} spec */
export function markdown(spec) {
  const card = destination(new URL("card.png", folder(spec)).href);
  const page = destination(link(spec));
  return `[![${plain(embedTitle(spec))}](${card})](${page})\n\n[Train this network in your browser](${page})`;
}

/** A directive of MyST, for Jupyter Book 2, which keeps a copy of the script: it has to be told the site. @param {EmbedSpec} spec */
export function myst(spec) {
  const said = recipeEntries(spec.recipe, options(spec));
  const model = { site: folder(spec).href, ...Object.fromEntries(said) };
  return `:::{anywidget} ${widget(spec)}\n${JSON.stringify(model, null, 2)}\n:::`;
}

/** A cell of a notebook: Python that shows the page and gets back what was trained. @param {EmbedSpec} spec */
export function notebook(spec) {
  const said = recipeEntries(spec.recipe, options(spec));
  const traits = said.map(([key, text]) => [key, trait(spec.recipe, key, text)]);
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

/** A setting as a synchronised trait of Python's. @param {Recipe} recipe @param {string} key @param {string} text */
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

/** What it is, in a few words. @param {EmbedSpec} spec */
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
  const written = attributes.map(([key, value]) => ` ${key}="${escapeHtml(value)}"`);
  return `<${name}${written.join("")}></${name}>`;
}

/** Text for an attribute's quotes, or between tags. @param {string} text */
export function escapeHtml(text) {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** Text in Markdown that is nothing but text, on one line. @param {string} text */
function plain(text) {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_[\]<>&!|~$]/g, "\\$&");
}

/** An address between Markdown's parentheses. @param {string} url */
function destination(url) {
  return url.replaceAll("(", "%28").replaceAll(")", "%29");
}
