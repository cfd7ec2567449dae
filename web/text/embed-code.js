/**
 * The code that embeds a recipe into other pages, one function for each form.
 *
 * What to embed. `base` is the URL of the site; `hide` and `lock` list names as the fragment has
 * them. `height`, in CSS pixels, is for the plain frame, which cannot follow its content; `title` is
 * the accessible name and the picture's alternative text. `view` is what opens, by default the Lab.
 * @typedef {Partial<Pick<PageOptions, "route" | "lesson" | "step" | "experiment">>} OpenedView
 * @typedef {{
 *   recipe: Recipe, base: string, view?: OpenedView, hide?: string[], draw?: boolean, lock?: string[],
 *   theme?: "auto" | "light" | "dark", height?: number, title?: string,
 *   task?: TaskTexts | null, pupil?: boolean,
 * }} EmbedSpec
 *
 * @import {Recipe} from "../protocol.js"
 * @import {PageOptions, TaskTexts} from "../recipe/recipe.js"
 */
import { estimatedHeight } from "../recipe/panels.js";
import { allEpochs, field, formatFragment, recipeEntries } from "../recipe/recipe.js";
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
  return address(spec, formatFragment(recipeOf(spec), options(spec)));
}

/** Return the link to the compact page, for a frame. @param {EmbedSpec} spec */
export function frameLink(spec) {
  const page = { ...options(spec), embed: true };
  return address(spec, formatFragment(recipeOf(spec), page));
}

/**
 * Return a plain frame, for platforms that strip scripts. It works under any `sandbox` that has
 * `allow-scripts`. @param {EmbedSpec} spec
 */
export function iframe(spec) {
  const height = spec.height ?? estimatedHeight(spec.hide ?? [], spec.recipe.classes, spec.draw);
  return tag("iframe", [
    ["src", frameLink(spec)],
    ["title", embedTitle(spec)],
    ["width", "100%"],
    ["height", String(height)],
    ["loading", "lazy"],
    ["allow", allowed(spec)],
    // Course sites set `height: auto` for frames, which would win over the attribute.
    ["style", `border: 0; width: 100%; height: ${height}px`],
  ]);
}

/**
 * Return the element, which starts on a click and is as high as its content. The link inside is for
 * readers without scripts, in feeds and in mail. @param {EmbedSpec} spec
 */
export function element(spec) {
  const src = new URL("embed.js", folder(spec)).href;
  // Deferred, so that scripts after it find the element as a module would.
  const script = `<script src="${escapeHtml(src)}" defer></script>`;
  const entries = recipeEntries(recipeOf(spec), options(spec));
  // Without a title the element is named by its attributes.
  if (spec.title) entries.push(["title", spec.title]);
  const inside = `<a href="${escapeHtml(link(spec))}">${linkText(spec)}</a>`;
  const fitting = tag("fitting-room", entries, inside);
  return `${script}\n${fitting}`;
}

/** Return a linked picture and a link, for platforms that strip all HTML. @param {EmbedSpec} spec */
export function markdown(spec) {
  const card = destination(new URL("card.png", folder(spec)).href);
  const page = destination(link(spec));
  return `[![${plain(embedTitle(spec))}](${card})](${page})\n\n[${linkText(spec)}](${page})`;
}

/**
 * Return a MyST directive. Jupyter Book 2 serves a copy of the script, so the model names the site.
 * @param {EmbedSpec} spec
 */
export function myst(spec) {
  const entries = recipeEntries(recipeOf(spec), options(spec));
  const model = { site: folder(spec).href, ...Object.fromEntries(entries) };
  return `:::{anywidget} ${widget(spec)}\n${JSON.stringify(model, null, 2)}\n:::`;
}

/** Return a notebook cell: Python that shows the page and receives the results as traits. @param {EmbedSpec} spec */
export function notebook(spec) {
  const entries = recipeEntries(recipeOf(spec), options(spec));
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
  // A seed may be a word.
  if (typeof value !== "number" || Number.isNaN(Number(text)))
    return `Unicode(${JSON.stringify(text)})`;
  return field(key).type === "float" ? `Float(${text})` : `Int(${text})`;
}

/** @param {EmbedSpec} spec */
function widget(spec) {
  return new URL("anywidget.js", folder(spec)).href;
}

/** Return the title given, or one made of the recipe. @param {EmbedSpec} spec */
export function embedTitle({ recipe, title, view = {} }) {
  if (title) return title;
  const { route, lesson, step, experiment } = view;
  if (route === "lessons" && experiment) return `Fitting Room: experiment ${experiment}`;
  if (route === "lessons")
    return `Fitting Room: lesson ${lesson ?? 1}${step ? `, step ${step}` : ""}`;
  return `Fitting Room: ${shortSummary(recipe)}, ${pluralize(allEpochs(recipe), "epoch")}`;
}

/** Return the words of a link to what is given out. @param {EmbedSpec} spec */
function linkText({ view = {} }) {
  const { route, lesson, experiment } = view;
  if (route !== "lessons") return "Train this network in your browser";
  const which = experiment ? `experiment ${experiment}` : `lesson ${lesson ?? 1}`;
  return `Open ${which} in your browser`;
}

/** What the frame may do: hand on the link, and with the pad, take photographs. @param {EmbedSpec} spec */
function allowed({ draw }) {
  return draw ? "clipboard-write; camera" : "clipboard-write";
}

/** A lesson brings its own networks, and panels of the Lab are not in it. @param {EmbedSpec} spec */
function options(spec) {
  const { hide = [], draw = false, lock = [], theme = "auto", view = {} } = spec;
  const { task = null, pupil = false } = spec;
  if (view.route === "lessons") return { theme, ...view };
  // Without its own option a frame has no pad.
  const hidden = hide.filter((name) => name !== "draw");
  return { hide: hidden, draw, lock, theme, route: view.route, task, pupil };
}

/** @param {EmbedSpec} spec */
function recipeOf({ recipe, view }) {
  return view?.route === "lessons" ? null : recipe;
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

/**
 * @param {string} name @param {[name: string, value: string][]} attributes
 * @param {string} [inside] Markup.
 */
function tag(name, attributes, inside = "") {
  // An empty line in a value would end the tag where it is pasted into Markdown.
  const pairs = attributes.map(
    ([key, value]) => ` ${key}="${escapeHtml(value).replaceAll("\n", "&#10;")}"`,
  );
  return `<${name}${pairs.join("")}>${inside}</${name}>`;
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
