// How long a new organiser takes, from the README alone: node stopwatch.js. Somebody unhurried, who types five letters a second,
// reads each page for four seconds, and takes a second and a half to each button. The machine's own time is what it is.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { empty, program } from "./house.js";

const LIST = ["Name;Mail;Beruf;Ich suche;Ich biete"].concat(
  [
    ["Ina Importwell", "umbrella maker", "someone who knows the wind", "umbrellas for events"],
    ["Otto Rowley", "roofer", "a bookkeeper for a small firm", "advice on old roofs"],
    ["Nell Exampleton", "bookkeeper", "a photographer for our website", "monthly bookkeeping for small firms"],
    ["Zoë Placeholder", "photographer", "advice on old roofs", "portraits and pictures of products"],
  ].map(([name, job, ask, offer], n) => `${name};row${n}@example.org;${job};${ask};${offer}`),
).join("\n");

const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
const began = Date.now();
const say = (what) => console.log(`${String(Math.round((Date.now() - began) / 1000)).padStart(4)} s  ${what}`);

const folder = mkdtempSync(join(tmpdir(), "goodword-stopwatch-"));
const list = join(folder, "list.csv");
writeFileSync(list, LIST);
// The command of the README, with the file's own name in place of the example's: some forty letters, and a look at what it prints.
await pause(8 + 4);
const round = spawnSync(program, ["match", list], { encoding: "utf8" });
if (round.status !== 0 || !round.stdout.includes("4 of 4 members")) throw new Error(round.stderr);
say("a first round from an own spreadsheet stands on the terminal: who meets whom, and why");
await pause(4 + 6);
const house = await empty();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ locale: "en-GB" });
const type = async (label, text) => page.getByLabel(label).pressSequentially(text, { delay: 200 });
const press = async (name, role = "button") => {
  await pause(1.5);
  await Promise.all([page.waitForEvent("load"), page.getByRole(role, { name }).first().click()]);
  await pause(4);
};
await page.goto(house.setUp);
await pause(4);
await type("Your name", "Ada Samplewright");
await type("Your e-mail address", "ada@example.org");
await type("What is your community called?", "Guild of Samples");
await press("Found the community");
say("the community is founded");
await press("Bring members in", "link");
await pause(4);
await page.getByLabel("Your spreadsheet").setInputFiles(list);
await press("Show me what would happen");
if ((await page.getByLabel("Which column holds the names?").count()) > 0) {
  await page.getByLabel("Your spreadsheet").setInputFiles(list);
  await type("Which column holds the names?", "Name");
  await press("Show me what would happen");
}
say("each row of the list is shown, and what would become of it");
await press(/Bring 4 rows in/);
await page.getByText("Done. Nobody got a mail by it.").waitFor();
say("the list is in");
await press("Invite all 4 now");
say("everybody is invited");
await browser.close();
await house.stop();
rmSync(folder, { recursive: true });
