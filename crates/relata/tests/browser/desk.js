// A case of the samples, opened by the program, and a browser that has been let in.
import assert from "node:assert/strict";
import { spawn, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../../..");
export const program = process.env.RELATA ?? join(root, "target/debug/relata");

const axe = readFileSync(join(root, "crates/relata/tests/browser/node_modules/axe-core/axe.min.js"), "utf8");

/** What axe finds wrong with a page, by the rules of WCAG 2.2 AA. @param {import("playwright-core").Page} page */
export async function faults(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    // @ts-ignore
    window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
}

/** A browser. */
export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });

/** Starts the program on the case of a folder; gives it, and the address that it prints. @param {string} folder @param {string[]} flags */
export async function open(folder, ...flags) {
  const server = spawn(program, ["open", "--no-browser", ...flags], { cwd: folder });
  // Its output stays open: were it closed, the program would end.
  /** @type {string} */
  const address = await new Promise((found) => {
    let printed = "";
    server.stdout.on("data", (chunk) => {
      printed += chunk;
      const url = printed.match(/http:\/\/\S+(?=\s)/);
      if (url) found(url[0]);
    });
  });
  return { server, address };
}

/**
 * A page that has been let in, in English, and is told of errors and of what the policy forbade.
 * @param {import("playwright-core").Browser} browser @param {string} address
 */
export async function enter(browser, address, options = {}) {
  const context = await browser.newContext({ locale: "en-GB", ...options });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  page.on("pageerror", (error) => assert.fail(`${page.url()}: ${error}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !/404|422/.test(message.text())) assert.fail(`${page.url()}: ${message.text()}`);
  });
  await page.goto(address);
  return page;
}

/**
 * Goes to a page, once what it shows has been made anew after the last change.
 * @param {import("playwright-core").Page} page @param {string} address
 */
export async function shown(page, address) {
  for (;;) {
    const answer = await page.goto(address);
    if (await page.locator("[data-behind]").count() === 0) return answer;
    await page.waitForTimeout(100);
  }
}

/** Makes a case of the samples and opens it. */
export async function start() {
  const folder = mkdtempSync(join(tmpdir(), "relata-browser-"));
  const samples = join(root, "samples/collection");
  /** Runs the program in the folder of the case. @param {string[]} args */
  const relata = (...args) => execFileSync(program, args, { cwd: folder, encoding: "utf8" });
  relata("read", "-q", samples);
  const { server, address } = await open(folder);
  const browser = await launch();
  const origin = new URL(address).origin;
  return {
    relata,
    samples,
    origin,
    enter: (options = {}) => enter(browser, address, options),
    /** @param {import("playwright-core").Page} page @param {string} path */
    go: (page, path) => shown(page, origin + path),
    /** Rows of a kind as they are exported. @param {string} kind @returns {any[]} */
    rows: (kind) => relata("export", "--rows", kind).trim().split("\n").map((line) => JSON.parse(line)),
    async stop() {
      await browser.close();
      server.kill();
    },
  };
}
