/**
 * Fetches one file of the data set for the worker, inflates it, and tries again before giving up.
 * Whether the content is right is for the session to say, which knows the hashes.
 *
 * @import {Fault} from "../protocol.js"
 */

import { fault } from "../protocol.js";
import { counted, inflate, isGzip } from "./inflate.js";

const ATTEMPTS = 3;
const PAUSE = 400;

/** Responses to requests made before anybody asked for the file. @type {Map<string, Promise<Response>>} */
const ahead = new Map();

/** Begins to fetch a file that `download` will be asked for. @param {URL} url */
export function fetchAhead(url) {
  if (ahead.has(url.href)) return;
  const response = fetch(url);
  response.catch(() => {});
  ahead.set(url.href, response);
}

/**
 * @param {URL} url
 * @param {{signal: AbortSignal, onBytes: (loaded: number) => void,
 *   accept: (content: Uint8Array<ArrayBuffer>) => Promise<Fault | null>}} options
 *   `onBytes` gets the bytes counted in this attempt; `accept` takes the inflated content and says
 *   what is wrong with it, if anything.
 * @returns {Promise<void>} Rejects with a Fault, or with an AbortError when told to stop.
 */
export async function download(url, { signal, onBytes, accept }) {
  for (let attempt = 1; ; attempt++) {
    // A file that was wrong once may be wrong in the browser's cache: ask the server itself.
    const cache = attempt === 1 ? "default" : "reload";
    const problem = await once(url, cache, signal, onBytes, accept);
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
async function once(url, cache, signal, onBytes, accept) {
  const file = url.pathname.split("/").pop() ?? "";
  try {
    const early = ahead.get(url.href);
    ahead.delete(url.href);
    const response = await (early ?? fetch(url, { cache, signal }));
    if (!response.ok) return missing(file, `the server answered ${response.status}`);
    const bytes = await receive(response, onBytes);
    return await accept(await unpack(bytes));
  } catch (error) {
    signal.throwIfAborted();
    return missing(file, error instanceof Error ? error.message : String(error));
  }
}

/** @param {Response} response @param {(loaded: number) => void} onBytes */
async function receive(response, onBytes) {
  return new Uint8Array(await new Response(counted(response, onBytes)).arrayBuffer());
}

/** Inflates what is gzip. Broken gzip comes back as it is: its hash will tell. @param {Uint8Array<ArrayBuffer>} bytes */
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
