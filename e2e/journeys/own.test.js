// What is one's own: the profile in small steps, asks and offers with the coach, pausing, whom one would rather not meet, devices,
// programs, and going with everything.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import { demo, empty } from "../house.js";
import { everywhere } from "../visitor.js";

let house;
before(async () => (house = await demo()));
after(() => house.stop());

/** A journey that changes what the others would see is made where it was not made before. */
const some = ({ theme, scripts, width }) => theme === "light" || (scripts && width === 390);

/** Opens a page of one's own in the community. */
async function own(visitor, page, label) {
  const people = await visitor.page.getByRole("link", { name: "People", exact: true }).getAttribute("href");
  await visitor.go(people.replace("/members", `/me${page}`), label);
}

everywhere("a member looks through all that is theirs", async (visitor) => {
  await visitor.go(house.member);
  await visitor.follow(/^Me$/);
  await visitor.look("me");
  for (const page of ["", "/who", "/asks", "/offers", "/serves", "/story", "/meeting", "/week", "/pause", "/apart", "/leave"]) {
    await own(visitor, page, `own${page.replace("/", "-")}`);
  }
  for (const page of ["devices", "tokens", "archive", "erase"]) await visitor.go(`/me/${page}`, `own-${page}`);
});

everywhere("a member introduces themselves in small steps, and sees what each is worth", async (visitor) => {
  const fresh = await demo();
  try {
    await visitor.go(fresh.member);
    await own(visitor, "");
    await visitor.follow("Name and what you do");
    await visitor.type("What do you do?", "bookkeeper and treasurer");
    visitor.expect(422);
    await visitor.type("Years in it", "300");
    await visitor.press("Save and go on");
    await visitor.sees("it can be 0 to 80");
    assert.equal(await visitor.page.getByLabel("What do you do?").inputValue(), "bookkeeper and treasurer", "what was typed is kept");
    await visitor.look("own-who-again");
    await visitor.type("Years in it", "15");
    await visitor.press("Save and go on");
    await visitor.sees("What you need");
    await visitor.type("I need", "need clients");
    if (!visitor.world.scripts) await visitor.press("Who would that be?");
    await visitor.sees("Which kind of client, where, and how many?");
    await visitor.look("own-coach");
    await visitor.type("I need", "a joiner for shelves in my office");
    await visitor.press("Add an ask");
    await visitor.sees("Ben Thistledown");
    await visitor.look("own-asked");
    await visitor.follow("Go on");
    await visitor.type("I can give", "monthly bookkeeping");
    await visitor.press("Add an offer");
    await visitor.sees("members look for this");
    await visitor.look("own-offered");
    await visitor.follow("Go on");
    await visitor.type("Whom do you work for?", "small firms, joiners");
    await visitor.press("Save and go on");
    await visitor.type("What is new with you?", "I have a second desk.");
    await visitor.press("Save and go on");
    await visitor.page.getByLabel("A walk").check();
    await visitor.press("Save and go on");
    await visitor.press("lunchtimes");
    await visitor.sees("Saved.");
    assert.ok(await visitor.page.getByRole("checkbox", { name: "Tuesday 12:00" }).isChecked());
    await visitor.page.getByRole("checkbox", { name: "Friday 13:00" }).uncheck();
    await visitor.look("own-week-tapped");
    await visitor.press("Save and go on");
    await visitor.sees("Everything is said.");
    await visitor.sees("Friday 12:00–13:00");
    await visitor.look("own-done");
    await visitor.follow("See your card as others see it");
    await visitor.sees("I have a second desk.");
    await visitor.look("own-card");
  } finally {
    await fresh.stop();
  }
}, some);

everywhere("a week is painted with the mouse", async (visitor) => {
  await visitor.go(house.member);
  await own(visitor, "/week");
  const middle = async (label) => {
    const seen = await visitor.page.getByRole("checkbox", { name: label }).boundingBox();
    return [seen.x + seen.width / 2, seen.y + seen.height / 2];
  };
  await visitor.page.mouse.move(...(await middle("Monday 9:00")));
  await visitor.page.mouse.down();
  for (const day of ["Tuesday", "Wednesday"]) await visitor.page.mouse.move(...(await middle(`${day} 9:00`)), { steps: 4 });
  await visitor.page.mouse.up();
  for (const day of ["Monday", "Tuesday", "Wednesday"]) assert.ok(await visitor.page.getByRole("checkbox", { name: `${day} 9:00` }).isChecked(), day);
  await visitor.page.getByRole("checkbox", { name: "Tuesday 9:00" }).click();
  assert.ok(!(await visitor.page.getByRole("checkbox", { name: "Tuesday 9:00" }).isChecked()), "a tap turns one box");
}, ({ scripts, theme, width }) => scripts && theme === "light" && width === 1280);

