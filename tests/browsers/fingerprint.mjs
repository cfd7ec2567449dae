/**
 * Opens an address in a browser and waits for the run it starts.
 *
 * node fingerprint.mjs PUPPETEER_FOLDER KIND PROGRAM ADDRESS [FILE]: prints the page's `done` or
 * `failed` event as JSON. KIND is chrome or firefox. A FILE becomes the learner's own set first, and
 * the run is started by Fit.
 */
import { launch } from "./launch.mjs";

const [folder, browser, executablePath, address, file] = process.argv.slice(2);
const running = await launch(folder, browser, executablePath);
try {
  const page = await running.newPage();
  await page.evaluateOnNewDocument(() => {
    addEventListener("fitting-room", ({ detail }) => {
      if (detail.type === "done" || detail.type === "failed") window.outcome = detail;
    });
  });
  await page.goto(address);
  if (file) {
    const open = await page.waitForSelector(".own-bring-set input[type=file]:enabled");
    await open.uploadFile(file);
    const split = () => /[1-9]\d* to train/.test(document.querySelector(".own-counts")?.textContent);
    await page.waitForFunction(split, { polling: 100 });
    await (await page.waitForSelector("fr-fit .dock-main:enabled")).click();
  }
  const waiting = { timeout: 240_000, polling: 100 };
  const outcome = await page.waitForFunction(() => window.outcome, waiting);
  console.log(JSON.stringify(await outcome.jsonValue()));
} finally {
  await running.close();
}
