/**
 * Caches the site for visits without network. Each version of the site has its own service worker with
 * its own list of files, so that a page is served by one version throughout. A new version waits until
 * no page of the old one is open, or until the only open page asks it to take over.
 */

import { precacheAndRoute } from "workbox-precaching";
import { registerRoute } from "workbox-routing";
import { CacheFirst, NetworkFirst } from "workbox-strategies";

const worker = /** @type {any} */ (self);
const { scope } = worker.registration;

// A course site may add a query of its own to the URL.
precacheAndRoute(__PRECACHE__, { ignoreURLParametersMatching: [/.*/] });

// Further pictures and wheels are cached on their first use. The session checks their hashes and
// bypasses the cache if a file is wrong.
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
