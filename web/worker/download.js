/**
 * Downloads one file of the data set, inflated, with retries. The session checks the content by its
 * hash.
 *
 * @import {Fault} from "../protocol.js"
 */

import { fault } from "../protocol.js";
import { countBytes, inflate, isGzip } from "./inflate.js";
import { breakForMemory } from "./session.js";

const ATTEMPTS = 3;
const PAUSE = 400;

/** Responses of prefetched files. @type {Map<string, Promise<Response>>} */
const prefetched = new Map();

/** Begin to fetch a file for a later `download`. @param {URL} url */
export function prefetch(url) {
  if (prefetched.has(url.href)) return;
  const response = fetch(url);
  response.catch(() => {});
  prefetched.set(url.href, response);
}

/**
 * @param {URL} url
 * @param {{signal: AbortSignal, onBytes: (loaded: number) => void,
 *   accept: (content: Uint8Array<ArrayBuffer>) => Promise<Fault | null>}} options
 *   `onBytes` gets the bytes received in this attempt; `accept` takes the inflated content and returns
 *   what is wrong with it, or null.
 * @returns {Promise<void>} Rejects with a Fault, or with an AbortError.
 */
export async function download(url, { signal, onBytes, accept }) {
  for (let attempt = 1; ; attempt++) {
    // A wrong file may come from the browser's cache: reload it from the server.
    const cache = attempt === 1 ? "default" : "reload";
    const problem = await attemptDownload(url, cache, signal, onBytes, accept);
    if (!problem) return;
    if (attempt === ATTEMPTS) throw problem;
    await new Promise((resolve) => setTimeout(resolve, PAUSE * attempt));
    signal.throwIfAborted();
  }
}

/**
 * @param {URL} url @param {RequestCache} cache @param {AbortSignal} signal
 * @param {(loaded: number) => void} onBytes
 * @param {(content: Uint8Array<ArrayBuffer>) => Promise<Fault | null>} accept
 */
async function attemptDownload(url, cache, signal, onBytes, accept) {
  const file = url.pathname.split("/").pop() ?? "";
  let content;
  try {
    const early = prefetched.get(url.href);
    prefetched.delete(url.href);
    const response = await (early ?? fetch(url, { cache, signal }));
    if (!response.ok) return missing(file, `the server answered ${response.status}`);
    content = await unpack(await readBytes(response, onBytes));
  } catch (error) {
    signal.throwIfAborted();
    // No room for the file's content is no matter of the connection.
    if (error instanceof RangeError) breakForMemory();
    return missing(file, error instanceof Error ? error.message : String(error));
  }
  // Outside: a Python that cannot take a file is no matter of the connection.
  return accept(content);
}

/** @param {Response} response @param {(loaded: number) => void} onBytes */
async function readBytes(response, onBytes) {
  return new Uint8Array(await new Response(countBytes(response, onBytes)).arrayBuffer());
}

/**
 * Inflate gzip; broken gzip is returned as it is, and fails the check of its hash.
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
async function unpack(bytes) {
  if (!isGzip(bytes)) return bytes;
  const inflated = new Response(inflate(new Blob([bytes]).stream())).arrayBuffer();
  return inflated.then(
    (content) => new Uint8Array(content),
    () => bytes,
  );
}

/** @param {string} file @param {string} why */
function missing(file, why) {
  const message = `${file} could not be downloaded (${why}).`;
  const hint = "Check the connection, then press Retry. Nothing already trained is lost.";
  return { ...fault("data-missing", message, hint), file };
}
