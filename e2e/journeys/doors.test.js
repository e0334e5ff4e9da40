// Coming in: setting a house up, signing in, signing out, and what is not there.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { demo, empty } from "../house.js";
import { WORLDS, everywhere } from "../visitor.js";

let house;
before(async () => (house = await demo()));
after(() => house.stop());

everywhere("the first person sets the house up", async (visitor) => {
  const fresh = await empty();
  try {
    await visitor.go(fresh.setUp, "set-up");
    await visitor.type("Your name", "Ada Samplewright");
    await visitor.type("Your e-mail address", "ada@host");
    await visitor.type("What is your community called?", "Guild of Samples");
    await visitor.type("Where do most of you meet?", "Sampletown");
    visitor.expect(422);
    await visitor.press("Found the community");
    await visitor.sees("no e-mail address");
    await visitor.look("set-up-again");
    assert.equal(await visitor.page.getByLabel("Your name").inputValue(), "Ada Samplewright", "what was typed is kept");
    await visitor.type("Your e-mail address", "ada@example.org");
    await visitor.press("Found the community");
    await visitor.sees("Good to see you, Ada");
    await visitor.look("first-day");
    visitor.expect(410);
    await visitor.go(fresh.setUp);
    await visitor.sees("All is set up here.");
  } finally {
    await fresh.stop();
  }
}, ({ theme, scripts, width }) => theme === "light" || (scripts && width === 390));

everywhere("somebody signs in by mail, as far as the letter", async (visitor) => {
  await visitor.go(`${house.url}/`, "sign-in");
  await visitor.type("Your e-mail address", `somebody.${visitor.world.name.replaceAll(" ", ".")}@example.org`);
  await visitor.press("Send me the link");
  await visitor.sees("Look into your mail");
  await visitor.look("sign-in-sent");
  visitor.expect(422);
  await visitor.type("Opened the mail on another device?", "AAAA-AAAA");
  await visitor.press("Sign in with the code");
  await visitor.look("sign-in-wrong-code");
});

everywhere("somebody signs in and out, by keys alone", async (visitor) => {
  await visitor.go(house.member);
  await visitor.tabTo("Skip to the content");
  await visitor.tabTo(/^Me$/);
  await visitor.page.keyboard.press("Enter");
  await visitor.sees("What is yours");
  await visitor.tabTo("Sign out");
  await Promise.all([visitor.page.waitForEvent("load"), visitor.page.keyboard.press("Enter")]);
  await visitor.sees("You are signed out.");
  await visitor.look("signed-out");
});

everywhere("what is not there is told kindly, in the reader's language", async (visitor) => {
  visitor.expect(404);
  visitor.expect(410);
  await visitor.go(`${house.url}/nowhere`, "nothing-here");
  await visitor.sees("Nothing here");
  await visitor.go("/sign-in/used", "link-over");
  await visitor.press("Deutsch");
  await visitor.sees("Dieser Link gilt nicht mehr");
  await visitor.go("/sign-in");
  await visitor.press("Dunkel");
  assert.equal(await visitor.page.locator("html").getAttribute("data-theme"), "dark");
}, ({ width }) => width === WORLDS[0].width);
