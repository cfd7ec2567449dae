/** Platforms as they should not be, by the name of their fault; for pages and for Node. */
globalThis.BROKEN = {
  empty: {},
  nothing: undefined,
  number: 7,
  throws: new Proxy({}, { get() { return () => { throw new Error("no"); }; } }),
  getters: new Proxy({}, { get() { throw new Error("no"); } }),
  refuses: new Proxy({}, { get() { return () => "false"; } }),
  silent: new Proxy({}, { get() { return () => undefined; } }),
  nulls: new Proxy({}, { get() { return () => null; } }),
  numbers: new Proxy({}, { get() { return () => Number.NaN; } }),
  objects: new Proxy({}, { get() { return () => ({}); } }),
  promises: new Proxy({}, { get() { return () => Promise.resolve("true"); } }),
  noise: new Proxy({}, { get() { return () => "true"; } }),
  markup: new Proxy({}, { get: (_, name) => () => (/Initialize/.test(name) ? "true" : "<b>{}") }),
  json: new Proxy({}, { get: (_, name) => () => (/Initialize/.test(name) ? "true" : '{"tag":{}}') }),
  array: new Proxy({}, { get: (_, name) => () => (/Initialize/.test(name) ? "true" : "[1,2]") }),
  long: new Proxy({}, { get: (_, name) => () => (/Initialize/.test(name) ? "true" : "x".repeat(1e6)) }),
  setthrows: new Proxy({}, { get: (_, name) => () => {
    if (/Initialize/.test(name)) return "true";
    if (/Set/.test(name)) throw new Error("no");
    return "";
  } }),
  commitfails: new Proxy({}, { get: (_, name) => () => (/Commit/.test(name) ? "false" : /Initialize|Set/.test(name) ? "true" : "") }),
  slow: new Proxy({}, { get: (_, name) => () => {
    const end = performance.now() + (globalThis.SLOW_MS ?? 120);
    while (performance.now() < end);
    return /Initialize|Set|Commit/.test(name) ? "true" : "";
  } }),
  getfails: new Proxy({}, { get: (_, name) => () => {
    if (/Get/.test(name)) throw new Error("no");
    return "true";
  } }),
};
