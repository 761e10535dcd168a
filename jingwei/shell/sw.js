// Keeps what is the same for everybody – styles, behaviours, the opening page – and nothing that is anybody's own.
const SHELL = "shell-1";
const OPENING = "/opening/";
// Names that bear a digest never change; others may, and are asked for.
const LASTING = /^\/static\/.*\.[0-9a-f]{12}\.\w+$/;

self.addEventListener("install", (event) => {
  event.waitUntil(keepOpening().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const forget = async () => {
    for (const name of await caches.keys()) if (name !== SHELL) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(forget());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (LASTING.test(url.pathname)) event.respondWith(kept(request));
  else if (url.pathname === OPENING && request.mode === "navigate") event.respondWith(opening());
  else if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match(OPENING)));
});

self.addEventListener("push", (event) => {
  const told = event.data?.json() ?? {};
  const shown = { body: told.body, tag: told.tag, data: { url: told.url }, icon: told.icon };
  event.waitUntil(self.registration.showNotification(told.title ?? "", shown));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(new URL(event.notification.data?.url ?? "/", location.origin).href));
});

// The opening page with the styles and behaviours it names, so that it stands without any network.
async function keepOpening() {
  const cache = await caches.open(SHELL);
  const page = await fetch(OPENING, { credentials: "omit", cache: "no-store" });
  if (!page.ok) return;
  const named = [...(await page.clone().text()).matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map((found) => found[1]);
  await cache.addAll(named);
  await cache.put(OPENING, page);
}

async function opening() {
  const held = await caches.match(OPENING);
  const fresh = keepOpening().catch(() => undefined);
  return held ?? (await fresh, (await caches.match(OPENING)) ?? Response.error());
}

async function kept(request) {
  const held = await caches.match(request);
  if (held) return held;
  const answer = await fetch(request);
  if (answer.ok) (await caches.open(SHELL)).put(request, answer.clone());
  return answer;
}
