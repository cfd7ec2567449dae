/** Unknown keys of a link that are nearly a known one: a slip, or Keras's own word. */

/** What Keras and the page call a setting, and what a link does. */
const WORDS = new Map([
  ["learning_rate", "lr"],
  ["batch_size", "batch"],
  ["validation_split", "split"],
  ["units", "layers"],
  ["pictures", "samples"],
]);
/** Of shorter words nearly every other is a neighbour. */
const SHORTEST = 4;

/** Return the known key that another nearly is, if there is one. @param {string} given @param {string[]} known */
export function nearKey(given, known) {
  const word = given.trim().toLowerCase();
  if (known.includes(given) || word.length < SHORTEST) return undefined;
  return WORDS.get(word) ?? known.find((key) => isNear(word, key));
}

/** Whether two words are the same but for one letter: another one, one too many, one missing, or two that have changed places. @param {string} one @param {string} other */
function isNear(one, other) {
  const at = [...one].findIndex((letter, i) => letter !== other[i]);
  if (at < 0) return other.length - one.length <= 1;
  const [mine, its] = [one.slice(at), other.slice(at)];
  return (
    mine.slice(1) === its.slice(1) ||
    mine.slice(1) === its ||
    mine === its.slice(1) ||
    (mine[0] === its[1] && mine[1] === its[0] && mine.slice(2) === its.slice(2))
  );
}
