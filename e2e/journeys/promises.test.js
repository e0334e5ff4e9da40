// Promises and introductions: said in a few taps, carried to two yeses, by people who have no account among others.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { demo } from "../house.js";
import { Visitor, everywhere } from "../visitor.js";

const houses = {};
before(async () => {
  for (const name of ["suggested", "outside"]) houses[name] = await demo();
});
after(() => Promise.all(Object.values(houses).map((house) => house.stop())));

const opened = new Set();

/** The link of a letter to somebody that was not opened yet; the job that writes it may take a moment. `to` begins their address. */
async function question(operator, to) {
  for (let times = 0; times < 80; times += 1) {
    const outbox = await operator.context.request.get(`${operator.origin}/api/outbox`);
    const { letters } = await outbox.json();
    const links = letters.filter((letter) => letter.to.startsWith(to)).map(({ text }) => text?.match(/http\S+\/introductions\/answer\/[\w-]+/)?.[0]);
    const link = links.find((link) => link && !opened.has(link));
    if (link) {
      opened.add(link);
      return link;
    }
    await operator.page.waitForTimeout(250);
  }
  assert.fail(`no letter asks ${to}`);
}

/** In a house of its own: nobody promises one person much that was not heard of. */
async function promising(visitor, journey) {
  const fresh = await demo();
  try {
    await visitor.go(fresh.member);
    await visitor.follow("People");
    await visitor.follow("Ben Thistledown");
    await journey(visitor.page);
  } finally {
    await fresh.stop();
  }
}

/** Somebody else, with a browser of their own and no account, opens a link. */
async function asked(visitor, link, journey) {
  const other = await Visitor.come(visitor.world);
  try {
    await other.go(link);
    await journey(other);
    other.nothingWentWrong();
  } finally {
    await other.leave();
  }
}

async function saysYes(other) {
  await other.look("introduction-question");
  await other.press("Yes, introduce us");
  await other.sees("Yes. Thank you.");
}

everywhere("a promise takes four taps at most", (visitor) => promising(visitor, async (page) => {
  await visitor.look("member-to-promise");
  let taps = 0;
  const tap = async (what, goes = false) => {
    taps += 1;
    await Promise.all([goes ? page.waitForEvent("load") : null, what.click()]);
  };
  const began = performance.now();
  await tap(page.getByRole("link", { name: "Promise them something" }), true);
  await tap(page.getByRole("radio").first());
  await tap(page.getByRole("button", { name: "I promise" }), true);
  await visitor.sees("Promised. Read it back to each other.");
  console.log(`a promise: ${taps} taps, ${((performance.now() - began) / 1000).toFixed(1)} seconds of the house`);
  assert.ok(taps <= 4, `${taps} taps`);
  await visitor.look("promise");
  await visitor.follow("Promises");
  await visitor.look("promises");
  await visitor.go("/promises/new", "promise-whom");
  await page.goBack();
  await visitor.follow("How well do I keep my word?");
  await visitor.look("word-kept");
}));

everywhere("a promise is moved, and given back in one's own words", (visitor) => promising(visitor, async (page) => {
  await visitor.follow("Promise them something");
  await visitor.look("promise-new");
  visitor.expect(422);
  await visitor.type("What do you promise?", "…");
  await page.getByRole("button", { name: "I promise" }).click();
  await visitor.sees("Please say in a few words what you promise.");
  await visitor.type("What do you promise?", `the good ladder, ${visitor.world.name}`);
  await visitor.press("I promise");
  await visitor.type("By when", "2027-01-15");
  await visitor.press("Take this day");
  await visitor.sees("Still on, by the new day.");
  await visitor.sees("moved once");
  await visitor.type("In your own words", "The ladder broke.");
  await visitor.press("Give it back");
  await visitor.sees("Given back. That was honest.");
  await visitor.look("promise-given-back");
}), ({ scripts, examined }) => examined || !scripts);

everywhere("from a suggestion to two yeses", async (visitor) => {
  const { page } = visitor;
  await visitor.go(houses.suggested.organiser);
  await visitor.follow("You may know someone");
  await visitor.look("introductions");
  await visitor.follow(/^Bring .* together$/);
  await visitor.look("introduction-new");
  const names = await page.locator("fieldset strong").allTextContents();
  await visitor.press("Ask now");
  await visitor.sees("Asked. You hear when both have said yes.");
  await visitor.look("introduction-asked");
  const here = page.url();
  for (const name of names) {
    const first = name.split(" ")[0].toLowerCase();
    await asked(visitor, await question(visitor, first.split("-")[0]), saysYes);
  }
  await visitor.go(here, "introduction-joined");
  await visitor.sees("Both said yes");
});

everywhere("two who are not here, one of them without an address", async (visitor) => {
  const { page } = visitor;
  const fay = `fay-${visitor.world.name.replaceAll(" ", "-")}@example.net`;
  await visitor.go(houses.outside.organiser);
  await visitor.go("/introductions/new", "introduction-whom");
  await visitor.follow("Somebody who is not here");
  await visitor.follow("Somebody who is not here");
  await page.getByLabel("Their name").nth(0).fill("Fay Faraway");
  await page.getByLabel("Their e-mail address").nth(0).fill(fay);
  await page.getByLabel("What … reads").nth(0).fill("Somebody I know repairs old presses, and looks for a printer.");
  await page.getByLabel("Their name").nth(1).fill("Gus Further");
  await page.getByLabel("What … reads").nth(1).fill("I know a printer who still has work for you.");
  await visitor.look("introduction-outside");
  await visitor.press("Ask now");
  const here = page.url();
  await asked(visitor, await question(visitor, fay), async (other) => {
    assert.ok(!(await other.page.content()).includes("Gus"), "nothing of Gus before both said yes");
    await saysYes(other);
    await other.sees("nothing of you was shown yet");
  });
  await visitor.go(here);
  await visitor.press("Make the link");
  await visitor.look("introduction-link");
  const link = await page.getByLabel("Link").inputValue();
  await asked(visitor, link, async (other) => {
    assert.ok(!(await other.page.content()).includes("Fay"), "nothing of Fay before both said yes");
    await other.type("Your e-mail address", "gus@example.net");
    await saysYes(other);
    await other.sees("Meet Fay Faraway");
    await other.look("introduction-meet");
  });
  await visitor.go(here, "introduction-joined-outside");
  await visitor.sees("Both said yes");
});
