// What a person corrects and decides, and what leads back to the words: as it is done in a browser, by keyboard and
// without scripts too.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { faults, start } from "./desk.js";

/** @type {Awaited<ReturnType<typeof start>>} */
let desk;
before(async () => {
  desk = await start();
});
after(() => desk?.stop());

/** The first figure with these words, as it is exported. */
const figure = (words) => desk.rows("figures").find((row) => row.text.includes(words));

/** Waits until `page` stands at an address that ends so, loaded. */
const at = async (page, end) => {
  await page.waitForURL((url) => `${url.pathname}${url.search}${url.hash}`.endsWith(end));
  await page.waitForLoadState();
};

test("a row is corrected by keyboard, shown so everywhere, still so after reading again, and taken back", async () => {
  const page = await desk.enter();
  const before = figure("21,889 pounds");
  await desk.go(page, `/rows/${before.id}`);
  await page.keyboard.press("e");
  await page.locator("#edit-value").fill("28,189");
  await page.locator("#edit-period").fill("2023");
  // The last word first: either end may be pressed first.
  await page.locator("form.edit .word", { hasText: "pounds" }).first().click();
  await page.locator("form.edit .word", { hasText: "21,889" }).first().click();
  await page.locator("#edit-actor").fill("Mexico");
  await page.locator("#edit-actor").press("Enter");
  await page.locator("p.review-line").waitFor();
  const fix = page.locator("blockquote .fix").first();
  assert.match(await fix.textContent(), /corrected .*\d{4}-\d\d-\d\d: .*28,189.*was.*21,888\.5/s);
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await faults(page), []);
  }
  await page.setViewportSize({ width: 320, height: 800 });
  await page.locator("details.edit summary").click();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  desk.relata("read", "-q", desk.samples);
  const row = figure("21,889 pounds");
  assert.deepEqual([row.low, row.review.corrected.low, row.review.corrected.name], [before.low, 28189, "Mexico"]);
  await desk.go(page, `/documents/${row.doc}`);
  assert.match(await page.locator(`a[data-row="${row.id}"]`).textContent(), /28,189.*corrected/s);
  await desk.go(page, "/figures?q=fentanyl");
  assert.ok(await page.locator("svg text", { hasText: "28,189 pounds" }).count() > 0);
  await desk.go(page, `/rows/${row.id}`);
  await page.keyboard.press("u");
  await page.waitForFunction(() => !document.querySelector("p.review-line"));
  assert.equal(figure("21,889 pounds").review, null);
});

test("without scripts the words are chosen from two lists", async () => {
  const page = await desk.enter({ javaScriptEnabled: false });
  const row = figure("21,889 pounds");
  await desk.go(page, `/rows/${row.id}?edit=1`);
  const end = page.locator("form.edit select[name=end]");
  await end.selectOption({ label: (await end.locator("option", { hasText: "21,889" }).first().textContent()) ?? "" });
  await page.getByRole("button", { name: "Keep the correction" }).click();
  assert.equal(figure("21,889 pounds").review.corrected.text, "21,889");
  assert.equal(await page.locator("blockquote mark").first().textContent(), "21,889");
  await page.getByRole("button", { name: /Take the last decision back/ }).first().click();
  assert.equal(await page.locator("p.review-line").count(), 0);
});

test("what cannot be is told, and nothing is kept", async () => {
  const page = await desk.enter();
  await desk.go(page, `/rows/${figure("21,889 pounds").id}`);
  await page.keyboard.press("e");
  await page.locator("#edit-value").fill("many");
  await page.locator("#edit-value").press("Enter");
  assert.match(await page.locator("main").textContent(), /"many" is not a number/);
  assert.equal(figure("21,889 pounds").review, null);
});

