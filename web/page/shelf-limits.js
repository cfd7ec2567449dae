/** How much the files of the cells may come to, in bytes. */

export const MOST_FILE = 16 * 2 ** 20;
export const MOST_TOGETHER = 64 * 2 ** 20;
