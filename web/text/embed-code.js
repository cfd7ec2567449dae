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
 * }} Embedding
 *
 * @import {Recipe} from "../protocol.js"
 */
import { estimatedHeight } from "../page/panels.js";
import { field, formatFragment, spelled } from "../recipe/recipe.js";
import { counted } from "./format.js";
import { gist } from "./recipe-summary.js";

/** To say where `onThisComputer`. */
export const NOBODY_ELSE =
  "This page is served by your own computer, so nobody else can open what you copy here. Put the site on a web server first.";

/** Whether the site's address means another computer to everybody else. @param {string} base */
export function onThisComputer(base) {
  const { hostname } = new URL(base);
  return hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
}

/** The page itself, whole, with these settings. @param {Embedding} embedding */
export function link(embedding) {
  return address(embedding, formatFragment(embedding.recipe, options(embedding)));
}

/** The page made compact, for a frame. @param {Embedding} embedding */
export function frameLink(embedding) {
  const page = { ...options(embedding), embed: true };
  return address(embedding, formatFragment(embedding.recipe, page));
}

/**
 * A frame and nothing else: for platforms that strip scripts. It works under any `sandbox` that has
 * `allow-scripts`. @param {Embedding} embedding
 */
export function iframe(embedding) {
  return tag("iframe", [
    ["src", frameLink(embedding)],
    ["title", titleOf(embedding)],
    ["width", "100%"],
    ["height", String(embedding.height ?? estimatedHeight(embedding.hide ?? []))],
    ["loading", "lazy"],
    ["style", "border: 0"],
  ]);
}

/** The element, which starts on a click and is as high as its content. @param {Embedding} embedding */
export function element(embedding) {
  const address = new URL("embed.js", folder(embedding)).href;
  // Deferred, so that scripts after it find the element as a module would.
  const script = `<script src="${escapeHtml(address)}" defer></script>`;
  const said = spelled(embedding.recipe, options(embedding));
  // Without a title it names itself by what its attributes say.
  if (embedding.title) said.push(["title", embedding.title]);
  const fitting = tag("fitting-room", said);
  return `${script}\n${fitting}`;
}

/** A picture that leads to the page, and a line that does too: for places that strip all HTML. @param {Embedding} embedding */
export function markdown(embedding) {
  const card = destination(new URL("card.png", folder(embedding)).href);
  const page = destination(link(embedding));
  return `[![${plain(titleOf(embedding))}](${card})](${page})\n\n[Train this network in your browser](${page})`;
}

/** A directive of MyST, for Jupyter Book 2, which keeps a copy of the script: it has to be told the site. @param {Embedding} embedding */
export function myst(embedding) {
  const said = spelled(embedding.recipe, options(embedding));
  const model = { site: folder(embedding).href, ...Object.fromEntries(said) };
  return `:::{anywidget} ${widget(embedding)}\n${JSON.stringify(model, null, 2)}\n:::`;
}

/** A cell of a notebook: Python that shows the page and gets back what was trained. @param {Embedding} embedding */
export function notebook(embedding) {
  const said = spelled(embedding.recipe, options(embedding));
  const traits = said.map(([key, text]) => [key, trait(embedding.recipe, key, text)]);
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
    _esm = ${JSON.stringify(widget(embedding))}
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

/** @param {Embedding} embedding */
function widget(embedding) {
  return new URL("anywidget.js", folder(embedding)).href;
}

/** What it is, in a few words. @param {Embedding} embedding */
export function titleOf({ recipe, title }) {
  return title || `Fitting Room: ${gist(recipe)}, ${counted(recipe.epochs, "epoch")}`;
}

/** @param {Embedding} embedding */
function options({ hide = [], lock = [], theme = "auto" }) {
  return { hide, lock, theme };
}

/** @param {Embedding} embedding @param {string} fragment */
function address(embedding, fragment) {
  const url = folder(embedding);
  url.hash = fragment;
  return url.href;
}

/** @param {Embedding} embedding */
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
