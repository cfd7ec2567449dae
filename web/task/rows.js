/** What teachers paste: lines with codes in them, of which the rest says whose they are. */
import { plainText } from "../recipe/task.js";

const LONGEST_FROM = 80;

/** Return what stands beside a code in its line, such as the other cells of a form's row. @param {string} code @param {string} line */
export function besideOf(code, line) {
  return plainText(line.replace(code, "").slice(0, 1000))
    .replaceAll(/["\s,;\t]+/g, " ")
    .trim()
    .slice(0, LONGEST_FROM);
}