test("the queue is gone through by keyboard, and a rejected row is in no difference", async () => {
  const page = await desk.enter();
  await desk.go(page, "/reviews");
  const waiting = async () => Number((await page.locator("#v-wait").textContent())?.match(/\((\d+)\)/)?.[1]);
  const before = await waiting();
  const ids = await page.locator("#queue form").evaluateAll((forms) => forms.map((f) => f.getAttribute("action")?.split("/")[2]));
  await page.keyboard.press("j");
  await page.keyboard.press("c");
  await at(page, "/reviews?queue=1");
  await page.waitForFunction((id) => !document.querySelector(`#queue form[action*="${id}"]`), ids[0]);
  assert.equal(await waiting(), before - 1);
  // The next one has the focus already.
  await page.waitForFunction(() => document.activeElement?.matches("#queue [data-stop]"));
  // Go on to the first row that is in a link, and reject it.
  const links = () => desk.relata("links", "--format", "jsonl");
  const told = links();
  const linked = ids.slice(1).find((id) => told.includes(id ?? ""));
  assert.ok(linked);
  const has = (/** @type {string} */ id) => document.activeElement?.closest("li, article")?.querySelector(`form[action*="${id}"]`) != null;
  for (let n = 1; n < ids.length && !(await page.evaluate(has, linked)); n++) await page.keyboard.press("j");
  assert.ok(await page.evaluate(has, linked));
  await page.keyboard.press("x");
  await page.waitForFunction((id) => !document.querySelector(`#queue form[action*="${id}"]`), linked);
  assert.ok(!links().includes(linked));
  await desk.go(page, `/rows/${linked}`);
  await page.keyboard.press("u");
  await page.waitForFunction(() => !document.querySelector("p.review-line"));
});

test("what two rows are to each other is decided on their card", async () => {
  const page = await desk.enter();
  await desk.go(page, "/differences?kind=measure");
  const id = await page.locator("article.card").first().getAttribute("id");
  const card = page.locator(`#${id}`);
  await card.getByText("Decide what they are").click();
  await card.getByLabel("They are").selectOption("other definition");
  await card.getByLabel("Note").fill("gross and net");
  await card.getByRole("button", { name: "Decide", exact: true }).click();
  await page.waitForFunction((link) => !document.getElementById(link), id ?? "");
  await desk.go(page, "/differences?kind=measure&verdict=other+definition");
  assert.match(await card.locator(".fix").first().textContent(), /corrected.*was differs.*gross and net/s);
  await card.getByText("Decide what they are").click();
  assert.deepEqual(await faults(page), []);
  await card.getByRole("button", { name: /Take the last/ }).click();
  await desk.go(page, "/differences?kind=measure");
  assert.equal(await card.count(), 1);
});