everywhere("asks are put in order, said in other words, closed with thanks and opened again", async (visitor) => {
  const fresh = await demo();
  const first = () => visitor.page.locator(".mine strong").first().textContent();
  try {
    await visitor.go(fresh.member);
    await own(visitor, "/asks");
    const before = await first();
    await visitor.press(`Down ${before}`);
    assert.notEqual(await first(), before);
    await visitor.press(`Up ${before}`);
    assert.equal(await first(), before);
    await visitor.follow(`Reword ${before}`);
    await visitor.look("own-reword");
    await visitor.type("I need", "a website in one page");
    await visitor.press("Save it like this");
    await visitor.sees("Saved in other words.");
    await visitor.page.getByText("Done, with thanks a website in one page").click();
    await visitor.page.locator("details[open]").getByLabel("Who helped, and how?").fill("Hyun-woo, in an afternoon.");
    await visitor.look("own-thanks");
    await visitor.page.locator("details[open]").getByRole("button", { name: "Close it" }).click();
    await visitor.sees("Closed. Well done.");
    await visitor.look("own-closed");
    await visitor.press("Open again a website in one page");
    await visitor.sees("It is open again.");
  } finally {
    await fresh.stop();
  }
}, some);

everywhere("a member pauses, keeps apart, and looks after devices and programs", async (visitor) => {
  const fresh = await demo();
  try {
    await visitor.go(fresh.member);
    await own(visitor, "/pause");
    visitor.expect(422);
    await visitor.type("Until a day", "2020-01-01");
    await visitor.press("Pause until then");
    await visitor.sees("a day that is still to come");
    await visitor.press("4 weeks");
    await visitor.sees("You pause until");
    await visitor.look("own-paused");
    await visitor.follow("Today");
    await visitor.sees("You pause until");
    await visitor.look("today-paused");
    await own(visitor, "/pause");
    await visitor.press("I am back now");
    await visitor.sees("Good to have you back.");
    await own(visitor, "/apart");
    await visitor.page.getByRole("searchbox").fill("thistledown");
    if (!visitor.world.scripts) await visitor.press("Search");
    await visitor.press("Rather not meet Ben Thistledown");
    await visitor.sees("No round will bring you together.");
    await visitor.look("own-apart-one");
    await visitor.press("Take off the list Ben Thistledown");
    await visitor.sees("Taken off your list.");
    await visitor.go("/me/tokens");
    await visitor.type("What is it for?", "calendar on my phone");
    await visitor.press("Make the token");
    await visitor.sees("It is shown this once");
    await visitor.look("own-token-made");
    const secret = await visitor.page.locator("code").textContent();
    assert.match(secret, /^gw_/);
    await visitor.go("/me/tokens");
    assert.ok(!(await visitor.page.content()).includes(secret), "a secret is shown once");
    await visitor.press("End it calendar on my phone");
    await visitor.sees("It opens nothing any more.");
    const other = await fetch(fresh.member, { redirect: "manual" });
    const cookie = other.headers.getSetCookie()[0].split(";")[0];
    await visitor.go("/me/devices", "own-devices-two");
    await visitor.press("Sign out everywhere else");
    await visitor.sees("Signed out there.");
    const there = await fetch(`${fresh.url}/today`, { headers: { cookie }, redirect: "manual" });
    assert.equal(there.headers.get("location"), "/sign-in", "signed out there");
  } finally {
    await fresh.stop();
  }
}, some);

everywhere("a member leaves with everything, and brings it into another house", async (visitor) => {
  const [old, fresh] = [await demo(), await empty()];
  try {
    await visitor.go(old.member);
    await own(visitor, "/leave", "own-leave");
    await visitor.press("Leave with everything");
    await visitor.sees("Everything that was yours is here.");
    await visitor.sees("a website that says what I do without boring people");
    await visitor.look("own-left");
    const [file] = await Promise.all([
      visitor.page.waitForEvent("download"),
      visitor.page.getByRole("link", { name: "Download your archive" }).click(),
    ]);
    const archive = readFileSync(await file.path());
    await visitor.leave();
    const there = await visitor.constructor.come(visitor.world);
    Object.assign(visitor, { context: there.context, page: there.page, troubles: there.troubles, expected: there.expected });
    await there.go(fresh.setUp);
    await there.type("Your name", "Ana Quillfeather");
    await there.type("Your e-mail address", "ana@example.org");
    await there.type("What is your community called?", "Another Table");
    await there.press("Found the community");
    await there.go("/me/archive");
    there.expect(422);
    await there.page.getByLabel("Your archive").setInputFiles({ name: "goodword.zip", mimeType: "application/zip", buffer: Buffer.from("nothing") });
    await there.press("Bring it in");
    await there.look("own-archive-again");
    await there.page.getByLabel("Your archive").setInputFiles({ name: "goodword.zip", mimeType: "application/zip", buffer: archive });
    await there.press("Bring it in");
    await there.sees("One membership was brought in");
    await there.sees("Wickmoor Round Table");
    await there.sees("monthly bookkeeping for small firms");
    await there.look("own-brought");
    there.nothingWentWrong();
  } finally {
    await Promise.all([old.stop(), fresh.stop()]);
  }
}, some);

