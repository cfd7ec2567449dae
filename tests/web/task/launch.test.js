/** Launch parameters, and statements sent to a record store: a real server, on this machine. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { RecordStore } from "../../../web/page/tasks/record-store.js";
import { nameOf, readLaunch } from "../../../web/task/launch.js";

const ACTOR = { objectType: "Agent", name: "Ann", mbox: "mailto:ann@example.edu" };
const REGISTRATION = "760e3480-ba55-4991-94b0-01820dbd23a2";
const STATEMENT = { verb: { id: "v", display: {} }, object: { id: "https://example.edu/#task=1" } };

/** @param {Record<string, string>} changes */
function query(changes = {}) {
  const usual = {
    endpoint: "https://lrs.example.edu/xapi",
    auth: "Basic YTpi",
    actor: JSON.stringify(ACTOR),
    registration: REGISTRATION,
    activity_id: "https://example.edu/course/7",
  };
  return new URLSearchParams({ ...usual, ...changes }).toString();
}

test("launch parameters are read as launchers write them", () => {
  const { launch } = readLaunch(`?${query()}`);
  assert.deepEqual(launch, {
    endpoint: "https://lrs.example.edu/xapi/",
    auth: "Basic YTpi",
    actor: ACTOR,
    activity: "https://example.edu/course/7",
    registration: REGISTRATION,
  });
  assert.equal(readLaunch(query({ auth: "YTpi" })).launch.auth, "Basic YTpi");
  assert.equal(readLaunch(query({ auth: "Bearer a.b" })).launch.auth, "Bearer a.b");
  const lists = { name: ["Ann"], mbox: ["mailto:ann@example.edu"], objectType: "Agent" };
  assert.deepEqual(readLaunch(query({ actor: JSON.stringify(lists) })).launch.actor, ACTOR);
  const account = [{ accountServiceHomePage: "https://lms.example.edu", accountName: "s-17" }];
  const older = readLaunch(query({ actor: JSON.stringify({ account }) })).launch.actor;
  assert.deepEqual(older.account, { homePage: "https://lms.example.edu", name: "s-17" });
  assert.equal(nameOf(older), "s-17");
});

test("what is no launch is none, and what is half of one is said", () => {
  for (const text of ["", "?", "?a=b", "endpoint="]) assert.equal(readLaunch(text), null);
  const wrong = [
    { endpoint: "javascript:alert(1)" },
    { endpoint: "https://user:word@lrs.example.edu/" },
    { auth: "" },
    { auth: "Basic a\r\nX: y" },
    { actor: "{}" },
    { actor: "[]" },
    { actor: "null" },
    { actor: "<b>" },
    { actor: '{"mbox":"ann"}' },
    { actor: '{"account":{"name":"x"}}' },
  ];
  for (const changes of wrong) {
    const { launch, problem } = readLaunch(query(changes));
    assert.equal(launch, null, JSON.stringify(changes));
    assert.match(problem, /nothing is reported/);
  }
  assert.equal(
    readLaunch(query({ registration: "7", activity_id: "no iri" })).launch.activity,
    null,
  );
});

/** A record store that answers with what `status` returns, and keeps what arrives. */
async function recordStore(status = (/** @type {object[]} */ _) => 200) {
  const stored = [];
  const asked = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const part of request) text += part;
    const batch = JSON.parse(text);
    asked.push({ url: request.url, headers: request.headers, batch });
    const code = status(batch);
    if (code === 200) stored.push(...batch);
    response.writeHead(code, { "Content-Type": "application/json" }).end("[]");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const endpoint = `http://127.0.0.1:${server.address().port}/xapi/`;
  const { launch } = readLaunch(query({ endpoint }));
  const told = [];
  const store = new RecordStore(launch, (recording) => told.push(recording), [20]);
  const close = () => {
    store.close();
    server.close();
    server.closeAllConnections();
  };
  return { store, stored, asked, told, close };
}

/** @param {() => boolean} is */
async function until(is) {
  for (let i = 0; i < 300 && !is(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.ok(is());
}

test("a statement arrives whole", async () => {
  const { store, stored, asked, close } = await recordStore();
  await store.add(STATEMENT);
  const [{ url, headers }] = asked;
  assert.equal(url, "/xapi/statements");
  assert.equal(headers.authorization, "Basic YTpi");
  assert.equal(headers["x-experience-api-version"], "1.0.3");
  const [{ id, actor, object, context }] = stored;
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.deepEqual(actor, ACTOR);
  assert.equal(object.id, "https://example.edu/course/7");
  assert.deepEqual(context, { registration: REGISTRATION });
  assert.equal(store.recording.waiting, 0);
  close();
});

test("what a store in trouble does not take goes out later, in order and once", async () => {
  let down = true;
  const { store, stored, told, close } = await recordStore(() => (down ? 503 : 200));
  for (let i = 0; i < 60; i++) store.add({ ...STATEMENT, timestamp: String(i) });
  await until(() => told.at(-1)?.waiting === 60);
  down = false;
  await until(() => stored.length === 60);
  assert.deepEqual(
    stored.map(({ timestamp }) => Number(timestamp)),
    [...stored.keys()],
  );
  assert.equal(new Set(stored.map(({ id }) => id)).size, 60);
  await until(() => told.at(-1).waiting === 0);
  close();
});

test("one that is refused does not hold the others back", async () => {
  const bad = (batch) => batch.some(({ timestamp }) => timestamp === "bad");
  const { store, stored, told, close } = await recordStore((batch) => (bad(batch) ? 400 : 200));
  store.add({ ...STATEMENT, timestamp: "1" });
  store.add({ ...STATEMENT, timestamp: "bad" });
  await store.add({ ...STATEMENT, timestamp: "2" });
  await until(() => told.at(-1).waiting === 0);
  assert.deepEqual(
    stored.map(({ timestamp }) => timestamp),
    ["1", "2"],
  );
  assert.match(told.at(-1).problem, /refused/);
  close();
});

test("a store that has it already, or takes nothing any more, is understood", async () => {
  const twice = await recordStore(() => 409);
  await twice.store.add(STATEMENT);
  assert.equal(twice.store.recording.waiting, 0);
  twice.close();
  const over = await recordStore(() => 401);
  await over.store.add(STATEMENT);
  assert.equal(over.store.recording.waiting, 1);
  assert.match(over.store.recording.problem, /Open the task anew/);
  over.close();
});
