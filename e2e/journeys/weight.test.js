// What a first visit costs on a slow line.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { demo } from "../house.js";
import { everywhere } from "../visitor.js";

let house;
before(async () => (house = await demo()));
after(() => house.stop());

everywhere("a first load is small and asks for little", async (visitor) => {
  await visitor.go(house.member);
  const people = await visitor.page.getByRole("link", { name: "People", exact: true }).getAttribute("href");
  for (const path of ["/today", people, "/me"]) {
    const page = await visitor.context.newPage();
    const line = await visitor.context.newCDPSession(page);
    await line.send("Network.enable");
    await line.send("Network.setCacheDisabled", { cacheDisabled: true });
    let [bytes, requests] = [0, 0];
    // The browser's own picture of the site is asked for once, and shown in no page.
    line.on("Network.requestWillBeSent", ({ request }) => (requests += request.url.endsWith("/icon.svg") ? 0 : 1));
    line.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.goto(new URL(path, house.url).href, { waitUntil: "networkidle" });
    assert.ok(bytes <= 60_000, `${path}: ${bytes} bytes`);
    assert.ok(requests <= 3, `${path}: ${requests} requests, with the page`);
    await page.close();
  }
}, ({ width, theme, scripts }) => width === 390 && theme === "light" && scripts);
