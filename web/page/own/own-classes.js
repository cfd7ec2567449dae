/**
 * A learner's own set of pictures as plain values, and what each change makes of it. Nothing here is
 * changed in place: an earlier set is all that Undo needs.
 *
 * A picture: 784 `pixels`, and its `place`: 0 where the seed decides, 1 for training, 2 for the test.
 * @typedef {{pixels: Uint8Array, place: number}} OwnPicture
 * @typedef {{name: string, pictures: OwnPicture[]}} OwnClass
 *
 * Pictures `at` their positions in a class.
 * @typedef {(
 *   | {type: "class", name: string}
 *   | {type: "rename", index: number, name: string}
 *   | {type: "drop-class", index: number}
 *   | {type: "put", name: string, pictures: OwnPicture[]}
 *   | {type: "delete", index: number, at: number[]}
 *   | {type: "move", index: number, at: number[], to: number}
 *   | {type: "invert", index: number, at: number[] | null}
 * )} SetChange
 */

export const MOST_CLASSES = 20;
export const MOST_PICTURES = 60_000;
export const LONGEST_NAME = 40;
export const PIXELS = 784;

/** Return how many pictures a set has. @param {OwnClass[]} classes */
export function countPictures(classes) {
  return classes.reduce((sum, { pictures }) => sum + pictures.length, 0);
}

/**
 * Return what a change makes of a set, or why it cannot be.
 * @param {OwnClass[]} classes @param {SetChange} change
 * @returns {{classes: OwnClass[], problem?: undefined} | {problem: string}}
 */
export function changed(classes, change) {
  switch (change.type) {
    case "class":
      return withClass(classes, change.name);
    case "rename":
      return renamed(classes, change.index, change.name);
    case "drop-class":
      return { classes: classes.filter((_, i) => i !== change.index) };
    case "put":
      return withPictures(classes, change.name, change.pictures);
    case "delete":
      return { classes: without(classes, change.index, change.at) };
    case "move": {
      const moved = change.at.map((i) => classes[change.index].pictures[i]);
      const rest = without(classes, change.index, change.at);
      return { classes: replaced(rest, change.to, (there) => [...there, ...moved]) };
    }
    case "invert": {
      const chosen = change.at && new Set(change.at);
      const invert = (/** @type {OwnPicture} */ { pixels, place }) => {
        return { place, pixels: pixels.map((value) => 255 - value) };
      };
      return {
        classes: replaced(classes, change.index, (there) =>
          there.map((picture, i) => (!chosen || chosen.has(i) ? invert(picture) : picture)),
        ),
      };
    }
  }
}

/** @param {OwnClass[]} classes @param {string} given */
function withClass(classes, given) {
  const name = given.trim().slice(0, LONGEST_NAME);
  const problem = nameProblem(classes, name);
  if (problem) return { problem };
  if (classes.length >= MOST_CLASSES)
    return { problem: `A set has ${MOST_CLASSES} classes at most.` };
  return { classes: [...classes, { name, pictures: [] }] };
}

/** @param {OwnClass[]} classes @param {number} index @param {string} given */
function renamed(classes, index, given) {
  const name = given.trim().slice(0, LONGEST_NAME);
  const others = classes.filter((_, i) => i !== index);
  const problem = nameProblem(others, name);
  if (problem) return { problem };
  return { classes: classes.map((each, i) => (i === index ? { ...each, name } : each)) };
}

/** Capitals make no other class. @param {string} a @param {string} b */
function same(a, b) {
  return a.toLowerCase() === b.toLowerCase();
}

/** @param {OwnClass[]} others @param {string} name */
function nameProblem(others, name) {
  if (!name) return "A class needs a name, such as cup.";
  if (others.some((each) => same(each.name, name))) return `There is a class ${name} already.`;
  return "";
}

/** @param {OwnClass[]} classes @param {string} name @param {OwnPicture[]} pictures */
function withPictures(classes, name, pictures) {
  if (countPictures(classes) + pictures.length > MOST_PICTURES)
    return { problem: `A set has ${MOST_PICTURES.toLocaleString("en")} pictures at most.` };
  const index = classes.findIndex((each) => same(each.name, name));
  if (index >= 0) return { classes: replaced(classes, index, (there) => there.concat(pictures)) };
  const made = withClass(classes, name);
  if (made.problem !== undefined) return made;
  return { classes: replaced(made.classes, classes.length, () => pictures) };
}

/**
 * Return those of the pictures that the class of that name does not have yet: a file that is opened a
 * second time adds nothing.
 * @param {OwnClass[]} classes @param {string} name @param {OwnPicture[]} pictures
 */
export function notThere(classes, name, pictures) {
  const there = classes.find((each) => same(each.name, name))?.pictures ?? [];
  /** @type {Map<number, Uint8Array[]>} */
  const known = new Map();
  for (const { pixels } of there) {
    const sum = hash(pixels);
    const alike = known.get(sum);
    if (alike) alike.push(pixels);
    else known.set(sum, [pixels]);
  }
  return pictures.filter(
    ({ pixels }) =>
      !known.get(hash(pixels))?.some((other) => pixels.every((v, i) => v === other[i])),
  );
}

/** FNV-1a. @param {Uint8Array} pixels */
function hash(pixels) {
  let sum = 0x811c9dc5;
  for (const value of pixels) sum = Math.imul(sum ^ value, 0x01000193);
  return sum;
}

/** @param {OwnClass[]} classes @param {number} index @param {number[]} at */
function without(classes, index, at) {
  const gone = new Set(at);
  return replaced(classes, index, (there) => there.filter((_, i) => !gone.has(i)));
}

/**
 * @param {OwnClass[]} classes @param {number} index
 * @param {(there: OwnPicture[]) => OwnPicture[]} make
 */
function replaced(classes, index, make) {
  return classes.map((each, i) =>
    i === index ? { ...each, pictures: make(each.pictures) } : each,
  );
}

/** Return a set as bytes: all pixels, then a byte for each label, then one for each place. @param {OwnClass[]} classes */
export function pack(classes) {
  const total = countPictures(classes);
  const content = new Uint8Array(total * (PIXELS + 2));
  let i = 0;
  for (const [label, { pictures }] of classes.entries())
    for (const { pixels, place } of pictures) {
      content.set(pixels, i * PIXELS);
      content[total * PIXELS + i] = label;
      content[total * (PIXELS + 1) + i] = place;
      i++;
    }
  return content;
}

/**
 * Inverse of `pack`; null for what is no set.
 * @param {unknown} names @param {unknown} content @returns {OwnClass[] | null}
 */
export function unpack(names, content) {
  if (!Array.isArray(names) || !(content instanceof Uint8Array)) return null;
  const total = content.length / (PIXELS + 2);
  if (!Number.isInteger(total) || total > MOST_PICTURES || names.length > MOST_CLASSES) return null;
  /** @type {OwnClass[]} */
  const classes = names.map((name) => ({ name: String(name), pictures: [] }));
  for (let i = 0; i < total; i++) {
    const there = classes[content[total * PIXELS + i]];
    if (!there) return null;
    const pixels = content.subarray(i * PIXELS, (i + 1) * PIXELS);
    there.pictures.push({ pixels, place: content[total * (PIXELS + 1) + i] });
  }
  return classes;
}
