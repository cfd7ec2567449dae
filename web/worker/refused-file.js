/**
 * Finds out, after a start that failed, which of its files the host or the network holds back, so that
 * the page can name it.
 *
 * @typedef {{path: string, why: string}} Refused
 */

/** The files of the ordinary start, beside the packages that its list names. */
const LIST = "runtime/pyodide-lock.json";
const FILES = [
  LIST,
  "runtime/pyodide.asm.mjs",
  "runtime/pyodide.asm.wasm",
  "runtime/python_stdlib.zip",
  "runtime/kernels.wasm",
  "data/manifest.json",
];

/** @param {URL} base The folder of the page. @returns {Promise<Refused | null>} The first one. */
export async function findRefusedFile(base) {
  for (const path of FILES) {
    const why = await refusal(new URL(path, base));
    if (why) return { path, why };
  }
  for (const path of await packages(base)) {
    const why = await refusal(new URL(path, base));
    if (why) return { path, why };
  }
  return null;
}

/** @param {URL} base */
async function packages(base) {
  try {
    const list = await (await fetch(new URL(LIST, base))).json();
    /** @type {{file_name: string}[]} */
    const entries = Object.values(list.packages);
    return entries.map(({ file_name }) => `runtime/${file_name}`);
  } catch {
    return [];
  }
}

/** Say how a file is refused; an empty text if it is not. @param {URL} url */
async function refusal(url) {
  try {
    const response = await fetch(url, { cache: "no-cache" });
    await response.body?.cancel();
    if (!response.ok) return `the server answered ${response.status}`;
    return response.headers.get("Content-Type")?.startsWith("text/html")
      ? "a web page came in its place"
      : "";
  } catch {
    return "the request was refused on its way";
  }
}
