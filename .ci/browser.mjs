// The page as people meet it, in Chromium: `node browser.mjs CACHE PAGES [--pictures]`.
// Nothing on the console, nothing asked elsewhere, the policy held, no fault that axe finds, no line too wide.
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";

const [cache, pages, option] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(cache), "node_modules", "x.js"));
const puppeteer = require("puppeteer-core");
const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml",
};
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
// Small enough for the documentation.
const PICTURE = { width: 1120, height: 740 };
const PICTURE_OF_PHONE = { ...PHONE, height: 680, deviceScaleFactor: 1.5 };
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15";
const FEBRUARY = "2026-02-01T08:00:00Z";
const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let passed = 0;
let failed = 0;

function check(name, holds, found = "") {
  if (holds) {
    passed += 1;
  } else {
    failed += 1;
    console.log(`FAILED: ${name} ${JSON.stringify(found)}`.slice(0, 1000));
  }
}

const server = http.createServer((request, response) => {
  const file = path.join(pages, decodeURIComponent(request.url.split("?")[0]));
  if (!fs.existsSync(file)) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    "Content-Type": TYPES[path.extname(file)],
    "Content-Security-Policy": "default-src 'self'",
  });
  response.end(fs.readFileSync(file));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const base = `http://127.0.0.1:${server.address().port}/`;
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage"],
});

// A page at a moment; what goes wrong on it is kept in `wrong`.
async function open(name, { view = DESKTOP, scheme = "light", now = FEBRUARY, script = true, agent, hash = "", before } = {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("dialog", (dialog) => { wrong.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => { if (!request.url().startsWith(base)) wrong.push(`asks ${request.url()}`); });
  page.on("response", (response) => { if (!response.ok()) wrong.push(`${response.status()} ${response.url()}`); });
  await page.setViewport(view);
  if (agent) await page.setUserAgent({ userAgent: agent });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.setJavaScriptEnabled(script);
  await page.evaluateOnNewDocument((moment) => {
    Date.now = () => Date.parse(moment);
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
  }, now);
  if (before) await page.evaluateOnNewDocument(before);
  await page.goto(`${base}${name}/index.html${hash}`, { waitUntil: "networkidle0" });
  return { page, wrong, close: () => context.close() };
}

const unfold = (page) => page.evaluate(() => {
  for (const each of document.querySelectorAll("details")) {
    each.removeAttribute("name");
    each.open = true;
  }
});
const shown = (page, selector) => page.$$eval(selector, (found) => found.filter((each) => each.checkVisibility()).length);

// Without any style, lines stand as close as the browser sets them: the layout's own style parts them.
async function faults(page, styled) {
  await page.evaluate(AXE);
  const options = { runOnly: LEVELS, rules: { "target-size": { enabled: styled } } };
  const result = await page.evaluate((asked) => globalThis.axe.run(document, asked), options);
  return result.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target.join(" ")).slice(0, 3)}`);
}

async function widest(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

function collect(node, role, found = []) {
  if (node.role === role) found.push(node);
  for (const child of node.children ?? []) collect(child, role, found);
  return found;
}

for (const name of fs.readdirSync(pages).sort()) {
  for (const [size, view] of [["desktop", DESKTOP], ["phone", PHONE]]) {
    for (const scheme of ["light", "dark"]) {
      const told = `${name}, ${size}, ${scheme}:`;
      const { page, wrong, close } = await open(name, { view, scheme });
      check(`${told} fits when folded`, (await widest(page)) <= 0, String(await widest(page)));
      const folded = await faults(page, name !== "bare");
      check(`${told} axe, folded`, !folded.length, folded);
      await unfold(page);
      check(`${told} fits`, (await widest(page)) <= 0, String(await widest(page)));
      const unfolded = await faults(page, name !== "bare");
      check(`${told} axe, unfolded`, !unfolded.length, unfolded);
      check(`${told} policy held`, !(await page.evaluate(() => window.violations.length)));
      check(`${told} nothing wrong`, !wrong.length, wrong);
      await close();
    }
  }
}

// On the accessibility tree names of links are unique, and headings say what, when, status.
for (const name of ["fr", "en"]) {
  const { page, close } = await open(name);
  await unfold(page);
  const tree = await page.accessibility.snapshot({ interestingOnly: false });
  const links = collect(tree, "link").map((each) => each.name);
  check(`${name}: names of links are unique`, new Set(links).size === links.length && links.length > 20, links);
  const events = collect(tree, "heading").map((each) => each.name).filter((each) => /\d{4}/.test(each) && /–/.test(each));
  check(`${name}: each event's heading says when`, events.length === (await page.$$("article")).length, events);
  const said = name === "fr" ? [/^Annulé : .* – Jeudi 21 mai 2026/, /^Reporté : .* – Jeudi 5 février 2026/] : [/^Cancelled ?: /, /^Postponed ?: /];
  for (const form of said) check(`${name}: ${form}`, events.some((each) => form.test(each.replaceAll("\u00a0", " "))), events);
  await close();
}

