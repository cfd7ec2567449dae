/**
 * Opens an address in a browser and waits for the run it starts.
 *
 * node fingerprint.mjs PUPPETEER_FOLDER KIND PROGRAM ADDRESS: prints the page's `done` or `failed`
 * event as JSON. KIND is chrome or firefox.
 */
import { createRequire } from "node:module";

const [folder, browser, executablePath, address] = process.argv.slice(2);
const puppeteer = createRequire(`${folder}/`)("puppeteer-core");
const args = browser === "chrome" && process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const running = await puppeteer.launch({ browser, executablePath, headless: true, args });
try {
  const page = await running.newPage();
  await page.evaluateOnNewDocument(() => {
    addEventListener("fitting-room", ({ detail }) => {
      if (detail.type === "done" || detail.type === "failed") window.outcome = detail;
    });
  });
  await page.goto(address);
  const waiting = { timeout: 240_000, polling: 100 };
  const outcome = await page.waitForFunction(() => window.outcome, waiting);
  console.log(JSON.stringify(await outcome.jsonValue()));
} finally {
  await running.close();
}
