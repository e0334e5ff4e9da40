// A first load over a slow phone line: 400 kbit/s, 400 ms there and back, a processor four times slower.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { demo } from "../house.js";
import { everywhere } from "../visitor.js";

let house;
before(async () => (house = await demo()));
after(() => house.stop());

const LINE = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 };

everywhere("over a slow line a first load is small, and asks for two things beside the page", async (visitor) => {
  await visitor.go(house.organiser);
  const here = await visitor.page.getByRole("link", { name: "People", exact: true }).getAttribute("href");
  const organise = here.replace("members", "organise");
  for (const path of ["/today", here, "/me", organise, `${organise}/members`, `${organise}/settings`, `${organise}/log`, "/sign-in"]) {
    const page = await visitor.context.newPage();
    const line = await visitor.context.newCDPSession(page);
    await line.send("Network.enable");
    await line.send("Network.setCacheDisabled", { cacheDisabled: true });
    await line.send("Network.setBypassServiceWorker", { bypass: true });
    await line.send("Network.emulateNetworkConditions", LINE);
    await line.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    let [bytes, asked] = [0, []];
    // The picture of the site that browsers show beside its name, and what installing needs, come later and are kept.
    line.on("Network.requestWillBeSent", ({ request }) => /icon|manifest|worker|offline/.test(request.url) || asked.push(request.url));
    line.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.addInitScript(() => {
      new PerformanceObserver((seen) => (window.largest = seen.getEntries().at(-1).startTime)).observe({ type: "largest-contentful-paint", buffered: true });
    });
    await page.goto(new URL(path, house.url).href, { waitUntil: "networkidle" });
    const largest = await page.evaluate(() => Math.round(window.largest ?? 0));
    console.log(`${path.replace(/communities\/\w+/, "communities/…")}: ${(bytes / 1000).toFixed(1)} kB, ${asked.length - 1} requests beside the page, largest paint after ${largest} ms`);
    assert.ok(bytes <= 60_000, `${path}: ${bytes} bytes`);
    assert.ok(asked.length <= 3, `${path}: ${asked}`);
    await page.close();
  }
}, ({ width, theme, scripts }) => width === 390 && theme === "light" && scripts);
