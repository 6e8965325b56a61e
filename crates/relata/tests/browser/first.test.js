// The first page, which comes before all is made, and goes on by itself.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as desk from "./desk.js";
import { faults, program, root } from "./desk.js";

/** @type {import("playwright-core").Browser} */
let browser;
let folder = "";

/** A pile that is large enough for the making to take longer than the first page waits. */
function pile() {
  for (let n = 0; n < 250; n += 1) {
    const [places, month] = [["Sarrow", "Halden", "Northmere"], String((n % 12) + 1).padStart(2, "0")];
    const place = places[n % 3];
    const text = `The port authority of ${place} counted ${4000 + n} parcels in 2022, the mayor said. Ana Torvald promised to
reopen quay ${n} by June 2031. The customs union denied that ${300 + n} boats left ${place} in 2023.`;
    writeFileSync(join(folder, `${n}.md`), `---\ntitle: Count ${n}\ndate: 2023-${month}-03\n---\n\n${text}\n`);
  }
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "relata-first-"));
  pile();
  execFileSync(program, ["read", "-q", "."], { cwd: folder });
  browser = await desk.launch();
});

after(() => browser?.close());

test("the first page tells what can be told at once, says that the rest is coming, and shows it when it is there", async () => {
  const { server, address } = await desk.open(folder);
  try {
    const page = await desk.enter(browser, address);
    const making = page.locator("[data-making]");
    assert.equal(await making.count(), 1, "the making takes longer than the page waits");
    assert.equal(await making.getAttribute("role"), "status");
    assert.match(await page.locator(".counts").textContent() ?? "", /250\s+documents/);
    assert.ok(await page.locator(".bars li").count() > 0);
    assert.equal(await page.locator("#o-diff").count(), 0);
    assert.deepEqual(await faults(page), []);
    const pictures = join(root, "target/screenshots");
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, "first-light.png") });
    await page.setViewportSize({ width: 320, height: 800 });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.waitForFunction(() => document.querySelector("#o-diff"), null, { timeout: 120_000 });
    assert.equal(await making.count(), 0);
  } finally {
    server.kill();
  }
});

test("without scripts the first page leads on by a link", async () => {
  const { server, address } = await desk.open(folder);
  try {
    const page = await desk.enter(browser, address, { javaScriptEnabled: false });
    for (let tries = 0; tries < 300 && await page.getByRole("link", { name: "Look again" }).count() > 0; tries += 1) {
      await page.waitForTimeout(200);
      await page.getByRole("link", { name: "Look again" }).click();
    }
    assert.equal(await page.locator("#o-diff").count(), 1);
  } finally {
    server.kill();
  }
});
