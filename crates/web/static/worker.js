// When the line is gone, a page says so. Only that page and its style are kept on the device: no page of anybody's is.
const NAME = "goodword-{folder}";
const KEPT = ["/offline", "{style}"];

addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((kept) => kept.addAll(KEPT)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const older = async () => (await caches.keys()).filter((name) => name !== NAME);
  event.waitUntil(older().then((names) => Promise.all(names.map((name) => caches.delete(name)))));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate" && request.method === "GET") {
    event.respondWith(fetch(request).catch(() => caches.match("/offline")));
  } else if (new URL(request.url).pathname === KEPT[1]) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});
