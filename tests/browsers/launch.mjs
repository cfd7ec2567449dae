/** Starts a browser for a script of these tests. */
import { createRequire } from "node:module";

/**
 * Return the browser, which the caller closes.
 * @param {string} folder Where puppeteer-core is. @param {string} browser chrome or firefox.
 * @param {string} executablePath
 */
export function launch(folder, browser, executablePath) {
  const puppeteer = createRequire(`${folder}/`)("puppeteer-core");
  const args = browser === "chrome" && process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return puppeteer.launch({ browser, executablePath, headless: true, args });
}
