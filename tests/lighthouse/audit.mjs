/**
 * Measures one visit of a phone with Lighthouse and prints what the test looks at, as JSON.
 * Run by test_lighthouse.py: node audit.mjs PACKAGES CHROMIUM URL FLAGS...
 */
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [packages, chromePath, url, ...chromeFlags] = process.argv.slice(2);
const { resolve } = createRequire(`${packages}/lighthouse/package.json`);
const load = (name) => import(pathToFileURL(resolve(name)).href);
const { default: lighthouse } = await load("lighthouse");
const { launch } = await load("chrome-launcher");

const chrome = await launch({ chromePath, chromeFlags });
try {
  const { lhr } = await lighthouse(url, {
    port: chrome.port,
    output: "json",
    logLevel: "error",
    onlyCategories: ["performance"],
    // A quarter of the processor and 10 Mbit/s; the rest is Lighthouse's own phone.
    throttlingMethod: "simulate",
    throttling: {
      rttMs: 40,
      throughputKbps: 10 * 1024,
      requestLatencyMs: 0,
      downloadThroughputKbps: 0,
      uploadThroughputKbps: 0,
      cpuSlowdownMultiplier: 4,
    },
  });
  const value = (id) => lhr.audits[id].numericValue;
  console.log(
    JSON.stringify({
      score: Math.round(100 * lhr.categories.performance.score),
      firstContentfulPaint: value("first-contentful-paint"),
      largestContentfulPaint: value("largest-contentful-paint"),
      totalBlockingTime: value("total-blocking-time"),
      cumulativeLayoutShift: value("cumulative-layout-shift"),
      speedIndex: value("speed-index"),
      bytes: value("total-byte-weight"),
      error: lhr.runtimeError?.message,
    }),
  );
} finally {
  await chrome.kill();
}