test("rows before and after are reached by keyboard, and keys can be turned off", async () => {
  const page = await desk.enter();
  const row = figure("21,889 pounds");
  await desk.go(page, `/rows/${row.id}`);
  await page.keyboard.press("l");
  await page.waitForURL((url) => /\/rows\//.test(url.pathname) && !url.pathname.endsWith(row.id));
  await page.keyboard.press("h");
  await at(page, row.id);
  await page.getByRole("button", { name: "Keys on" }).click();
  await page.locator("h1").click();
  await page.keyboard.press("x");
  await page.keyboard.press("l");
  await page.waitForTimeout(300);
  assert.ok(page.url().endsWith(row.id));
  await page.getByRole("button", { name: "Keys on" }).click();
});

test("actors are split, kept apart and renamed, and that is taken back", async () => {
  const page = await desk.enter();
  const names = async (query) => {
    await desk.go(page, `/actors?q=${encodeURIComponent(query)}`);
    return page.locator("tbody th a").allTextContents();
  };
  const open = async (name) => {
    await names(name);
    await page.getByRole("link", { name, exact: true }).click();
    await page.locator("h1").waitFor();
  };
  const done = () => page.getByRole("heading", { name: "Done" }).waitFor();
  const back = async (name) => {
    await open(name);
    await page.getByRole("button", { name: /Take the last decision back/ }).click();
    await done();
  };
  // Renamed; the United States are shown by a name that no text of theirs need have.
  for (const [name, other] of [["United States", "The States"], ["Ministry of Border Liaison", "The Ministry"]]) {
    await open(name);
    await page.getByLabel("Call it").fill(other);
    await page.getByRole("button", { name: "Rename" }).click();
    await done();
    assert.doesNotMatch(await page.locator("main").textContent(), /meets nobody/);
    assert.ok((await names(other)).includes(other));
    await back(other);
  }
  // Split by a document.
  await open("Ministry of Border Liaison");
  const options = page.getByLabel("Split: in the document").locator("option");
  await page.getByLabel("Split: in the document").selectOption({ index: (await options.count()) - 1 });
  await page.getByLabel("it is another, called").fill("The other ministry");
  await page.getByRole("button", { name: "Split" }).click();
  await done();
  assert.ok((await names("The other ministry")).includes("The other ministry"));
  await back("Ministry of Border Liaison");
  assert.deepEqual(await names("The other ministry"), []);
  // Never the same, by the name of the other, and by its id from among the candidates.
  await open("Ministry of Border Liaison");
  await page.getByLabel("Another actor, by name or id").fill("United States");
  await page.getByRole("button", { name: "Is never the same", exact: true }).click();
  await done();
  assert.match(await page.locator("main").textContent(), /United States is never Ministry of Border Liaison/);
  await back("Ministry of Border Liaison");
});

test("the pages of a PDF stand beside its text, several kinds are shown at once, and rows are cited", async () => {
  const page = await desk.enter();
  await desk.go(page, "/documents?q=conditional");
  await page.locator("tbody th a").first().click();
  const source = await page.locator("iframe[name=paper]").getAttribute("src");
  const answer = await page.request.get(desk.origin + source?.split("#")[0]);
  assert.equal(answer.headers()["content-type"], "application/pdf");
  assert.equal((await answer.body()).subarray(0, 5).toString(), "%PDF-");
  for (const kind of ["Statements", "Proposals"]) await page.getByLabel(new RegExp(kind)).uncheck();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  const kinds = await page.locator(".margin li > a:first-child").evaluateAll((links) => [...new Set(links.map((l) => l.className.split(" ")[0]))].sort());
  assert.deepEqual(kinds, ["event", "figure"]);
  await page.locator("button[data-cite]").first().click();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /SHA-256 [0-9a-f]{64}, row [0-9a-f]{16}$/);
  // An HTML page is never handed out.
  const html = desk.rows("documents").find((d) => d.media_type === "text/html");
  assert.equal((await page.request.get(`${desk.origin}/documents/${html.id}/original`)).status(), 404);
  await desk.go(page, `/documents/${html.id}`);
  assert.equal(await page.locator("iframe").count(), 0);
});

