/** A browser whose storage is slow, or never answers at all: the page does not wait for it forever. */
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Database } from "../../../web/storage/database.js";
import { answering, databaseOf } from "./indexed-db.js";

test("a database that does not open in time is none, until it does", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let opening;
  answering((request) => {
    opening = request;
  });
  const database = new Database("runs", "runs", { keyPath: "id" });
  const ask = () => database.run("readonly", (table) => table.getAll());
  const asked = ask();
  await Promise.resolve();
  mock.timers.tick(10_000);
  assert.equal(await asked, null);
  assert.equal(await ask(), null);
  opening.result = databaseOf([{ id: "late" }]);
  opening.onsuccess();
  assert.deepEqual(await ask(), [{ id: "late" }]);
});
