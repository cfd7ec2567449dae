/**
 * Opens a link to a list of runs whose task asks first what is expected, and waits for all of them.
 *
 * node list.mjs PUPPETEER_FOLDER KIND PROGRAM ADDRESS RUNS: prints the fingerprints as JSON, in the
 * order of the runs. KIND is chrome or firefox.
 */
import { launch } from "./launch.mjs";

const [folder, browser, executablePath, address, runs] = process.argv.slice(2);
const running = await launch(folder, browser, executablePath);
try {
  const page = await running.newPage();
  await page.evaluateOnNewDocument(() => {
    window.fingerprints = [];
    addEventListener("fitting-room", ({ detail }) => {
      if (detail.type === "done") fingerprints.push(detail.fingerprint);
    });
  });
  await page.goto(address);
  const begin = await page.waitForSelector("fr-list .list-controls .main:enabled");
  await page.waitForSelector("html[data-state=ready]", { timeout: 90_000 });
  await begin.click();
  // Nothing is trained before it is written down.
  const asked = await page.waitForSelector("::-p-aria(Test accuracy you expect, in %)");
  if (await page.evaluate(() => fingerprints.length)) throw new Error("It did not wait.");
  await asked.type("80\n");
  await (await page.waitForSelector("fr-list .list-controls .main:enabled")).click();
  const all = (n) => fingerprints.length === n;
  await page.waitForFunction(all, { timeout: 240_000, polling: 100 }, Number(runs));
  console.log(JSON.stringify(await page.evaluate(() => fingerprints)));
} finally {
  await running.close();
}
