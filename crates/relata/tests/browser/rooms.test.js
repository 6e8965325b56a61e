// The rooms in a browser, as a person meets them: on the samples, and on a document that means harm.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as desk from "./desk.js";
import { faults, program as relata, root } from "./desk.js";

const pictures = join(root, "target/screenshots");
const QUESTION = "/search?q=How+many+encounters+were+counted+at+the+southwest+border+in+fiscal+year+2023%3F";
const ROOMS = ["/", "/documents", "/figures", "/differences", "/differences?verdict=agrees", "/statements", "/actors",
  "/timeline", "/proposals", "/comparison", "/comparison?kind=actor", "/sources", "/record", "/search?q=border",
  "/search?q=zzzznothing", "/search?q=border&kind=figure&genre=news", QUESTION, "/search?q=who+sold+the+moon+to+whom%3F",
  "/reviews", "/add"];

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

/** Starts the program on the case; gives the address that it prints. */
async function open(...flags) {
  const opened = await desk.open(folder, ...flags);
  server = opened.server;
  return opened.address;
}

const enter = (options = {}) => desk.enter(browser, address, options);
const origin = () => new URL(address).origin;
const go = (page, path) => desk.shown(page, origin() + path);

before(async () => {
  mkdirSync(pictures, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), "relata-browser-"));
  writeFileSync(join(folder, "hostile.html"), HOSTILE);
  execFileSync(relata, ["read", "-q", join(root, "samples/collection"), "hostile.html"], { cwd: folder });
  address = await open();
  browser = await desk.launch();
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

test("facets narrow a search down, and the address carries them", async () => {
  const page = await enter();
  await go(page, "/search?q=border");
  const facets = page.getByRole("navigation", { name: "Narrow down" });
  const count = async (link) => Number((await link.locator("span").first().textContent())?.replaceAll(",", ""));
  const news = facets.getByRole("link", { name: /^News/ });
  const wanted = await count(news);
  await news.click();
  await page.waitForURL(/genre=news/);
  const statements = facets.getByRole("link", { name: /^Statements/ });
  assert.ok(await count(statements) <= wanted);
  const expected = await count(statements);
  await statements.click();
  await page.waitForURL(/kind=statement/);
  assert.match(page.url(), /q=border/);
  assert.match(page.url(), /genre=news/);
  assert.match(await page.locator("h2#f-list").textContent(), new RegExp(`\\(${expected}\\)`));
  await facets.getByRole("link", { name: /^News/ }).click();
  await page.waitForURL((url) => !url.search.includes("genre"));
  await go(page, "/search?who=Ministry+of+Border+Liaison&kind=statement");
  const speakers = await page.locator("blockquote .who").allTextContents();
  assert.ok(speakers.length > 0 && speakers.every((who) => who === "Ministry of Border Liaison"), speakers.join());
});

test("a question is answered by rows with their sentences, or by nothing", async () => {
  const page = await enter();
  await page.keyboard.press("/");
  await page.keyboard.type("How many encounters were counted at the southwest border in fiscal year 2023?");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?q=How/);
  const first = page.locator("main section").first();
  assert.ok((await first.locator("mark").allTextContents()).some((words) => words.includes("2,475,669")));
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/documents\//);
  await go(page, "/search?q=%C2%BFQu%C3%A9+dijo+la+comisi%C3%B3n+estatal+de+b%C3%BAsqueda%3F");
  assert.match(await page.locator("main section p").first().textContent(), /Ninguna cifra consuela/);
  await go(page, "/search?q=When+was+the+nuclear+treaty+with+Iran+signed%3F");
  assert.equal(await page.getByRole("status").first().textContent(), "Nothing found.");
  assert.equal(await page.locator("main blockquote").count(), 0);
});

test("statements are found by whom they are about", async () => {
  const page = await enter();
  await go(page, "/statements");
  const all = await page.locator("h2").last().textContent();
  await page.getByLabel("About or to whom").fill("Mexico");
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForURL(/whom=Mexico/);
  assert.notEqual(await page.locator("h2").last().textContent(), all);
  assert.ok(await page.locator("main blockquote").count() > 0);
});

/** Waits until the files that were added are read; gives what the list says of each. */
async function added(page) {
  await page.waitForURL(/\/add$/);
  await page.locator("ul.added").waitFor();
  await page.waitForFunction(() => !document.querySelector("[data-running]"), undefined, { timeout: 60000 });
  return page.locator("ul.added > li").allTextContents();
}

const letter = (day) => `The mayor said on May ${day}, 2024 that 3,${day}0 trucks crossed the new bridge in April 2024.\n`;

