// By keys alone: whoever has no mouse sets a house up, brings a list in, invites, and comes in again. Tab, Enter, Space and
// letters, nothing else; whatever Tab does not reach, or does not show that it was reached, fails.
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rmSync, writeFileSync } from "node:fs";
import { empty } from "../house.js";
import { everywhere } from "../visitor.js";
import { untilDone } from "../organiser.js";

/** Goes to a field by Tab, and types. */
async function write(visitor, label, text) {
  await visitor.tabTo(label);
  await visitor.page.keyboard.type(text);
}

/** Goes to a link or button by Tab, and presses a key on it. */
async function act(visitor, name, key = "Enter") {
  await visitor.tabTo(name);
  await Promise.all([visitor.page.waitForEvent("load"), visitor.page.keyboard.press(key)]);
}

everywhere("by keys alone: set up, bring a list in, invite, sign out, ask for a link", async (visitor) => {
  const house = await empty();
  const file = join(tmpdir(), `goodword-keys-${visitor.world.width}-${visitor.world.theme}.csv`);
  writeFileSync(file, "Name,Mail\nIna Importwell,ina@example.org\nOtto Rowley,otto@example.org\n");
  const { page } = visitor;
  try {
    await visitor.go(house.setUp);
    await write(visitor, "Your name", "Ada Samplewright");
    await write(visitor, "Your e-mail address", "ada@example.org");
    await write(visitor, "What is your community called?", "Guild of Samples");
    await act(visitor, "Found the community");
    await visitor.sees("Good to see you, Ada");
    await act(visitor, "Bring members in");
    await visitor.tabTo("Your spreadsheet");
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Space")]);
    await chooser.setFiles(file);
    await act(visitor, "Show me what would happen", "Space");
    await act(visitor, "Bring 2 rows in", "Space");
    await untilDone(visitor, "Done. Nobody got a mail by it.");
    await act(visitor, "Invite all 2 now");
    await visitor.sees("Their invitations are on the way.");
    await untilDone(visitor, "Take back Otto Rowley");
    await write(visitor, "E-mail address", "gia@example.org");
    await write(visitor, "Their name, if you like", "Gia Guestwell");
    await act(visitor, "Send the invitation", "Space");
    await visitor.sees("The invitation is on its way.");
    await act(visitor, "Take back Gia Guestwell", "Space");
    await visitor.sees("Their link opens nothing any more.");
    await act(visitor, "Organise");
    await act(visitor, "Who is here");
    await act(visitor, "Ina Importwell");
    await visitor.tabTo("Keep them out for now");
    await page.keyboard.press("Enter");
    await act(visitor, "Keep out", "Space");
    await visitor.sees("They are kept out.");
    await act(visitor, /^Me$/);
    await act(visitor, "Sign out", "Space");
    await visitor.sees("You are signed out.");
    await write(visitor, "Your e-mail address", "ada@example.org");
    await act(visitor, "Send me the link");
    await visitor.sees("Look into your mail");
    await write(visitor, "Opened the mail on another device?", "AAAA-AAAA");
    visitor.expect(422);
    await act(visitor, "Sign in with the code", "Space");
  } finally {
    await house.stop();
    rmSync(file);
  }
}, ({ theme, scripts }) => theme === "light" && scripts);
