// What organisers do first, for journeys that go on from there.

/** Sets the house up: Ada Samplewright owns the Guild of Samples. */
export async function founded(visitor, house) {
  await visitor.go(house.setUp);
  await visitor.type("Your name", "Ada Samplewright");
  await visitor.type("Your e-mail address", "ada@example.org");
  await visitor.type("What is your community called?", "Guild of Samples");
  await visitor.press("Found the community");
}

/** Brings a list of members in, from today's page. */
export async function list(visitor, lines) {
  await visitor.follow("Bring members in");
  const file = { name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) };
  await visitor.page.getByLabel("Your spreadsheet").setInputFiles(file);
  await visitor.press("Show me what would happen");
  await visitor.press(/Bring .* in/);
  await untilDone(visitor, "Done. Nobody got a mail by it.");
}

/** Waits for what a job does. Without scripts the page comes anew by itself; where it does not, somebody reloads it. */
export async function untilDone(visitor, text) {
  for (let times = 0; times < 40; times += 1) {
    const goesOn = (await visitor.page.locator("[data-goes-on]").count()) > 0;
    // When all is done the page loads once more, whole.
    if (!goesOn && (await visitor.page.getByText(text).count()) > 0) return visitor.page.waitForLoadState("networkidle");
    await visitor.page.waitForTimeout(250);
    if (times % 4 === 3) await visitor.page.reload();
  }
  await visitor.sees(text);
}
