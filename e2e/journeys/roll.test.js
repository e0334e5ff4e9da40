// An organiser looks after members, settings, the log and the outbox.
import assert from "node:assert/strict";
import { empty, demo } from "../house.js";
import { everywhere } from "../visitor.js";
import { founded, list, untilDone } from "../organiser.js";

const some = ({ theme, scripts, width }) => (theme === "light") === (width === 390) || (!scripts && theme === "light" && width === 390);

everywhere("an organiser invites everybody of a list in one click", async (visitor) => {
  const house = await empty();
  try {
    await founded(visitor, house);
    await list(visitor, ["Name,Mail,Job", "Ina Importwell,ina@example.org,umbrella maker", "Otto Rowley,otto@example.org,roofer"]);
    await visitor.look("import-done-invite");
    await visitor.follow("Next: invite them");
    await visitor.sees("2 in your list have not been invited yet");
    await visitor.look("invite-everybody");
    await visitor.press("Invite all 2 now");
    await visitor.sees("Their invitations are on the way.");
    await untilDone(visitor, "Take back Otto Rowley");
    await visitor.look("invited-everybody");
    await visitor.follow("Organise");
    await visitor.follow("Outbox");
    await untilDone(visitor, "ina@example.org");
    await visitor.page.getByText("Ada Samplewright invites you").first().click();
    await visitor.sees("where members meet to help each other");
    await visitor.look("outbox");
    await visitor.follow("Organise");
    await visitor.follow("The log");
    await visitor.sees("had all 2 in the list invited");
    await visitor.look("log");
    await visitor.press("Deutsch");
    await visitor.sees("ließ alle 2 aus der Liste einladen");
  } finally {
    await house.stop();
  }
}, some);

everywhere("an organiser looks after a member", async (visitor) => {
  const house = await demo();
  try {
    await visitor.go(house.organiser);
    await visitor.follow("Organise");
    await visitor.look("organise");
    await visitor.page.getByRole("main").getByRole("link", { name: /^Members/ }).click();
    await visitor.look("organise-members");
    await visitor.page.getByRole("searchbox").fill("Quillf");
    if (!visitor.world.scripts) await visitor.press("Search");
    await visitor.page.getByRole("row").nth(1).waitFor();
    await visitor.page.getByRole("link", { name: "Ana Quillfeather" }).waitFor();
    await visitor.follow("Ana Quillfeather");
    await visitor.look("organise-member");
    await visitor.type("Until when?", "2001-01-01");
    visitor.expect(422);
    await visitor.press("Let them rest");
    await visitor.sees("That day is over");
    await visitor.look("organise-member-again");
    await visitor.type("Until when?", "2099-01-01");
    await visitor.press("Let them rest");
    await visitor.sees("They rest until that day.");
    await visitor.press("Come to rounds again");
    await visitor.page.getByLabel("What may they do?").selectOption("organiser");
    await visitor.press("Give this role");
    await visitor.sees("They have the role.");
    await visitor.page.getByText("Keep them out for now").click();
    await visitor.press("Keep out");
    await visitor.sees("They are kept out.");
    await visitor.look("organise-member-kept-out");
    await visitor.press("Let in again");
    await visitor.page.getByText("Remove them for good").click();
    await visitor.press("Remove for good");
    await visitor.sees("They keep a copy of what is theirs.");
    await visitor.follow("Not invited yet");
    await visitor.look("organise-members-unasked");
    await visitor.go(visitor.page.url().replace(/\?.*/, "?words=nobodysaysthis"), "organise-members-none");
  } finally {
    await house.stop();
  }
}, some);

everywhere("an owner changes the settings, and closes the community", async (visitor) => {
  const house = await empty();
  try {
    await founded(visitor, house);
    await visitor.follow("Organise");
    await visitor.follow("Settings");
    await visitor.look("settings");
    await visitor.type("What is your community called?", "Guild of Better Samples");
    await visitor.type("Time zone", "Nowhere/Atall");
    visitor.expect(422);
    await visitor.press("Keep these settings");
    await visitor.sees("That time zone is not known");
    await visitor.look("settings-again");
    await visitor.type("Time zone", "Europe/Vienna");
    await visitor.type("For how many weeks", "20");
    await visitor.press("Keep these settings");
    await visitor.sees("Kept.");
    assert.equal(await visitor.page.getByLabel("For how many weeks").inputValue(), "20");
    await visitor.page.getByText("Close it for good").click();
    await visitor.type("Write its name to close it", "Guild of Samples");
    await visitor.press("Close for good");
    await visitor.sees("To close the community, write its name");
    await visitor.type("Write its name to close it", "Guild of Better Samples");
    await visitor.press("Close for good");
    await visitor.sees("The community is closed.");
    await visitor.look("community-closed");
  } finally {
    await house.stop();
  }
}, some);
