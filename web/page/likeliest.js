/** Return the number of the class that a network takes a picture for. @param {number[]} probabilities */
export function likeliest(probabilities) {
  return probabilities.indexOf(Math.max(...probabilities));
}
