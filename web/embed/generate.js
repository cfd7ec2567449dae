/**
 * What the build makes of the recipe's table for the element: its script's attributes, its types for
 * TypeScript (embed.d.ts), its manifest for editors and catalogues (custom-elements.json).
 *
 * @import {Field} from "../recipe/validate.js"
 */

import table from "../../py/fittingroom/app/recipe.json";
import { LESSONS } from "../lessons/index.js";
import { RENAMED } from "./properties.js";

/** Keys of the page that a frame has no use for, or that the element sets itself. */
const NOT_ATTRIBUTES = ["run", "embed"];
/** @type {Record<string, string>} */
const TYPES = { int: "number", float: "number", bool: "boolean" };
/** Types of settings that are no text in a recipe. @type {Record<string, string>} */
const VALUES = {
  layers: "{ units: number; activation: string | null }[]",
  more: "{ epochs: number; lr: number | null }[]",
  stop: '{ metric: string; op: "<" | ">"; value: number } | null',
};
/** @type {Record<string, string>} */
const ABOUT = {
  view: "What opens: the Lab, its program as code, or the lessons.",
  lesson: "Which of the lessons, with view=lessons.",
  step: "A step of the lesson, shown with the ones that it builds on folded away.",
  experiment: "An experiment of the lessons, shown alone, with view=lessons.",
  match: "Fingerprint that a run should have; the page says whether it has.",
  theme: "Colours of poster and page. auto follows the course page or the device.",
  hide: "Panels to leave out, with commas between them.",
  draw: "Whether the pad for a picture of one's own is there, and open.",
  lock: "Settings that stand fixed, with commas between them, or all. Guidance, not security.",
  lang: "Language of the page.",
  ask: "A task, as plain text of at most 500 characters.",
  goal: "Its conditions, with commas between them: test_accuracy>0.85,params<50000.",
  hint: "Its hints, with | between them; they are shown one by one.",
  tries: "How many runs count.",
  predict: "Whether the expected test accuracy is to be written down before the first run.",
  autostart: "Start by itself once it comes near the viewport.",
};
/** @type {Record<string, string>} */
const METHODS = {
  fit: "Trains, and opens the page for it where that is still to do.",
  stop: "Ends the run under way.",
  reset: "Back to the settings that the attributes say, without results.",
};
/** The type of an event's `detail`, and what the event means. @type {Record<string, [string, string]>} */
const EVENTS = {
  ready: ["Record<string, never>", "Python is ready."],
  epoch: ["{ epoch: number; epochs: number; logs: Logs }", "An epoch, from 0, has ended."],
  done: [
    "{ history: Record<string, number[]>; evaluation: Evaluation; " +
      "fingerprint: string | null; seconds: number; recipe: Recipe }",
    "A run has ended and was evaluated.",
  ],
  task: [
    "{ goals: { text: string; met: boolean; value: number | null }[]; met: boolean; " +
      "tries: number; code: string | null }",
    "A condition of the task has changed, a try was counted or there is a code.",
  ],
  goal: [
    "{ text: string; met: boolean; value: number | null }",
    "One condition of the task has come true, or is true no more.",
  ],
  xapi: [
    "{ statement: Record<string, unknown> }",
    "What is done of a task, as an xAPI statement without its actor.",
  ],
  failed: ["{ code: string; message: string }", "Something went wrong; the page says what."],
};

const ROWS = /** @type {Field[]} */ ([...table.fields, ...table.page, ...table.task]).filter(
  ({ key }) => !NOT_ATTRIBUTES.includes(key),
);

/** The titles of the lessons, for the poster. */
export function lessonTitles() {
  return LESSONS.map(({ title }) => title);
}

/** The attributes that make a task; its seed may as well. */
export function taskKeys() {
  return table.task.map(({ key }) => key);
}

/** The script's attributes: their type in JavaScript, and the default as text, where there is one. */
export function attributes() {
  const described = (/** @type {Field} */ row) =>
    [type(row), usual(row)].filter((each) => each !== null);
  return Object.fromEntries(ROWS.map((row) => [row.key, described(row)]));
}

