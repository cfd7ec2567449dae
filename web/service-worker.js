/**
 * Caches the site for visits without network. Each version of the site has its own service worker with
 * its own list of files, so that a page is served by one version throughout. A new version waits until
 * no page of the old one is open, or until the only open page asks it to take over.
 */

import { cacheNames, copyResponse } from "workbox-core";
import { addPlugins, getCacheKeyForURL, precacheAndRoute } from "workbox-precaching";
import { registerRoute } from "workbox-routing";
import { CacheFirst, NetworkFirst } from "workbox-strategies";
import { dataCacheName } from "./storage/data-cache.js";

const worker = /** @type {any} */ (self);
const { scope } = worker.registration;

/** @typedef {typeof __PRECACHE__[number]} Entry What the build says of a file that is kept. */
const precached = __PRECACHE__;
const entries = new Map(precached.map((entry) => [new URL(entry.url, scope).href, entry]));

/** Files up to this size are hashed on each use, in bytes; for larger ones that would be noticed. */
const HASHED_ON_USE = 300_000;

/**
 * How often, and how many milliseconds apart, a new version looks whether it is alone: the page that
 * has just been left counts for a moment more, on a busy device for seconds.
 */
const LOOKS = 20;
const BETWEEN_LOOKS = 250;

/**
 * Python's own module: kept unpacked and by its type, since what an engine has compiled of such a
 * response it keeps beside it, optimized, and the visits after that begin with it.
 */
const MODULE = "start/python-";

/** @param {Response} response */
const isWebPage = (response) => response.headers.get("Content-Type")?.startsWith("text/html");

/** @param {Response} response @param {Entry} entry */
async function hasHash(response, entry) {
  const digest = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
  return entry.integrity === `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}

/** Whether a kept file may be used. @param {Response} response @param {Entry} entry */
async function isRight(response, entry) {
  if (isWebPage(response) && !entry.url.endsWith(".html")) return false;
  return entry.size > HASHED_ON_USE || hasHash(response, entry);
}

/**
 * Fetch a file of this version; undefined if the network has another in its place. Caches on the
 * way are asked once, where the name changes with the content, and never twice.
 * @param {string} url @param {Entry} entry @param {boolean} afresh
 */
async function fetchRight(url, entry, afresh) {
  /** @type {RequestCache[]} */
  const modes = afresh || entry.revision ? ["reload"] : ["default", "reload"];
  for (const cache of modes) {
    const response = await fetch(url, { cache, credentials: "same-origin" });
    if (response.ok && (await hasHash(response, entry)))
      // What was redirected may not answer for a page.
      return response.redirected ? copyResponse(response) : response;
  }
}

/**
 * Delete the larger files that are kept wrong, which no use finds out: the next one fetches them anew.
 * To be called when Python could not be started from them.
 */
async function deleteWrong() {
  const cache = await caches.open(cacheNames.precache);
  for (const entry of precached.filter(({ size }) => size > HASHED_ON_USE)) {
    const key = getCacheKeyForURL(entry.url) ?? entry.url;
    const kept = await cache.match(key);
    if (kept && !(await isWhole(kept, entry))) await cache.delete(key);
  }
}

/** @param {Response} kept @param {Entry} entry */
async function isWhole(kept, entry) {
  // Its hash is that of the packed file.
  if (entry.url.startsWith(MODULE)) return WebAssembly.validate(await kept.arrayBuffer());
  return hasHash(kept, entry);
}

/** A file as it is kept. @param {Response} response @param {Entry} entry */
function unpacked(response, entry) {
  if (!entry.url.startsWith(MODULE) || !response.body) return response;
  const module = response.body.pipeThrough(new DecompressionStream("gzip"));
  return new Response(module, { headers: { "Content-Type": "application/wasm" } });
}

// A filter or a captive portal may answer with a page of its own, and storage may be cleared in
// part: a file that is wrong or not there is fetched anew, when the site is stored and when it is used.
addPlugins([
  {
    async cachedResponseWillBeUsed({ cacheName, cachedResponse, request, event }) {
      const key = new URL(request.url);
      key.search = "";
      const entry = entries.get(key.href);
      if (!entry) return cachedResponse;
      const asked = /** @type {any} */ (event)?.request;
      const afresh = asked?.cache === "reload";
      if (cachedResponse && !afresh && (await isRight(cachedResponse, entry)))
        return cachedResponse;
      const fresh = await fetchRight(key.href, entry, Boolean(cachedResponse)).catch(() => null);
      if (fresh) {
        const cache = await caches.open(cacheName);
        // Full storage: an installation fails at Workbox's own attempt, a visit goes on without.
        await cache.put(request, unpacked(fresh.clone(), entry)).catch(() => {});
        return fresh;
      }
      // The network answers, but no longer with this version: the next visit starts without it.
      if (asked && fresh === undefined) await worker.registration.unregister();
      return asked?.mode === "navigate" ? fetch(asked) : null;
    },
  },
]);

// A course site may add a query of its own to the URL.
precacheAndRoute(precached, { ignoreURLParametersMatching: [/.*/] });

// Further pictures and wheels are cached on their first use. The session checks their hashes and
// bypasses the cache if a file is wrong, by a query where it has no other means.
const cacheName = dataCacheName(scope);
/** @param {{url: URL, request: Request}} asked @param {boolean} afresh */
const isData = ({ url, request }, afresh) =>
  ["data/", "wheels/"].some((folder) => url.href.startsWith(scope + folder)) &&
  (request.cache === "reload" || url.search !== "") === afresh;
const plugins = [
  {
    /** What is fetched afresh takes the place of the wrong copy. @param {{request: Request}} asked */
    cacheKeyWillBeUsed: async ({ request }) => request.url.replace(/\?.*/, ""),
    /** @param {{response: Response}} answer */
    cacheWillUpdate: async ({ response }) =>
      response.status === 200 && !isWebPage(response) ? response : null,
  },
];
registerRoute((asked) => isData(asked, false), new CacheFirst({ cacheName, plugins }));
registerRoute((asked) => isData(asked, true), new NetworkFirst({ cacheName, plugins }));

worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data?.type === "take-over") event.waitUntil(takeOverIfAlone(event.source));
  if (event.data?.type === "check") event.waitUntil(deleteWrong());
});

/** @param {{postMessage: (message: {type: string}) => void}} asking The page that asks. */
async function takeOverIfAlone(asking) {
  for (let look = 0; look < LOOKS; look++) {
    const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
    const ours = windows.filter((/** @type {any} */ page) => page.url.startsWith(scope));
    if (ours.length <= 1) return worker.skipWaiting();
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS));
  }
  asking.postMessage({ type: "others-open" });
}
