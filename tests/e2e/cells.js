/**
 * Runs in the page's worker: opens a session of its own beside the page's, in the same Python, and
 * runs cells in it. What the page makes of cells is tested elsewhere; this is about what they do.
 */
(base) => {
  const { pyodide } = self;
  const convert = (proxy) => {
    const value = proxy.toJs({ dict_converter: Object.fromEntries });
    proxy.destroy();
    return value;
  };
  const get = (path) => {
    const request = new XMLHttpRequest();
    request.open("GET", new URL(path, base), false);
    request.responseType = "arraybuffer";
    request.send();
    if (request.status !== 200) throw new Error(`the server answered ${request.status}`);
    return new Uint8Array(request.response);
  };
  let outputs = [];
  const emit = (proxy) => {
    const output = convert(proxy);
    if (output.png) output.png = Array.from(output.png);
    outputs.push(output);
  };
  const manifest = new TextDecoder().decode(get("data/manifest.json"));
  const session = pyodide.pyimport("fittingroom.session").Session(manifest);
  session.open_notebook(emit, (path) => pyodide.toPy(get(path)));
  self.askCells = (command) => {
    outputs = [];
    const answer = convert(session.handle(JSON.stringify(command)));
    return { ...answer, outputs };
  };
};