/** The text of `embed.d.ts`. */
export function declarations() {
  const events = Object.entries(EVENTS).map(
    ([name, [detail, about]]) => `  /** ${about} */\n  ${name}: CustomEvent<${detail}>;`,
  );
  const properties = ROWS.filter(({ key }) => key !== "lang").map(
    (row) =>
      `  /** ${description(row)} */\n` +
      `  get ${property(row.key)}(): ${readType(row)};\n` +
      `  set ${property(row.key)}(value: ${writtenType(row)});`,
  );
  const methods = Object.entries(METHODS).map(([name, about]) =>
    name in RENAMED
      ? `  /** ${about} */\n  get ${name}(): () => void;\n` +
        "  /** As the attribute, for frameworks that set what they find. */\n" +
        `  set ${name}(value: string | null);`
      : `  /** ${about} */\n  ${name}(): void;`,
  );
  return `\
// Types of <fitting-room>, made from the recipe's table.

/** Keras's keys. */
export type Logs = {
  loss?: number;
  accuracy?: number;
  val_loss?: number;
  val_accuracy?: number;
};
/** \`confusion[true][predicted]\` counts test pictures. */
export type Evaluation = {
  loss: number;
  accuracy: number;
  samples: number;
  correct: number;
  confusion: number[][];
  seconds: number;
};

/** The settings of the run, under the attributes' names. */
export type Recipe = {
${recipeTypes().join("\n")}
};

export interface FittingRoomEvents {
${events.join("\n")}
}

/** Setting \`null\` takes the attribute away. The script defines the element and exports nothing. */
export interface FittingRoom extends HTMLElement {
${properties.join("\n")}
  /** ${ABOUT.autostart} */
  autostart: boolean;
${methods.join("\n")}
  addEventListener<K extends keyof FittingRoomEvents>(
    type: K,
    listener: (this: FittingRoom, event: FittingRoomEvents[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: FittingRoom, event: HTMLElementEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "fitting-room": FittingRoom;
  }
}
`;
}

/** The fields of a run's recipe. */
function recipeTypes() {
  const fields = /** @type {Field[]} */ (table.fields);
  return fields.map((row) => `  ${row.key}: ${VALUES[row.key] ?? readType(row)};`);
}

/** The text of `custom-elements.json`. */
export function manifest() {
  const known = [...ROWS.map(manifestAttribute), autostart()];
  const fields = known.map(({ name, fieldName, description, type }) => ({
    kind: "field",
    name: fieldName,
    attribute: name,
    description,
    type,
  }));
  const methods = Object.entries(METHODS).map(([name, about]) => ({
    kind: "method",
    name,
    description: about,
  }));
  const events = Object.entries(EVENTS).map(([name, [detail, about]]) => ({
    name,
    description: about,
    type: { text: `CustomEvent<${detail}>` },
  }));
  const element = {
    kind: "class",
    customElement: true,
    name: "FittingRoom",
    tagName: "fitting-room",
    description: "Trains a neural network on pictures of clothes inside another page.",
    superclass: { name: "HTMLElement" },
    attributes: known,
    members: [...fields, ...methods],
    events,
  };
  const definition = {
    kind: "custom-element-definition",
    name: "fitting-room",
    declaration: { name: "FittingRoom", module: "embed.js" },
  };
  const module = {
    kind: "javascript-module",
    path: "embed.js",
    declarations: [element],
    exports: [definition],
  };
  return `${JSON.stringify({ schemaVersion: "2.1.0", modules: [module] }, null, 1)}\n`;
}

/** @param {Field} row */
function manifestAttribute(row) {
  const text = usual(row);
  return {
    name: row.key,
    fieldName: property(row.key),
    description: description(row),
    type: { text: readType(row) },
    ...(text !== null && { default: JSON.stringify(text) }),
  };
}

function autostart() {
  return {
    name: "autostart",
    fieldName: "autostart",
    default: "false",
    description: ABOUT.autostart,
    type: { text: "boolean" },
  };
}

/** The name of the property of an attribute. @param {string} key */
function property(key) {
  return RENAMED[key] ?? key;
}

/** The type in JavaScript. @param {Field} row */
function type({ type, choices }) {
  return type === "choice" ? typeof choices?.[0] : (TYPES[type] ?? "string");
}

/** A default as the text of the attribute. @param {Field} row @returns {string | null} */
function usual({ type, default: value }) {
  if (type === "layers") return value.map((/** @type {any} */ { units }) => units).join();
  if (typeof value === "boolean") return `${+value}`;
  return value === null || value.length === 0 ? null : `${value}`;
}

/** The type that a property has when it is read, in TypeScript. @param {Field} row */
function readType(row) {
  const choices = row.type === "choice" ? row.choices : undefined;
  const known = choices?.map((choice) => JSON.stringify(choice)).join(" | ") ?? type(row);
  return usual(row) === null ? `${known} | null` : known;
}

/** The type that it may be set to. @param {Field} row */
function writtenType(row) {
  return type(row) === "string" ? "string | null" : `${type(row)} | string | null`;
}

/** @param {Field} row */
function description({ key, help }) {
  const about = help || ABOUT[key];
  return key === "seed" ? `${about} With pupil it is made of the pupil's name.` : about;
}