test("a link into the original names the words", async () => {
  const page = await desk.enter();
  const addressed = new Set(desk.rows("documents").filter((d) => d.url).map((d) => d.id));
  const row = desk.rows("figures").find((r) => addressed.has(r.doc) && r.text.includes(" "));
  await desk.go(page, `/rows/${row.id}`);
  const href = await page.getByRole("link", { name: "In the original" }).getAttribute("href");
  assert.match(href ?? "", /^https?:\/\/[^#]+#:~:text=/);
  const directive = decodeURIComponent((href ?? "").split(":~:text=")[1].split(",").find((t) => !t.endsWith("-") && !t.startsWith("-")) ?? "");
  assert.equal(directive, row.text.split(/\s+/).join(" "));
});

test("who leans on whom: every line leads to its sentence or passage, and stands in a table", async () => {
  const page = await desk.enter();
  await desk.go(page, "/sources");
  const lines = await page.locator(".layers svg a:has(path)").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  const table = await page.locator(".leans tbody td a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  assert.ok(lines.length > 5);
  assert.deepEqual(table, lines);
  for (const kind of ["copy", "passage", "cites"]) assert.ok(await page.locator(`.layers .edge.${kind}`).count() > 0, kind);
  const cites = lines.find((href) => href?.includes("#row-")) ?? "";
  await desk.go(page, cites);
  assert.equal(await page.locator(`[id="${cites.split("#")[1]}"]`).count(), 1);
  const passage = lines.find((href) => /#b\d+$/.test(href ?? "")) ?? "";
  await desk.go(page, passage);
  assert.equal(await page.locator(`[id="${passage.split("#")[1]}"]`).count(), 1);
});

test("with whom an actor has to do: every line leads to its rows", async () => {
  const page = await desk.enter();
  await desk.go(page, "/actors?q=mexico");
  await page.getByRole("link", { name: "Mexico", exact: true }).click();
  const hrefs = await page.locator(".ring svg a:has(path)").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  assert.ok(hrefs.length > 0);
  for (const href of hrefs) assert.ok(await page.locator(`tr[id="${href?.slice(1)}"] blockquote`).count() > 0, String(href));
});

test("a bar tells its sentence to whoever points at it or comes by keyboard", async () => {
  const page = await desk.enter();
  await desk.go(page, "/figures");
  const card = page.locator("article.card").first();
  const bar = card.locator("svg a[data-told]").first();
  const told = card.locator("[data-sentence]");
  assert.ok(await told.isHidden());
  await bar.focus();
  assert.equal(await told.textContent(), await bar.getAttribute("aria-label"));
  await card.locator("svg a[data-told]").nth(1).hover();
  assert.equal(await told.textContent(), await card.locator("svg a[data-told]").nth(1).getAttribute("aria-label"));
  await desk.go(page, "/figures?q=encounters");
  assert.ok(await page.locator(".multiples li").count() > 1);
});

test("type, modality, recipients and place of an event are corrected on its page", async () => {
  const page = await desk.enter();
  const row = desk.rows("events").find((r) => r.recipients.length > 0 && r.modality === "actual" && r.type !== "CONSULT");
  await desk.go(page, `/rows/${row.id}`);
  await page.keyboard.press("e");
  assert.deepEqual(await faults(page), []);
  await page.locator("#edit-kind").selectOption("CONSULT");
  await page.locator("#edit-modality").selectOption("planned");
  await page.locator("#edit-recipients").fill(`${await page.locator("#edit-recipients").inputValue()}; Mexico`);
  await page.locator("#edit-place").fill("Sarrow");
  await page.getByRole("button", { name: "Keep the correction" }).click();
  const told = await page.locator(".cited .fix").first().textContent();
  assert.match(told ?? "", /Type CONSULT.*Modality planned.*To whom .*Mexico.*Place Sarrow/s);
  const corrected = desk.rows("events").find((r) => r.id === row.id).review.corrected;
  assert.deepEqual([corrected.type, corrected.modality, corrected.place.text], ["CONSULT", "planned", "Sarrow"]);
  assert.equal(corrected.recipients.length, row.recipients.length + 1);
  await page.getByRole("button", { name: /Take the last decision back/ }).first().click();
  await page.waitForFunction(() => !document.querySelector("p.review-line"));
  assert.equal(desk.rows("events").find((r) => r.id === row.id).review, null);
});

test("after a decision the rooms come at once as they were, say so, and go on by themselves", async () => {
  const page = await desk.enter();
  const row = figure("21,889 pounds");
  await desk.go(page, "/figures");
  await page.request.post(`${desk.origin}/rows/${row.id}/review`, { form: { verdict: "corrected", value: "22000" }, headers: { origin: desk.origin } });
  await page.goto(`${desk.origin}/figures`);
  const note = page.locator("[data-behind]");
  // A small case may have been made anew already.
  if (await note.count() > 0) {
    assert.match(await note.textContent() ?? "", /before your last decision/);
    assert.deepEqual(await faults(page), []);
    await page.waitForFunction(() => !document.querySelector("[data-behind]"));
  }
  // Where something is typed nothing is taken away.
  await page.request.post(`${desk.origin}/rows/${row.id}/review`, { form: { verdict: "undo" }, headers: { origin: desk.origin } });
  await page.goto(`${desk.origin}/rows/${row.id}`);
  await page.locator("#note").fill("half a thou");
  if (await note.count() > 0) await page.waitForFunction(() => /made anew\./.test(document.querySelector("[data-behind]")?.textContent ?? ""));
  assert.equal(await page.locator("#note").inputValue(), "half a thou");
  assert.deepEqual(await faults(page), []);
});
