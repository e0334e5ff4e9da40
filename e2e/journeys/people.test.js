// Among members: today, finding somebody, looking at a card, and all parts on one page.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { demo } from "../house.js";
import { everywhere } from "../visitor.js";

let house;
before(async () => (house = await demo()));
after(() => house.stop());

everywhere("a member looks for somebody and sees why they were found", async (visitor) => {
  await visitor.go(house.member, "today");
  await visitor.follow("People");
  await visitor.look("people");
  await visitor.follow("More people");
  await visitor.follow("People");
  await visitor.page.getByRole("searchbox").fill("bookkeep");
  if (!visitor.world.scripts) await visitor.press("Search");
  await visitor.sees("monthly bookkeeping for small firms");
  await visitor.look("people-found");
  await visitor.follow("Ana Quillfeather");
  await visitor.sees("This is your card");
  await visitor.look("my-card");
  assert.ok(!(await visitor.page.content()).includes("@example"), "a card tells no address");
  await visitor.go(`${visitor.page.url().replace(/members\/.*/, "members")}?words=nobodysaysthis`, "people-none");
});

everywhere("an organiser sees what organisers do", async (visitor) => {
  await visitor.go(house.organiser, "today-organiser");
  await visitor.follow("Organise");
  await visitor.look("organise");
});

everywhere("a member finds nothing of what organisers do", async (visitor) => {
  await visitor.go(house.member);
  const people = await visitor.page.getByRole("link", { name: "People", exact: true }).getAttribute("href");
  visitor.expect(403);
  visitor.expect(404);
  await visitor.go(people.replace("members", "organise"), "not-allowed");
  await visitor.go("/communities/nowhere/members", "not-found");
}, ({ scripts }) => scripts);

everywhere("every part looks right", async (visitor) => {
  await visitor.go(house.member);
  await visitor.go("/style", "style");
}, ({ scripts }) => scripts);
