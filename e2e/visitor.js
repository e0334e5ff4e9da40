// Somebody with a browser. Whatever goes wrong on the way fails the journey: an error in the console, a request that fails or
// goes elsewhere, a page wider than the screen, anything that axe finds.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
const shots = process.env.SHOTS;
if (shots) mkdirSync(shots, { recursive: true });

/** In which browsers every journey is made. Axe, which is slow, examines a phone in daylight and a desk at night: the other pairs
 * have no rule of their own in the style sheet. */
export const WORLDS = [390, 1280].flatMap((width) =>
  ["light", "dark"].flatMap((theme) =>
    [true, false].map((scripts) => ({ width, theme, scripts, examined: scripts && (width === 390) === (theme === "light"), name: `${width} ${theme}${scripts ? "" : " without scripts"}` })),
  ),
);

let browser;
before(async () => {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  browser = await chromium.launch({ executablePath, args: FLAGS });
});
after(() => browser?.close());

/** Makes a journey in every world, or in those that `where` lets through; for pictures, in both sizes and themes. */
export function everywhere(name, journey, where = () => true) {
  for (const world of WORLDS.filter(shots ? ({ scripts }) => scripts : where)) {
    test(`${name} (${world.name})`, async () => {
      const visitor = await Visitor.come(world);
      try {
        await journey(visitor);
        visitor.nothingWentWrong();
      } finally {
        await visitor.leave();
      }
    });
  }
}

export class Visitor {
  static async come(world, more = {}) {
    const context = await browser.newContext({
      viewport: { width: world.width, height: world.width < 600 ? 844 : 800 },
      colorScheme: world.theme,
      javaScriptEnabled: world.scripts,
      hasTouch: world.width < 600,
      locale: "en-GB",
      reducedMotion: "reduce",
      ...more,
    });
    const visitor = new Visitor();
    Object.assign(visitor, { world, context, page: await context.newPage(), troubles: [], expected: new Set(), origin: null });
    visitor.watch();
    return visitor;
  }

  watch() {
    const trouble = (what) => this.troubles.push(what);
    this.page.on("pageerror", (error) => trouble(`script: ${error.message}`));
    this.page.on("console", (said) => {
      const status = said.text().match(/status of (\d+)/)?.[1];
      if (this.away && said.text().includes("ERR_INTERNET_DISCONNECTED")) return;
      if (said.type() === "error" && !(status && this.expected.has(Number(status)))) trouble(`console: ${said.text()}`);
    });
    this.page.on("requestfailed", (request) => {
      // What was under way when somebody went on is broken off by the browser itself.
      if (this.away && request.failure()?.errorText === "net::ERR_INTERNET_DISCONNECTED") return;
      if (request.failure()?.errorText !== "net::ERR_ABORTED") trouble(`failed: ${request.url()} ${request.failure()?.errorText}`);
    });
    this.page.on("request", (request) => {
      this.origin ??= new URL(request.url()).origin;
      if (new URL(request.url()).origin !== this.origin) trouble(`went elsewhere: ${request.url()}`);
    });
    this.page.on("response", (answer) => {
      if (answer.status() >= 400 && !this.expected.has(answer.status())) trouble(`${answer.status()}: ${answer.url()}`);
    });
  }

  /** Whether the line was taken away: what fails by that is no trouble. */
  away = false;

  /** From here on an answer with this status is what should come. */
  expect(status) {
    this.expected.add(status);
  }

  /** Opens an address and looks at the page. */
  async go(url, label) {
    await this.page.goto(new URL(url, this.origin ?? undefined).href);
    if (label) await this.look(label);
  }

  /** Looks at the page that is open: nothing sticks out, axe finds nothing. A picture, if pictures are asked for. */
  async look(label) {
    const { page, world } = this;
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${label} is ${wide} pixels wider than the screen`);
    if (!world.scripts) return;
    if (shots) await this.shoot(label);
    if (!world.examined) return;
    await page.evaluate(axe);
    const { violations } = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: "tag", values } }), RULES);
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.failureSummary}`).join("; ")}`);
    assert.deepEqual(found, [], `axe on ${label}`);
  }

  /** A picture of the whole page, on a screen as high as that. */
  async shoot(label) {
    const { page, world } = this;
    const screen = page.viewportSize();
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: screen.width, height: Math.max(screen.height, height) });
    await page.screenshot({ path: join(shots, `${label}-${world.width}-${world.theme}.png`) });
    await page.setViewportSize(screen);
  }

  /** Types into the field of this label. */
  async type(label, text) {
    await this.page.getByLabel(label).fill(text);
  }

  /** Presses a button, and waits for the page behind it. */
  async press(name) {
    await Promise.all([this.page.waitForEvent("load"), this.page.getByRole("button", { name }).click()]);
  }

  /** Follows a link, and waits for the page behind it. */
  async follow(name) {
    await Promise.all([this.page.waitForEvent("load"), this.page.getByRole("link", { name }).first().click()]);
  }

  /** The page says this. */
  async sees(text) {
    await this.page.getByText(text).first().waitFor({ timeout: 5000 });
  }

  /** Goes by Tab alone to what has this name (or a name like this): whatever cannot be reached so fails. */
  async tabTo(name) {
    for (let presses = 0; presses < 120; presses += 1) {
      await this.page.keyboard.press("Tab");
      const at = await this.page.evaluate(() => {
        const here = document.activeElement;
        const seen = here.getBoundingClientRect();
        const label = here.labels?.[0]?.textContent ?? here.getAttribute("aria-label") ?? here.textContent;
        return { label: label.trim(), outline: getComputedStyle(here).outlineStyle, seen: seen.width > 0 && seen.height > 0 };
      });
      if (name instanceof RegExp ? name.test(at.label) : at.label.includes(name)) {
        assert.ok(at.seen && at.outline !== "none", `${name} has the focus, and does not show it`);
        return;
      }
    }
    assert.fail(`${name} cannot be reached by Tab`);
  }

  nothingWentWrong() {
    assert.deepEqual(this.troubles, []);
  }

  async leave() {
    await this.context.close();
  }
}
