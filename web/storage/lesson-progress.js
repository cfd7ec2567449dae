/**
 * Keeps what a learner has done in the lessons in this browser's storage, and in memory where it is
 * refused: answers, changed cells and steps done. Each lesson has an entry, and each change is made
 * in the entry as it is stored then, so that two tabs do not overwrite each other.
 *
 * What is kept of one part of a lesson. `text`: of a changed cell, or an answer in own words.
 * `choice`: the choice picked last; `wrong`: choices that were checked and are not right. `shown`:
 * the answer is there. `tried`: the part was run or answered. `result`: what its latest run came to.
 * `was`: what was put back, and can be brought back.
 * @typedef {{text?: string, choice?: number, wrong?: number[], shown?: boolean, tried?: boolean,
 *   result?: string, was?: Kept}} Kept
 * @typedef {Record<string, Kept>} Entry By the id of the part.
 */
import { forgetAll, key, read, write } from "./storage.js";

const STEPS = "lesson-steps";
const LESSON = /^\d$/;
const STEP = /^\d\.\d+$/;
/** @type {Kept} */
const NOTHING = {};

export class LessonProgress {
  /** @type {Map<number, Entry>} */
  #entries = new Map();
  /** Parts changed in this tab: another tab does not change them on screen. @type {Set<string>} */
  #own = new Set();
  /** @type {Set<string>} */
  #steps = new Set(readSteps());

  /** Return what is kept of a part. @param {number} lesson @param {string} id @returns {Kept} */
  part(lesson, id) {
    return this.#entry(lesson)[id] ?? NOTHING;
  }

  /**
   * Change what is kept of a part; undefined removes a field.
   * @param {number} lesson @param {string} id @param {Partial<Kept>} changes
   */
  change(lesson, id, changes) {
    this.#put(lesson, { [id]: { ...this.part(lesson, id), ...changes } });
  }

  /** Put parts back to how they were at first. @param {number} lesson @param {string[]} ids */
  putBack(lesson, ids) {
    const used = ids.filter((id) => this.isUsed(lesson, id));
    this.#put(
      lesson,
      Object.fromEntries(used.map((id) => [id, { was: withoutWas(this.part(lesson, id)) }])),
    );
  }

  /** Bring back what was put back; what is there now takes its place. @param {number} lesson @param {string[]} ids */
  bringBack(lesson, ids) {
    const back = ids.flatMap((id) => {
      const { was, ...now } = this.part(lesson, id);
      const kept = isUsed(now) ? { ...was, was: now } : { ...was };
      return was ? [[id, kept]] : [];
    });
    this.#put(lesson, Object.fromEntries(back));
  }

  /** Whether a part was answered, changed or run. @param {number} lesson @param {string} id */
  isUsed(lesson, id) {
    return isUsed(withoutWas(this.part(lesson, id)));
  }

  /** Whether step `step` of a lesson is done, both counted from 1. @param {number} lesson @param {number} step */
  isDone(lesson, step) {
    return this.#steps.has(`${lesson}.${step}`);
  }

  /** @param {number} lesson @param {number} step */
  markDone(lesson, step) {
    this.#steps = new Set([...this.#steps, ...readSteps(), `${lesson}.${step}`]);
    write(STEPS, [...this.#steps]);
  }

  /** Forget everything that this site keeps on this device. */
  forget() {
    this.#clear();
    forgetAll();
  }

  /**
   * Take over what another tab has stored. @param {StorageEvent} event
   * @returns {boolean} whether anything of the lessons can have changed.
   */
  onStorage({ key: stored, newValue }) {
    if (stored === key(STEPS)) {
      this.#steps = newValue === null ? new Set() : new Set([...this.#steps, ...readSteps()]);
      return true;
    }
    const prefix = key("lesson-");
    const lesson = stored?.startsWith(prefix) ? stored.slice(prefix.length) : "";
    if (stored !== null && !LESSON.test(lesson)) return false;
    if (stored === null) this.#clear();
    else if (newValue === null) this.#drop(Number(lesson));
    else this.#merge(Number(lesson), readEntry(Number(lesson)));
    return true;
  }

  /** @param {number} lesson @returns {Entry} */
  #entry(lesson) {
    if (!this.#entries.has(lesson)) this.#entries.set(lesson, readEntry(lesson) ?? {});
    return /** @type {Entry} */ (this.#entries.get(lesson));
  }

  /** @param {number} lesson @param {Entry} changed */
  #put(lesson, changed) {
    const before = this.#entry(lesson);
    const stored = readEntry(lesson);
    for (const [id, kept] of Object.entries(changed)) {
      const other = stored?.[id]?.text;
      // Another tab has changed the same text: it is put aside rather than lost.
      if (other && other !== before[id]?.text && other !== kept.text) kept.was ??= { text: other };
      this.#own.add(`${lesson} ${id}`);
    }
    this.#merge(lesson, stored);
    const entry = { ...this.#entry(lesson), ...changed };
    this.#entries.set(lesson, entry);
    write(`lesson-${lesson}`, entry);
  }

  /** @param {number} lesson @param {Entry | null} stored */
  #merge(lesson, stored) {
    const mine = Object.entries(this.#entry(lesson)).filter(([id]) =>
      this.#own.has(`${lesson} ${id}`),
    );
    if (stored) this.#entries.set(lesson, { ...stored, ...Object.fromEntries(mine) });
  }

  #clear() {
    this.#entries.clear();
    this.#own.clear();
    this.#steps = new Set();
  }

  /** @param {number} lesson */
  #drop(lesson) {
    this.#entries.delete(lesson);
    for (const id of this.#own) if (id.startsWith(`${lesson} `)) this.#own.delete(id);
  }
}

/** @param {Kept} kept @returns {Kept} */
function withoutWas({ was: _, ...rest }) {
  return rest;
}

/** @param {Kept} kept */
function isUsed(kept) {
  return Object.values(kept).some((value) => value !== undefined);
}

/** @returns {string[]} */
function readSteps() {
  const stored = read(STEPS);
  return Array.isArray(stored) ? stored.filter((step) => STEP.test(step)) : [];
}

/** @param {number} lesson @returns {Entry | null} */
function readEntry(lesson) {
  const stored = read(`lesson-${lesson}`);
  if (!isObject(stored)) return null;
  return Object.fromEntries(
    Object.entries(stored).flatMap(([id, kept]) => (isObject(kept) ? [[id, valid(kept)]] : [])),
  );
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Return the fields that have the right form. @param {Record<string, unknown>} stored @returns {Kept} */
function valid({ text, choice, wrong, shown, tried, result, was }) {
  return {
    ...(typeof text === "string" && { text }),
    ...(isPlace(choice) && { choice }),
    ...(Array.isArray(wrong) && wrong.every(isPlace) && { wrong }),
    ...(shown === true && { shown }),
    ...(tried === true && { tried }),
    ...(typeof result === "string" && { result }),
    ...(isObject(was) && { was: withoutWas(valid(was)) }),
  };
}

/** @param {unknown} value @returns {value is number} */
function isPlace(value) {
  return Number.isInteger(value) && Number(value) >= 0;
}
