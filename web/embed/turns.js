/**
 * Who may run: a page with many embeds must not start many Pythons. The least recently used one
 * gives up its place. Knows elements only by what it asks of them.
 *
 * @typedef {{yieldPlace: () => void, readonly inView: boolean}} Guest
 */

/** Pythons at a time. */
const MOST = 2;
/** The least recently used one first. @type {Guest[]} */
const guests = [];

/**
 * Takes a place, or keeps it as the one used last. @param {Guest} guest
 * @param {boolean} polite Takes no place of one that somebody may be looking at.
 * @returns {boolean} Whether there is a place.
 */
export function enter(guest, polite) {
  leave(guest);
  if (polite && guests.length >= MOST && guests[0].inView) return false;
  guests.push(guest);
  if (guests.length > MOST) guests[0].yieldPlace();
  return true;
}

/** @param {Guest} guest */
export function leave(guest) {
  const at = guests.indexOf(guest);
  if (at >= 0) guests.splice(at, 1);
}
