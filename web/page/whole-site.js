/**
 * Keeps the rest of the site on this device: what the service worker caches on first use only, which
 * are the other pictures, the digits and the packages that cells import. The build lists those files.
 *
 * @typedef {{url: string, integrity: string, size: number}} ListedFile
 * @typedef {{kept: number, total: number}} Kept In bytes.
 */

import { dataCacheName } from "../storage/data-cache.js";
import { register } from "./offline.js";

const LIST = "further-files.json";

export class WholeSite {
  #base;
  /** @type {ListedFile[]} */
  #files = [];

  /** @param {URL} base The folder of the page. */
  constructor(base) {
    this.#base = base;
  }

  /** Whether this browser can keep a site at all: not in a private window's frame, not by plain http. */
  static get isPossible() {
    try {
      return Boolean(navigator.serviceWorker && globalThis.caches);
    } catch {
      return false; // A sandboxed frame has no origin to keep anything for.
    }
  }

  /** Return how much is kept already. @returns {Promise<Kept>} */
  async look() {
    const response = await fetch(this.#at(LIST), { cache: "no-cache" });
    if (!response.ok) throw new Error(`${LIST}: the server answered ${response.status}`);
    this.#files = await response.json();
    const missing = await this.#missing();
    const total = sum(this.#files);
    return { kept: total - sum(missing), total };
  }

  /**
   * Fetch what is missing, check it and keep it.
   * @param {(kept: Kept) => void} onFile @param {AbortSignal} signal
   */
  async keep(onFile, signal) {
    // Asks the browser not to clear it when space gets short; it may refuse.
    await navigator.storage?.persist?.();
    await register(this.#base);
    const cache = await this.#cache();
    const missing = await this.#missing();
    const total = sum(this.#files);
    let kept = total - sum(missing);
    for (const file of missing) {
      onFile({ kept, total });
      await cache.put(this.#at(file.url), await this.#fetch(file, signal));
      kept += file.size;
    }
    // The page itself: without its service worker nothing answers when there is no network.
    await navigator.serviceWorker.ready;
    onFile({ kept, total });
  }

  /** @param {ListedFile} file @param {AbortSignal} signal */
  async #fetch({ url, integrity }, signal) {
    const get = (/** @type {RequestCache} */ cache) =>
      fetch(this.#at(url), { cache, integrity, signal });
    // A filter's page or a damaged copy is refused by its hash; past every cache lies the right one.
    return get("default").catch((error) => {
      signal.throwIfAborted();
      if (!(error instanceof TypeError)) throw error;
      return get("reload");
    });
  }

  async #missing() {
    const cache = await this.#cache();
    const kept = new Set((await cache.keys()).map((request) => request.url));
    return this.#files.filter((file) => !kept.has(this.#at(file.url)));
  }

  #cache() {
    return caches.open(dataCacheName(this.#base.href));
  }

  /** @param {string} url */
  #at(url) {
    return new URL(url, this.#base).href;
  }
}

/** @param {ListedFile[]} files */
function sum(files) {
  return files.reduce((total, { size }) => total + size, 0);
}
