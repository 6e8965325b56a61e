// Renders saved pages as the text that a person would copy from a browser: the visible text of the
// body (`document.body.innerText`), menus and footers included.
//
//   npm install playwright-core            (outside the repository)
//   node lines_render.mjs CORPUS OUT [--scripts] [--chromium /usr/bin/chromium]
//
// CORPUS is a folder with `html/NAME.html.gz` and `ground-truth/NAME.json` (the WCXB layout); each
// page becomes OUT/NAME.txt. A page is served at the address it was saved from, everything else
// that it asks for is refused, so nothing leaves the machine. Scripts are off unless `--scripts`.
import { chromium } from "playwright-core";
import { gunzipSync } from "node:zlib";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tmpdir } from "node:os";

const [corpus, out, ...options] = process.argv.slice(2);
if (!corpus || !out) throw new Error("usage: node lines_render.mjs CORPUS OUT [--scripts] [--chromium PATH]");
const scripts = options.includes("--scripts");
const at = options.indexOf("--chromium");
const executablePath = at < 0 ? "/usr/bin/chromium" : options[at + 1];

mkdirSync(out, { recursive: true });
const profile = mkdtempSync(join(tmpdir(), "render-"));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath,
  headless: true,
  javaScriptEnabled: scripts,
  viewport: { width: 1280, height: 900 },
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
let failed = 0;
for (const file of readdirSync(join(corpus, "html")).sort()) {
  const name = file.replace(/\.html\.gz$/, "");
  const html = gunzipSync(readFileSync(join(corpus, "html", file)));
  const address = JSON.parse(readFileSync(join(corpus, "ground-truth", `${name}.json`), "utf8")).url;
  const page = await browser.newPage();
  let served = false;
  await page.route("**/*", (route) => {
    const main = route.request().isNavigationRequest() && route.request().frame() === page.mainFrame();
    if (!main || served) return route.abort();
    served = true;
    return route.fulfill({ status: 200, contentType: "text/html; charset=utf-8", body: html });
  });
  try {
    await page.goto(address, { waitUntil: "domcontentloaded", timeout: 20000 });
    if (scripts) await page.waitForTimeout(500);
    const text = await Promise.race([
      page.evaluate(() => document.body.innerText),
      new Promise((_, reject) => setTimeout(() => reject(new Error("no answer in 20 s")), 20000)),
    ]);
    writeFileSync(join(out, `${name}.txt`), text);
  } catch (error) {
    failed += 1;
    console.error(`${name}: ${String(error.message).split("\n")[0]}`);
  }
  await page.close().catch(() => {});
}
await browser.close();
rmSync(profile, { recursive: true, force: true });
console.error(`done, ${failed} failed`);
