/** Times as the two versions of SCORM write them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { clock, duration } from "../../../web/scorm/platform.js";

test("a sitting's time has the form of its version", () => {
  assert.equal(clock(0), "0000:00:00.00");
  assert.equal(clock(3723.456), "0001:02:03.46");
  assert.equal(clock(59.999), "0000:00:59.99");
  assert.match(clock(1e9), /^9999:/);
  assert.equal(clock(-5), "0000:00:00.00");
  assert.equal(duration(3723.456), "PT3723.46S");
});