test("a file is added by keyboard; what is no document stops nothing; a document that is there is said to be", async () => {
  const page = await enter();
  await page.getByRole("link", { name: "Add documents" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/add$/);
  const sample = readFileSync(join(root, "samples/collection/news-reprint.md"));
  await page.getByLabel("Files").setInputFiles([
    { name: "bridge <b>.txt", mimeType: "text/plain", buffer: Buffer.from(letter(11)) },
    { name: "broken.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 nothing") },
    { name: "again.md", mimeType: "text/markdown", buffer: sample },
  ]);
  await page.getByRole("button", { name: "Add the files" }).focus();
  await page.keyboard.press("Enter");
  const [again, broken, bridge] = await added(page);
  assert.match(again, /again\.md\s+done[\s\S]*the case has it already/);
  assert.match(broken, /broken\.pdf\s+not read/);
  assert.match(bridge, /bridge <b>\.txt\s+done[\s\S]*figure/);
  assert.deepEqual(await faults(page), []);
  await page.screenshot({ path: join(pictures, "added-light.png") });
  await page.emulateMedia({ colorScheme: "dark" });
  assert.deepEqual(await faults(page), []);
  await page.screenshot({ path: join(pictures, "added-dark.png") });
  await page.setViewportSize({ width: 320, height: 800 });
  await page.screenshot({ path: join(pictures, "added-320.png") });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await page.locator("ul.added > li").nth(2).locator("a").first().click();
  assert.match(await page.locator("main").textContent(), /3,110 trucks/);
});

test("files are added by dropping them on any page", async () => {
  const page = await enter();
  await go(page, "/figures");
  const dropped = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "dropped.txt", { type: "text/plain" }));
    return data;
  }, letter(12));
  await page.dispatchEvent("main", "dragover", { dataTransfer: dropped });
  assert.ok(await page.locator("#drop").isVisible());
  await page.screenshot({ path: join(pictures, "drop-light.png") });
  assert.deepEqual(await faults(page), []);
  await page.dispatchEvent("main", "drop", { dataTransfer: dropped });
  const [first] = await added(page);
  assert.match(first, /dropped\.txt\s+done/);
  await go(page, "/search?q=trucks+bridge");
  assert.match(await page.locator("main").textContent(), /3,120 trucks/);
});

test("a file is added without scripts", async () => {
  const page = await enter({ javaScriptEnabled: false });
  await go(page, "/add");
  await page.getByLabel("Files").setInputFiles({ name: "plain.txt", mimeType: "text/plain", buffer: Buffer.from(letter(13)) });
  await page.getByRole("button", { name: "Add the files" }).click();
  for (let tries = 0; tries < 100 && await page.getByRole("link", { name: "See how far it is" }).count() > 0; tries += 1) {
    await page.waitForTimeout(100);
    await page.getByRole("link", { name: "See how far it is" }).click();
  }
  assert.match(await page.locator("ul.added > li").first().textContent(), /plain\.txt\s+done[\s\S]*figure/);
});

/** A folder with two documents, one of them deeper, and what is left aside. */
function pile() {
  const pile = join(mkdtempSync(join(tmpdir(), "relata-pile-")), "pile");
  mkdirSync(join(pile, "2023", ".hidden"), { recursive: true });
  writeFileSync(join(pile, "top.txt"), letter(14));
  writeFileSync(join(pile, "2023", "deep.txt"), letter(15));
  writeFileSync(join(pile, "2023", ".hidden", "no.txt"), letter(16));
  return pile;
}

test("a folder is added by dropping it, its files with their path", async () => {
  const page = await enter();
  await go(page, "/figures");
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files: [pile()], dragOperationsMask: 1 };
  for (const type of /** @type {const} */ (["dragEnter", "dragOver", "drop"])) {
    await client.send("Input.dispatchDragEvent", { type, x: 300, y: 400, data });
  }
  const [first, second] = await added(page);
  assert.match(first, /pile\/top\.txt\s+done/);
  assert.match(second, /pile\/2023\/deep\.txt\s+done/);
  assert.doesNotMatch(await page.locator("main").textContent() ?? "", /no\.txt/);
});

test("a folder is added without scripts", async () => {
  const page = await enter({ javaScriptEnabled: false });
  await go(page, "/add");
  const folder = pile();
  writeFileSync(join(folder, "2023", "other.txt"), letter(17));
  await page.getByLabel("A folder").setInputFiles(folder);
  await page.getByRole("button", { name: "Add the folder" }).click();
  for (let tries = 0; tries < 100 && await page.getByRole("link", { name: "See how far it is" }).count() > 0; tries += 1) {
    await page.waitForTimeout(100);
    await page.getByRole("link", { name: "See how far it is" }).click();
  }
  assert.match(await page.locator("ul.added").textContent() ?? "", /pile\/2023\/other\.txt\s+done/);
});

test("reasons are told in Spanish on pages in Spanish", async () => {
  const page = await enter({ locale: "es-MX" });
  await go(page, "/differences");
  const reason = await page.locator("p.reason").first().textContent();
  assert.match(reason ?? "", /no pueden ser el mismo número| contra |contado/);
  assert.deepEqual(await faults(page), []);
});

test("a year in a search says how much has no date, and offers it", async () => {
  const page = await enter();
  await go(page, "/search?q=border&year=2022");
  const link = page.locator(".undated a");
  const count = Number((await page.locator(".undated").textContent())?.match(/\d+/)?.[0]);
  await link.click();
  await page.waitForURL(/year=none/);
  assert.match(await page.locator(".facets a[aria-current]").textContent() ?? "", new RegExp(`no date\\s+${count}`));
  assert.deepEqual(await faults(page), []);
});
