/**
 * Unknown keys of a link: ignored, and named where they are nearly one that is known.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { formatFragment, parseFragment } from "../../../web/recipe/recipe.js";

test("a key that is nearly one is named, and changes nothing", () => {
  const cases = [
    ["epoch=5", "epochs"],
    ["layer=64", "layers"],
    ["sample=50", "samples"],
    ["Epochs=5", "epochs"],
    ["epcohs=5", "epochs"],
    ["optimiser=sgd", "optimizer"],
    ["normalise=0", "normalize"],
    ["hints=More", "hint"],
    ["goals=loss<1", "goal"],
    ["learning_rate=0.1", "lr"],
    ["batch_size=8", "batch"],
  ];
  const plain = formatFragment(parseFragment("v=1").recipe);
  for (const [fragment, near] of cases) {
    const { recipe, page, issues } = parseFragment(`v=1&${fragment}`);
    assert.equal(issues.length, 1, fragment);
    assert.match(issues[0].message, new RegExp(`left out. Did you mean ${near}\\?$`), fragment);
    assert.equal(formatFragment(recipe, page), plain, fragment);
  }
});

test("other unknown keys are ignored without a word", () => {
  const foreign =
    "v=1&utm_source=x&constructor=1&__proto__=2&endpoint=e&auth=a&actor=b&activity_id=c&registration=d&program=p&x=1&id=2&fbclid=3&=4";
  assert.deepEqual(parseFragment(foreign).issues, []);
  const known = "v=1&draws=1&draw=1&seed=1&hint=a&lock=all&hide=fit&step=1&lesson=2&view=lessons";
  assert.deepEqual(parseFragment(known).issues, []);
});