everywhere("a member is erased, having typed their address", async (visitor) => {
  const fresh = await demo();
  try {
    await visitor.go(fresh.member);
    await visitor.go("/me/erase");
    visitor.expect(422);
    await visitor.type("To confirm, type your own e-mail address", "somebody@example.org");
    await visitor.press("Erase everything about me");
    await visitor.sees("write your own e-mail address");
    await visitor.look("own-erase-again");
    await visitor.type("To confirm, type your own e-mail address", "ana.quillfeather@example.org");
    await visitor.press("Erase everything about me");
    await visitor.sees("Everything about you is erased.");
  } finally {
    await fresh.stop();
  }
}, ({ width, theme }) => width === 390 && theme === "light");

everywhere("people are filtered by what they ask and offer, and found by what is meant", async (visitor) => {
  await visitor.go(house.member);
  await visitor.follow("People");
  await visitor.page.getByRole("searchbox").fill("somebody who fixes my bicycle");
  if (!visitor.world.scripts) await visitor.press("Search");
  await visitor.page.locator("#found").waitFor();
  await visitor.look("people-meant");
  await visitor.page.getByRole("searchbox").fill("");
  await visitor.page.getByText("Filter", { exact: true }).click();
  await visitor.page.getByLabel("Who", { exact: true }).selectOption("offer");
  await visitor.page.getByLabel("Kind of help").selectOption("mentoring");
  if (!visitor.world.scripts) await visitor.press("Search");
  await visitor.page.locator("#found .why").first().waitFor();
  await visitor.look("people-filtered");
  await visitor.page.locator("#found .person").first().click();
  await visitor.sees("Can give");
});

/** Goes to what has this name by Tab, and presses a key there; waits for the page behind it, if one comes. */
async function byKey(visitor, name, key, comes = true) {
  await visitor.tabTo(name);
  await Promise.all([comes ? visitor.page.waitForEvent("load") : null, visitor.page.keyboard.press(key)]);
}

everywhere("all of it goes by keys alone", async (visitor) => {
  const fresh = await demo();
  const { page } = visitor;
  try {
    await visitor.go(fresh.member);
    await byKey(visitor, /^Me$/, "Enter");
    await byKey(visitor, "Your profile", "Enter");
    await byKey(visitor, "Name and what you do", "Enter");
    await visitor.tabTo("What do you do?");
    await page.keyboard.type(" by hand");
    await byKey(visitor, "Save and go on", "Enter");
    await visitor.tabTo("I need");
    await page.keyboard.type("a joiner for shelves");
    await byKey(visitor, "Add an ask", "Space");
    await visitor.sees("Ben Thistledown");
    await byKey(visitor, "Down a website", "Enter");
    await byKey(visitor, "Done, with thanks", "Space", false);
    await visitor.tabTo("Who helped, and how?");
    await page.keyboard.type("Ben");
    await byKey(visitor, "Close it", "Enter");
    await visitor.sees("Closed. Well done.");
    await own(visitor, "/week");
    await byKey(visitor, "Monday 7:00", "Space", false);
    await byKey(visitor, "Save and go on", "Enter");
    await visitor.sees("Monday 7:00–8:00");
    await own(visitor, "/apart");
    await visitor.tabTo("A name");
    await page.keyboard.type("thistledown");
    if (visitor.world.scripts) await visitor.sees("furniture maker");
    else await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
    await byKey(visitor, "Rather not meet Ben", "Enter");
    await visitor.sees("No round will bring you together.");
    await own(visitor, "/pause");
    await byKey(visitor, "8 weeks", "Space");
    await visitor.sees("You pause until");
    await own(visitor, "/leave");
    await byKey(visitor, "Leave with everything", "Enter");
    await visitor.sees("Everything that was yours is here.");
  } finally {
    await fresh.stop();
  }
}, ({ width, theme }) => width === 1280 && theme === "light");
