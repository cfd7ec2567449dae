/** Lists the files of the site that a learner of one task can need, for packages that hold the page. */

/** The list's name on the site: its `files` are relative to the page. */
export const PACKAGED_LIST = "packaged-files.json";
/** Parts that a frame with a task does not open. */
const LEFT_OUT = /^views\/(?:builder|teach|lessons|code)\/|^teach\/|code-mirror/;
const ALWAYS = ["index.html", "build.json", "LICENSE.txt", "data/manifest.json", "data/preview.bin"];
/** What Python is started from where its snapshot does not fit. */
const PLAIN_START = [
  "runtime/pyodide.asm.mjs",
  "runtime/pyodide.asm.wasm",
  "runtime/pyodide-lock.json",
  "runtime/kernels.wasm",
];

/**
 * @param page What bundling the page has come to.
 * @param worker `path` of the worker, and the files of its `start`.
 */
export function packagedFiles({ names, imports }, { path, start }) {
  const files = new Set([...ALWAYS, ...PLAIN_START, path, ...start.map((file) => file.path)]);
  const add = (name) => {
    const part = imports[name];
    if (files.has(name) || (part?.of && LEFT_OUT.test(part.of))) return;
    files.add(name);
    if (`${name}.LEGAL.txt` in imports) files.add(`${name}.LEGAL.txt`);
    for (const next of part?.paths ?? []) add(next);
  };
  for (const name of Object.values(names)) add(name);
  return { files: [...files].sort() };
}
