// An organiser's first day: the house set up, members brought in from a spreadsheet, taken back, and invited.
import assert from "node:assert/strict";
import { empty } from "../house.js";
import { everywhere } from "../visitor.js";

const LIST = [
  "Wer;Mail;Beruf;Was ich brauche",
  "Ina Importwell;ina@example.org;umbrella maker;someone who knows the wind",
  "Otto Rowley;otto@example.org;roofer;an umbrella maker",
  ";nobody@example.org;;",
].join("\n");

everywhere("an organiser brings members in, sets a column right, takes it back, and invites", async (visitor) => {
  const house = await empty();
  try {
    await visitor.go(house.setUp);
    await visitor.type("Your name", "Ada Samplewright");
    await visitor.type("Your e-mail address", "ada@example.org");
    await visitor.type("What is your community called?", "Guild of Samples");
    await visitor.press("Found the community");
    await visitor.follow("Bring members in");
    await visitor.look("imports");
    await visitor.page.getByLabel("Your spreadsheet").setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(LIST) });
    visitor.expect(422);
    await visitor.press("Show me what would happen");
    await visitor.sees("members' names");
    await visitor.look("imports-again");
    await visitor.page.getByLabel("Your spreadsheet").setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(LIST) });
    await visitor.type("Which column holds the names?", "Wer");
    await visitor.press("Show me what would happen");
    await visitor.sees("Nothing has changed yet");
    await visitor.look("import-preview");
    await visitor.page.getByLabel("Beruf").selectOption("industry");
    await visitor.press("Read it again like this");
    await visitor.sees("Read again");
    assert.equal(await visitor.page.getByLabel("Beruf").inputValue(), "industry");
    await visitor.press("Bring 2 rows in");
    await visitor.sees("Done. Nobody got a mail by it.");
    await visitor.look("import-done");
    await visitor.press("Take it back");
    await visitor.page.getByText("Taken back", { exact: true }).first().waitFor();
    await visitor.look("import-undone");
    await visitor.follow("Organise");
    await visitor.follow("Invite");
    await visitor.type("E-mail address", "gia@example.org");
    await visitor.type("Their name, if you like", "Gia Guestwell");
    await visitor.press("Send the invitation");
    await visitor.sees("The invitation is on its way.");
    await visitor.look("invitations");
    await visitor.press("Take back Gia Guestwell");
    await visitor.sees("Their link opens nothing any more.");
  } finally {
    await house.stop();
  }
}, ({ theme, scripts, width }) => theme === "light" || (scripts && width === 390));