// Made on 1 July, opened on 1 August: nothing that is over stands among what is to come; and what is not, stays.
{
  const { page, close } = await open("july", { now: "2026-08-01T10:00:00Z" });
  const left = await page.$$eval(".eventfeeds-upcoming article", (all) => all.filter((each) => each.checkVisibility())
    .map((each) => [each.querySelector("bdi").textContent, each.dataset.over]));
  check("july: nothing over is left", left.every(([, over]) => over > "2026-08-01T10:00:00Z"), left);
  check("july: what is to come is left", ["Long", "Hebdomadaire", "Jour 11"].every((title) => left.some((each) => each[0] === title)), left);
  const months = await page.$$eval(".eventfeeds-upcoming .eventfeeds-month", (all) => all.filter((each) => each.checkVisibility()).map((each) => each.firstElementChild.textContent));
  check("july: no month without events", !months.some((each) => each === "Juin 2026") && months.includes("Août 2026"), months);
  check("july: nothing said to be missing", (await shown(page, ".eventfeeds-nothing")) === 0);
  await close();
  const over = await open("over", { now: "2026-08-01T10:00:00Z" });
  check("over: nothing to come is said", (await shown(over.page, ".eventfeeds-nothing")) === 1 && (await shown(over.page, ".eventfeeds-month")) === 0);
  await over.close();
}

// Without script: all is there to read and to open; no button that does nothing.
{
  const { page, wrong, close } = await open("fr", { script: false });
  check("without script: no dead button", (await shown(page, "button")) === 0);
  await page.focus("#eventfeeds-thunderbird summary");
  await page.keyboard.press("Enter");
  check("without script: a block opens by keyboard", (await shown(page, '#eventfeeds-thunderbird a[href^="webcal:"]')) === 1);
  check("without script: its address can be read", (await shown(page, "#eventfeeds-thunderbird code")) === 1);
  check("without script: nothing wrong", !wrong.length, wrong);
  await close();
}

// By keyboard alone, from the top: what has the focus shows it, and leads to the way to subscribe.
{
  const { page, close } = await open("fr");
  const way = [];
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const { tagName, textContent } = document.activeElement;
      const style = getComputedStyle(document.activeElement);
      return { name: textContent, tag: tagName, outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) };
    });
    way.push(focused);
    if (/^Thunderbird/.test(focused.name)) {
      await page.keyboard.press("Enter");
    }
  }
  check("keyboard: the focus is always seen", way.every((each) => each.outline >= 2), way);
  const opened = way.findIndex((each) => each.name === "Ouvrir dans Thunderbird");
  check("keyboard: the link follows its summary", opened > 0 && way[opened - 1].name === "Thunderbird", way);
  check("keyboard: then the button", way[opened + 1]?.tag === "BUTTON", way);
  await close();
}

// The button copies, with a clipboard and without; and says so.
for (const [told, before] of [
  ["with a clipboard", undefined],
  ["without", () => Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined })],
]) {
  const { page, close } = await open("fr", { before });
  await page.browserContext().overridePermissions(base, ["clipboard-read", "clipboard-write"]).catch(() => {});
  await page.bringToFront();
  await page.click("#eventfeeds-nextcloud summary");
  await page.click("#eventfeeds-nextcloud button");
  const done = await page.waitForFunction(() => document.querySelector("#eventfeeds-nextcloud .eventfeeds-done").textContent, { timeout: 5000 })
    .then((handle) => handle.jsonValue(), () => "");
  check(`copy ${told}: says so`, done === "Adresse copiée", done);
  if (before) {
    check("copy without: selected", (await page.evaluate(() => getSelection().toString().trim())) === "https://agenda.example.org/agenda/agenda.ics");
  } else {
    check("copy with: copied", (await page.evaluate(() => navigator.clipboard.readText())) === "https://agenda.example.org/agenda/agenda.ics");
  }
  await close();
}

// The block of this device opens by itself; so does the one that an address names.
{
  const phone = await open("fr", { view: PHONE, agent: IPHONE });
  check("iPhone: its block is open", (await phone.page.$$eval("details[open]", (all) => all.map((each) => each.id))).join() === "eventfeeds-iphone");
  await phone.close();
  const named = await open("fr", { hash: "#eventfeeds-thunderbird" });
  check("an address opens its block", (await named.page.$$eval("details[open]", (all) => all.map((each) => each.id))).join() === "eventfeeds-thunderbird");
  await named.close();
  const odd = await open("fr", { hash: "#%" });
  check("an address that names nothing breaks nothing", !odd.wrong.length, odd.wrong);
  await odd.close();
  const none = await open("fr");
  check("elsewhere all are folded", (await none.page.$$("details[open]")).length === 0);
  await none.page.emulateMediaType("print");
  check("on paper: the address and the events", (await shown(none.page, ".eventfeeds-follow > .eventfeeds-address code")) === 1 && (await shown(none.page, "article")) > 5);
  check("on paper: no button", (await shown(none.page, "button, .eventfeeds-clients")) === 0);
  await none.close();
}

if (option === "--pictures") {
  const folder = path.join(path.dirname(new URL(import.meta.url).pathname), "..", "docs", "pictures");
  fs.mkdirSync(folder, { recursive: true });
  for (const [file, name, settings, top] of [
    ["page-fr-light.png", "fr", { view: PICTURE, hash: "#eventfeeds-thunderbird" }, "body"],
    ["page-en-dark.png", "en", { view: PICTURE, scheme: "dark", hash: "#eventfeeds-outlook-web" }, "body"],
    ["page-phone-fr-dark.png", "fr", { view: PICTURE_OF_PHONE, scheme: "dark", agent: IPHONE }, "#eventfeeds-which"],
    ["page-phone-en-light.png", "en", { view: PICTURE_OF_PHONE }, ".eventfeeds-upcoming"],
  ]) {
    const { page, close } = await open(name, settings);
    await page.$eval(top, (element) => element.scrollIntoView({ behavior: "instant" }));
    await page.screenshot({ path: path.join(folder, file) });
    await close();
  }
}

await browser.close();
server.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
