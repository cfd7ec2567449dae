/** What a run's numbers are outside of the page: CSV and a picture. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { curvesSvg } from "../../../web/text/curves-svg.js";
import { linesSvg } from "../../../web/text/lines-svg.js";
import { curvesCsv, epochTable, runCsv } from "../../../web/text/run-csv.js";

const HISTORY = { accuracy: [0.5, 0.75], loss: [1.25, Number.NaN], val_loss: [1.5, 0.1] };

test("a line of CSV holds all digits of an epoch, and nothing for what is no number", () => {
  assert.equal(
    runCsv(HISTORY),
    "epoch,loss,accuracy,val_loss\r\n1,1.25,0.5,1.5\r\n2,,0.75,0.1\r\n",
  );
  assert.deepEqual(epochTable({}).rows, []);
});

test("the picture is one SVG with its settings, its words escaped", () => {
  const panel = { bottom: 0, top: 2, marks: [0, 1, 2], show: String };
  const svg = curvesSvg({
    title: "A < B & C",
    settings: ["600 pictures", "stop at loss < 0.4"],
    epochs: 2,
    marks: [1, 2],
    seams: [1],
    panels: [
      { title: "Loss", training: HISTORY.loss, validation: HISTORY.val_loss, ...panel },
      { title: "Accuracy", training: HISTORY.accuracy, validation: [], ...panel },
    ],
  });
  assert.match(svg, /^<svg xmlns=.*<\/svg>$/);
  assert.match(svg, /<title>A &lt; B &amp; C<\/title>/);
  assert.match(svg, /stop at loss &lt; 0.4/);
  assert.equal(svg.includes("NaN"), false);
  assert.equal(svg.match(/>validation</g)?.length, 1);
  assert.equal(svg.match(/stroke-dasharray="2 4"/g)?.length, 2);
});

test("curves of several runs share their epochs, and what ended earlier is empty", () => {
  const curves = [
    { name: "A 0,01", values: [0.5, 0.75] },
    { name: 'B "best"', values: [0.25] },
  ];
  assert.equal(curvesCsv(curves), 'epoch,"A 0,01","B ""best"""\r\n1,0.5,0.25\r\n2,0.75,\r\n');
  assert.equal(curvesCsv([]), "epoch\r\n");
});

test("a picture of several runs names each at its end, draws bands, and leaves out what is no number", () => {
  const svg = linesSvg({
    title: "Loss",
    settings: ["A: 600 pictures", "B: 50 pictures"],
    epochs: 3,
    marks: [1, 2, 3],
    curves: [
      { name: "A", colour: "#2b5fb3", dash: [], values: [1, 0.5, 0.25], low: [1, 1, 0], high: [2, 1, 1] },
      { name: "B <b>", colour: "#c2472d", dash: [7, 5], values: [Number.NaN, 0.5, null] },
      { name: "thin", colour: "#c2472d", dash: [], values: [1, 1, 1], thin: true },
    ],
    bottom: 0,
    top: 2,
    ticks: [0, 1, 2],
    show: String,
    apart: (wanted) => wanted,
  });
  assert.match(svg, /^<svg xmlns=.*<\/svg>$/);
  assert.equal(svg.includes("NaN"), false);
  assert.match(svg, />A<\/text>/);
  assert.match(svg, />B &lt;b&gt;<\/text>/);
  assert.equal(svg.includes(">thin<"), false);
  assert.equal(svg.match(/<polyline/g)?.length, 2);
  assert.equal(svg.match(/fill-opacity="0.14"/g)?.length, 1);
});
