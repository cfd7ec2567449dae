/**
 * Keeps the site on this device, so that a second visit needs no network. Each version of the site
 * has its own service worker with its own list of files: a page is served by one version from
 * beginning to end. A new one waits until no page of the old one is open, or until a page that is
 * the only one asks it to take over as it opens.
 */

import { precacheAndRoute } from "workbox-precaching";
import { registerRoute } from "workbox-routing";
import { CacheFirst, NetworkFirst } from "workbox-strategies";

const worker = /** @type {any} */ (self);
const { scope } = worker.registration;

// A course site may open the page with a query of its own; it means nothing here.
precacheAndRoute(__PRECACHE__, { ignoreURLParametersMatching: [/.*/] });

// The other pictures are kept once somebody has trained on them, and Matplotlib once somebody has
// imported it. They come from the cache from then on: the session knows their hashes and asks past
// the cache when a file is not what it should be.
const cacheName = `fitting-room-data-${scope}`;
/** @param {{url: URL, request: Request}} asked @param {boolean} afresh */
const isData = ({ url, request }, afresh) =>
  ["data/", "wheels/"].some((folder) => url.href.startsWith(scope + folder)) &&
  (request.cache === "reload") === afresh;
registerRoute((asked) => isData(asked, false), new CacheFirst({ cacheName }));
registerRoute((asked) => isData(asked, true), new NetworkFirst({ cacheName }));

worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data?.type === "take-over") event.waitUntil(takeOverIfAlone());
});

async function takeOverIfAlone() {
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const ours = windows.filter((/** @type {any} */ page) => page.url.startsWith(scope));
  if (ours.length <= 1) await worker.skipWaiting();
}
