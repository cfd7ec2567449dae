/** What a worker posts is taken as it comes from a real session, and dropped in any other form. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { isEvent, isReply, repliedTo } from "../../../web/client/message-check.js";
import { fault, runEnd } from "../../../web/protocol.js";

const NO_NUMBERS = { NaN: Number.NaN, Infinity: Infinity, "-Infinity": -Infinity };
const MAY_BE_NONE = ["fingerprint", "error"];
const BYTES = ["tiles", "changes", "pixels"];
const transcripts = JSON.parse(readFileSync(process.env.TRANSCRIPTS, "utf8"), (key, value) => {
  if (BYTES.includes(key) && value) return Uint8Array.from(value);
  return typeof value === "string" && value in NO_NUMBERS ? NO_NUMBERS[value] : value;
});
const events = Object.values(transcripts).flat();
const cellEnd = { status: "ok", seconds: 1, fingerprint: null, experiment: null };
const FAULT = fault("busy", "A training is under way.", "Press Stop first.");

test("everything that a session says of its runs passes", () => {
  assert.ok(events.length > 10);
  for (const event of events) assert.ok(isEvent(event), JSON.stringify(event));
  assert.ok(isEvent(runEnd(1, "killed", FAULT)));
});

test("an event that lacks a field, has another or one of another kind is none", () => {
  for (const event of events) {
    assert.ok(!isEvent({ ...event, more: 1 }));
    for (const key of Object.keys(event)) {
      const { [key]: _, ...less } = event;
      const spared = event.type === "epoch-end" && key === "network";
      if (event[key] !== null && !spared && !MAY_BE_NONE.includes(key))
        assert.ok(!isEvent(less), `${event.type} without ${key}`);
      assert.ok(!isEvent({ ...event, [key]: Symbol("another kind") }), `${event.type}: ${key}`);
    }
  }
});

test("what is no event at all is none", () => {
  for (const message of [null, undefined, 1, "run-end", [], {}, { type: "done" }, { type: 1 }])
    assert.ok(!isEvent(message));
  assert.ok(!isEvent({ type: "toString" }));
  assert.ok(!isEvent({ type: "__proto__" }));
});

test("an output of a cell has one of the known forms", () => {
  const output = (value) => isEvent({ type: "cell-output", cell: "Load", output: value });
  assert.ok(output({ kind: "stream", name: "stdout", text: "1" }));
  assert.ok(output({ kind: "result", text: "1" }));
  assert.ok(output({ kind: "result", text: "1", html: "<p>1</p>" }));
  assert.ok(output({ kind: "figure", png: new Uint8Array(2), width: 1, height: 1, alt: "Figure" }));
  assert.ok(!output({ kind: "figure", png: "x", width: 1, height: 1, alt: "Figure" }));
  assert.ok(!output({ kind: "stream", name: "stdin", text: "1" }));
  assert.ok(!output({ kind: "result", text: { text: "1" } }));
  assert.ok(!output({ kind: "result" }));
  assert.ok(!output(null));
});

test("a reply answers a command that waits for it, in the form of its type", () => {
  const reply = { type: "reply", id: 7, ok: true, value: cellEnd };
  assert.ok(isReply(reply, "run-cell"));
  assert.equal(repliedTo(reply), 7);
  for (const message of [{ ...reply, id: "7" }, { ...reply, type: "done" }, null, []])
    assert.equal(repliedTo(message), null);
  assert.ok(!isReply(reply, "predictions"));
  assert.ok(!isReply({ ...reply, ok: "yes" }, "run-cell"));
  assert.ok(!isReply({ ...reply, value: { ...cellEnd, status: "lost" } }, "run-cell"));
  assert.ok(!isReply({ ...reply, value: null }, "fit"));
  assert.ok(isReply({ ...reply, value: {} }, "fit"));
});

test("a refusal is a fault of the closed list", () => {
  const refusal = { type: "reply", id: 7, ok: false, error: FAULT };
  assert.ok(isReply(refusal, "fit"));
  assert.ok(isReply({ ...refusal, error: { ...FAULT, file: "a.bin" } }, "fit"));
  assert.ok(!isReply({ ...refusal, error: { ...FAULT, code: "mine" } }, "fit"));
  assert.ok(!isReply({ ...refusal, error: "no" }, "fit"));
});
