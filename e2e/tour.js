// Puts the pictures of each page that docs/tour.md names into one: node tour.js SHOTS FOLDER. Names what is missing.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [shots, folder] = process.argv.slice(2).map((path) => resolve(path));
const root = fileURLToPath(new URL("..", import.meta.url));
const named = (file) => readFileSync(join(root, file), "utf8").matchAll(/tour\/([\w-]+)\.png/g);
const labels = new Set([...named("docs/tour.md"), ...named("README.md")].map((found) => found[1]));

const WORLDS = [["390-light", 219], ["390-dark", 219], ["1280-light", 496], ["1280-dark", 496]];
const sheet = (label) => {
  const figures = WORLDS.map(([world, width]) => [join(shots, `${label}-${world}.png`), width]).filter(([file]) => existsSync(file));
  const wide = figures.map(([file, width]) => `<div style="width:${width}px"><img src="${pathToFileURL(file)}"></div>`).join("");
  return `<style>
    body { margin: 0; padding: 14px; display: flex; gap: 14px; align-items: flex-start; background: #d9d2c5; }
    div { flex: none; max-height: 720px; overflow: hidden; border-radius: 8px; box-shadow: 0 2px 8px rgb(0 0 0 / .25); }
    img { width: 100%; display: block; }
  </style>${wide}`;
};

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 1500, height: 200 } });
await page.goto(pathToFileURL(join(root, "e2e", "package.json")).href);
const missing = [];
for (const label of labels) {
  if (!WORLDS.some(([world]) => existsSync(join(shots, `${label}-${world}.png`)))) {
    missing.push(label);
    continue;
  }
  await page.setContent(sheet(label), { waitUntil: "load" });
  await page.screenshot({ path: join(folder, `${label}.png`), fullPage: true });
}
await browser.close();
const taken = new Set(readdirSync(shots).filter((file) => file.endsWith(".png")).map((file) => file.replace(/-(390|1280)-(light|dark)\.png$/, "")));
const left = [...taken].filter((label) => !labels.has(label)).sort();
console.log(`${labels.size - missing.length} pages. Pictures that the tour does not show: ${left.join(", ") || "none"}.`);
if (missing.length > 0) {
  console.error(`No journey looks at: ${missing.join(", ")}.`);
  process.exitCode = 1;
}
