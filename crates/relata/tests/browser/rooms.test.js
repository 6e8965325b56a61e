// The rooms in a browser, as a person meets them: on the samples, and on a document that means harm.
import assert from "node:assert/strict";
import { spawn, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../../../..");
const relata = process.env.RELATA ?? join(root, "target/debug/relata");
const pictures = join(root, "target/screenshots");
const axe = readFileSync(join(here, "node_modules/axe-core/axe.min.js"), "utf8");
const ROOMS = ["/", "/documents", "/figures", "/differences", "/differences?verdict=agrees", "/statements", "/actors",
  "/timeline", "/proposals", "/comparison", "/comparison?kind=actor", "/sources", "/record", "/search?q=border",
  "/search?q=zzzznothing", "/reviews"];

const HOSTILE = `<!DOCTYPE html><html lang="en"><head><title>&lt;script&gt;window.harm=1&lt;/script&gt;</title></head><body>
<article><h1>&lt;img src=x onerror="window.harm=2"&gt;</h1>
<p>The minister said that 4,500 people crossed in 2022 &lt;script&gt;window.harm=3&lt;/script&gt;, a rise of 12 percent.</p>
<p><a href="javascript:window.harm=4">Press</a> "We will not yield," the mayor said. \u202eesrever\u202c ${"x".repeat(1 << 20)}</p>
<p>The ministry reported that 5,200 people crossed in 2023. &lt;a href="javascript:window.harm=5"&gt;here&lt;/a&gt; they said.</p>
</article><script>window.harm=6</script></body></html>`;

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {import("node:child_process").ChildProcess} */
let server;
let folder = "";
let address = "";

/** Starts the program on a case; gives the address that it prints. */
async function open(...flags) {
  server = spawn(relata, ["open", "--no-browser", ...flags], { cwd: folder });
  // Its output stays open: were it closed, the program would end.
  return new Promise((found) => {
    let printed = "";
    server.stdout.on("data", (chunk) => {
      printed += chunk;
      const url = printed.match(/http:\/\/\S+(?=\s)/);
      if (url) found(url[0]);
    });
  });
}

/** A page that has been let in, in English, and is told of errors and of what the policy forbade. */
async function enter(options = {}) {
  const context = await browser.newContext({ locale: "en-GB", ...options });
  const page = await context.newPage();
  page.on("pageerror", (error) => assert.fail(`${page.url()}: ${error}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !/404|422/.test(message.text())) assert.fail(`${page.url()}: ${message.text()}`);
  });
  await page.goto(address);
  return page;
}

const origin = () => new URL(address).origin;
const go = (page, path) => page.goto(origin() + path);

/** What axe finds wrong with a page, by the rules of WCAG 2.2 AA. */
async function faults(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    // @ts-ignore
    window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
}

before(async () => {
  mkdirSync(pictures, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), "relata-browser-"));
  writeFileSync(join(folder, "hostile.html"), HOSTILE);
  execFileSync(relata, ["read", "-q", join(root, "samples/collection"), "hostile.html"], { cwd: folder });
  address = await open();
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
});

after(async () => {
  await browser?.close();
  server?.kill();
});

test("without the key nothing is shown", async () => {
  const page = await (await browser.newContext()).newPage();
  const answer = await page.goto(origin() + "/documents");
  assert.equal(answer?.status(), 403);
});

test("every room opens, axe finds nothing in it, and it fits a narrow screen", async () => {
  const page = await enter();
  const doc = await (await go(page, "/documents")) && await page.locator("tbody th a").first().getAttribute("href");
  const row = await (await go(page, "/figures")) && await page.locator("article svg a").first().getAttribute("href");
  const actor = await (await go(page, "/actors")) && await page.locator("tbody th a").first().getAttribute("href");
  const series = await (await go(page, "/record")) && await page.locator("tbody th a").first().getAttribute("href");
  const paper = await (await go(page, "/documents?q=conditional")) && await page.locator("tbody th a").first().getAttribute("href");
  const wrong = [];
  for (const path of [...ROOMS, doc, `${doc}?kind=mention`, row, `${row}?edit=1`, paper, actor, series]) {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 1200, height: 900 });
      const answer = await go(page, path);
      assert.equal(answer?.status(), 200, path);
      wrong.push(...(await faults(page)).map((fault) => `${path} (${colorScheme}): ${fault}`));
      const name = path.replaceAll(/[^a-z0-9]+/gi, "-").slice(0, 40);
      await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) });
      if (colorScheme === "dark") continue;
      await page.setViewportSize({ width: 320, height: 800 });
      await page.screenshot({ path: join(pictures, `${name}-320.png`) });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) wrong.push(`${path}: ${over} pixels too wide at 320`);
    }
  }
  assert.deepEqual(wrong, []);
});

test("a difference is reached by keyboard, and both its sentences", async () => {
  const page = await enter();
  await go(page, "/differences");
  await page.keyboard.press("j");
  const card = page.locator("article[data-stop]").first();
  assert.ok(await card.evaluate((e) => e === document.activeElement));
  assert.equal(await card.locator("blockquote").count(), 2);
  const sentences = await card.locator("blockquote mark").allTextContents();
  for (const n of [0, 1]) {
    await go(page, "/differences");
    await page.keyboard.press("j");
    const link = card.locator("blockquote").nth(n).locator("footer a").first();
    for (let tabs = 0; tabs < 20 && !(await link.evaluate((a) => a === document.activeElement)); tabs += 1) {
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/documents\/[0-9a-f]{16}#row-/);
    const id = new URL(page.url()).hash.slice(1);
    const block = await page.locator(`.block:has(#${id}) .body`).textContent();
    assert.ok(block?.replaceAll(/\s+/g, " ").includes(sentences[n].replaceAll(/\s+/g, " ").slice(0, 30)));
    // The page may still be on its way there.
    await page.waitForFunction((to) => {
      const top = document.getElementById(to)?.getBoundingClientRect().top ?? -1;
      return top >= 0 && top < innerHeight;
    }, id);
  }
});

test("search: the slash leads there, what is there is found, and what is not is not", async () => {
  const page = await enter();
  await page.keyboard.press("/");
  await page.keyboard.type("border");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?q=border/);
  assert.ok(await page.locator("ul.passages li").count() > 0);
  await go(page, "/search?q=zzzznothing");
  assert.equal(await page.getByRole("status").textContent(), "Nothing found.");
});

test("a decision on a row survives reading again and is exported", async () => {
  const page = await enter();
  await go(page, await (await go(page, "/figures")) && await page.locator("article svg a").first().getAttribute("href"));
  const id = page.url().split("/").pop();
  await page.locator("#note").fill("seen in the original");
  await page.getByRole("button", { name: "Reject" }).click();
  await page.locator("p.review-line").waitFor();
  const samples = join(root, "samples/collection");
  execFileSync(relata, ["read", "-q", samples], { cwd: folder });
  await page.reload();
  assert.match(await page.locator("p.review-line").first().textContent(), /rejected: seen in the original/);
  const exported = execFileSync(relata, ["export", "--rows", "figures"], { cwd: folder, encoding: "utf8" });
  const row = exported.trim().split("\n").map((line) => JSON.parse(line)).find((r) => r.id === id);
  assert.equal(row.review.verdict, "rejected");
  await page.getByRole("button", { name: "Take the last decision back" }).click();
  await page.waitForFunction(() => !document.querySelector("p.review-line"));
});

test("actors are merged, and that is taken back", async () => {
  const page = await enter();
  await go(page, "/actors?kind=organization");
  const names = await page.locator("tbody th a").allTextContents();
  await page.locator("tbody th a").first().click();
  await page.getByLabel("Another actor, by name or id").fill(names[2]);
  await page.getByRole("button", { name: "Is the same", exact: true }).click();
  await page.getByRole("heading", { name: "Done" }).waitFor();
  await go(page, "/actors?kind=organization");
  assert.equal(await page.locator("tbody th a").count(), names.length - 1);
  await page.locator("tbody th a").first().click();
  await page.getByRole("button", { name: "Take the last decision back" }).click();
  await page.getByRole("heading", { name: "Done" }).waitFor();
  await go(page, "/actors?kind=organization");
  assert.deepEqual(await page.locator("tbody th a").allTextContents(), names);
});

test("a document that means harm is shown as text and runs nothing", async () => {
  const page = await enter();
  await go(page, "/documents?q=harm");
  await page.locator("tbody th a").first().click();
  assert.match(await page.locator("h1").textContent(), /<img src=x onerror="window\.harm=2">/);
  for (const path of [page.url().slice(origin().length), "/", "/search?q=harm", "/figures?q=people", "/statements", "/comparison"]) {
    await go(page, path);
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).harm), undefined, path);
    assert.equal(await page.locator('a[href^="javascript"], main script, main img').count(), 0, path);
  }
});

test("everything can be read without scripts, and in Spanish", async () => {
  const page = await enter({ javaScriptEnabled: false, locale: "es-MX" });
  for (const path of ROOMS) {
    assert.equal((await go(page, path))?.status(), 200, path);
  }
  await go(page, "/figures");
  assert.equal(await page.locator("h1").textContent(), "Cifras");
  await page.getByRole("button", { name: "English" }).click();
  assert.equal(await page.locator("h1").textContent(), "Figures");
});
