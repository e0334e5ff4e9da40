// Without a line: a page of ours says so, and nothing of anybody's was kept. And what installing needs.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { demo } from "../house.js";
import { everywhere } from "../visitor.js";

let house;
before(async () => (house = await demo()));
after(() => house.stop());

everywhere("a page says that there is no connection, and no page of anybody's is kept", async (visitor) => {
  const { page, context } = visitor;
  await visitor.go(house.member);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await visitor.follow("People");
  await visitor.follow(/^Me$/);
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return all.flat().map((request) => new URL(request.url).pathname.replace(/static\/\w+/, "static"));
  });
  assert.deepEqual(kept.sort(), ["/offline", "/static/style.css"]);
  visitor.away = true;
  await context.setOffline(true);
  await page.goto(`${house.url}/today`);
  await visitor.sees("No connection just now");
  await visitor.look("offline");
  await context.setOffline(false);
  await visitor.follow("Try again");
  await visitor.sees("Good to see you");
}, ({ scripts }) => scripts);

everywhere("it can be installed: a manifest with icons that are there", async (visitor) => {
  const { page } = visitor;
  await visitor.go(house.member);
  const line = await visitor.context.newCDPSession(page);
  const { errors } = await line.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  const manifest = await page.evaluate(async () => {
    const at = document.querySelector("link[rel=manifest]").href;
    const told = await (await fetch(at)).json();
    const sizes = await Promise.all(told.icons.map(async ({ src, sizes }) => {
      const picture = new Image();
      picture.src = new URL(src, at);
      await picture.decode();
      return sizes === "any" || sizes === `${picture.naturalWidth}x${picture.naturalHeight}`;
    }));
    return { ...told, sizes };
  });
  assert.ok(manifest.sizes.every(Boolean), "an icon has another size than the manifest says");
  assert.equal(manifest.start_url, "/today");
}, ({ width, theme, scripts }) => width === 390 && theme === "light" && scripts);
