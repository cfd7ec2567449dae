/** How much the files of the cells may come to, in bytes. */

export const MOST_FILE = 16 * 2 ** 20;
export const MOST_TOGETHER = 64 * 2 ** 20;
/** The learner's own set, lent to the cells: it is kept with the set, or not at all. */
export const OWN_FILE = "own-pictures.npz";
