// A whole month: an organiser plans a round, looks at it, edits and releases it; members answer by the links of their letters,
// agree on a time, meet, and tell; the organiser reads what became of it. Days go by as the demo lets them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { demo } from "../house.js";
import { everywhere } from "../visitor.js";

const ANA = "ana.quillfeather@example.org";

const LIST = readFileSync(new URL("../../examples/members.csv", import.meta.url), "utf8").split("\n").map((row) => row.split(","));

/** The address of somebody in the demo's list; the organiser, who is not in it, comes with her own. */
function address(name) {
  return LIST.find((row) => row[1] === name)?.[2] ?? "tilda.gatherwell@example.org";
}

/** Comes back to a page until it says this. */
async function until(visitor, url, text) {
  for (let tries = 0; tries < 40; tries += 1) {
    // A page that comes anew by itself may break off ours.
    await visitor.go(url).catch(() => {});
    if ((await visitor.page.getByText(text).count()) > 0) return;
    await visitor.page.waitForTimeout(250);
  }
  assert.fail(`${url} never says “${text}”`);
}

/** Lets weeks and days go by. */
async function pass(visitor, house, weeks, days = 0) {
  await visitor.go(house.letters);
  for (let n = 0; n < weeks; n += 1) await visitor.press("Let a week go by");
  for (let n = 0; n < days; n += 1) await visitor.press("Let a day go by");
}

/** Opens the latest letter to somebody that has a link of this name, and follows it. */
async function byLetter(visitor, house, to, link) {
  const url = `${house.letters}?to=${encodeURIComponent(to)}`;
  await until(visitor, url, link);
  await visitor.follow(link);
}

/** Whom the reader of this page meets. */
async function partner(visitor) {
  const title = await visitor.page.locator("h1").textContent();
  return title.replace("You and ", "").trim();
}

async function plan(visitor) {
  await visitor.follow("Organise");
  await visitor.follow("Rounds");
  await visitor.look("rounds");
  await visitor.press("Plan it now");
  const round = visitor.page.url();
  await until(visitor, round, "Nobody is told before you release it");
  await visitor.look("round-preview");
  return round;
}

async function edit(visitor, round) {
  const boxes = visitor.page.locator("#matches ~ ul").getByRole("checkbox");
  await boxes.nth(0).check();
  await boxes.nth(2).check();
  await visitor.press("Swap these two");
  await visitor.sees("What that would change");
  await visitor.look("round-edit");
  await visitor.press("Do it");
  await visitor.sees("Done.");
  await visitor.go(round);
  await visitor.page.getByText("What if the rules were others?").click();
  await visitor.page.getByLabel("Where they are at home").selectOption("same");
  await visitor.press("What would it be?");
  await visitor.sees("By these rules");
  await visitor.look("round-what-if");
  await visitor.go(round);
}

async function release(visitor) {
  await visitor.follow("Release it");
  await visitor.look("round-release");
  await visitor.press(/Release it: \d+ letters/);
  await visitor.sees("The letters are on their way.");
}

async function meet(visitor, house) {
  await byLetter(visitor, house, ANA, "Yes, I will");
  await visitor.look("match-asked");
  const ana = visitor.page.url().split("?")[0];
  const name = await partner(visitor);
  await visitor.go(`${ana}?say=not_this_time`, "match-decline");
  await visitor.go(`${ana}?say=another_time`, "match-another-time");
  await visitor.go(`${ana}?say=accept`);
  await visitor.page.getByRole("checkbox").first().check();
  await visitor.press("Yes, I will");
  await visitor.sees("You said yes.");
  await visitor.look("match-waiting");
  const to = address(name);
  await byLetter(visitor, house, to, "Yes, I will");
  await visitor.page.getByRole("checkbox").first().check();
  await visitor.press("Yes, I will");
  await visitor.sees("You have a time.");
  await visitor.look("match-agreed");
  await visitor.follow("What to talk about");
  await visitor.look("guide");
  return [ana, to];
}

async function tell(visitor, house, to) {
  await byLetter(visitor, house, ANA, "Yes, we met");
  await visitor.page.getByRole("radio", { name: "Yes" }).check();
  await visitor.page.getByRole("checkbox", { name: "advice" }).first().check();
  await visitor.type("A word of thanks", "Thank you for the soup.");
  await visitor.look("match-met");
  await visitor.press("Yes, we met");
  await visitor.sees("Sealed until");
  await visitor.look("match-sealed");
  await byLetter(visitor, house, to, "Yes, we met");
  await visitor.press("Yes, we met");
  await visitor.sees("Thank you for the soup.");
  await visitor.look("match-told");
}

everywhere("a month from plan to report", async (visitor) => {
  const house = await demo();
  try {
    await visitor.go(house.organiser);
    const round = await plan(visitor);
    await edit(visitor, round);
    await release(visitor);
    const [, to] = await meet(visitor, house);
    await visitor.go(house.letters, "letters");
    await visitor.go(round, "round-live");
    await pass(visitor, house, 4, 1);
    await tell(visitor, house, to);
    await visitor.go(round);
    await visitor.sees("2 people told us");
    await visitor.look("round-report");
    await visitor.press("Plan it once more with what it read");
    await visitor.sees("The same once more");
    await visitor.look("round-replay");
  } finally {
    await house.stop();
  }
}, ({ theme, width, scripts }) => (scripts ? (width === 390) === (theme === "light") : width === 390 && theme === "light"));

everywhere("a member sees one-to-ones, skips the next round and makes a private calendar", async (visitor) => {
  const house = await demo();
  try {
    await visitor.go(house.organiser);
    await visitor.follow("Organise");
    await visitor.follow("Rounds");
    await visitor.follow("Hold rounds by the calendar");
    await visitor.look("calendar");
    await visitor.press("Hold rounds so");
    await visitor.sees("Rounds are held by the calendar.");
    await visitor.go(house.member);
    await visitor.follow("Meet");
    await visitor.look("one-to-ones-none");
    await visitor.press("Make the link");
    await visitor.look("private-calendar");
    await pass(visitor, house, 0, 5);
    await byLetter(visitor, house, ANA, "Skip this round");
    await visitor.look("round-coming");
    await visitor.press("Skip this round");
    await visitor.sees("You are not in.");
    await visitor.press("I am in");
    await visitor.sees("You are in.");
    visitor.expect(410);
    await visitor.go("/matches/a-guess", "link-over");
  } finally {
    await house.stop();
  }
}, ({ theme, width, scripts }) => scripts && (width === 390) === (theme === "light"));
