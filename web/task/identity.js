/**
 * What a task and a pupil are known by: short hashes of their texts, the same on every device. Not
 * `crypto.subtle`, which browsers withhold from pages that come by plain http, as in many a school.
 *
 * @import {Recipe} from "../protocol.js"
 * @import {Task} from "../recipe/task.js"
 */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { isLocked, recipeEntries } from "../recipe/recipe.js";
import { plainText, writeTask } from "../recipe/task.js";

const DIGITS = 8;
/** The most characters of a tag. */
export const TAG_LENGTH = 40;

/** @param {string} text */
export function shortHash(text) {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, DIGITS);
}

/**
 * Return the hash of a task: of its texts, and of the settings that it locks. What a pupil may change
 * is not in it.
 * @param {Task} task @param {{pupil: boolean, lock: string[], recipe: Recipe}} link
 */
export function taskHash(task, { pupil, lock, recipe }) {
  const locked = recipeEntries(recipe).filter(([key]) => isLocked(lock, key));
  const entries = pupil ? locked.filter(([key]) => key !== "seed") : locked;
  return shortHash(JSON.stringify([writeTask(task), pupil, entries]));
}

/** Return a tag as it is kept: on one line, and not too long. @param {string} typed */
export function readTag(typed) {
  const line = plainText(typed.slice(0, 10 * TAG_LENGTH).normalize("NFC"));
  return [...line.replaceAll(/\s+/g, " ")].slice(0, TAG_LENGTH).join("").trim();
}

/** Return the seed of a pupil's runs; capitals make no difference. @param {string} tag @param {string} hash */
export function seedOf(tag, hash) {
  const [a, b, c, d] = sha256(utf8ToBytes(`${hash}\n${tag.toLowerCase()}`));
  return (((a & 0x7f) << 24) | (b << 16) | (c << 8) | d) >>> 0;
}
