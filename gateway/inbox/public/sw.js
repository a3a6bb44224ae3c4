// Makes the inbox installable. It keeps what never changes, the files under /assets/, and one page
// that says so where the service can't be reached, and goes back when it can. Nothing of what the
// service knows is kept here.
const kept = 'warmline-1';
const offlinePage = '/offline.html';
// What that page needs.
const withIt = ['/favicon.svg', '/offline.js'];
const mostAssets = 200;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(kept)
      .then((cache) => cache.addAll([offlinePage, ...withIt]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name !== kept).map((name) => caches.delete(name))),
      )
      .then(() => self.clients.claim()),
  );
});

// The oldest go first: each update of the service brings files with new names.
async function keep(request, response) {
  const cache = await caches.open(kept);
  await cache.put(request, response);
  const assets = (await cache.keys()).filter(({ url }) =>
    new URL(url).pathname.startsWith('/assets/'),
  );
  await Promise.all(assets.slice(0, -mostAssets).map((asset) => cache.delete(asset)));
}

async function asset(event) {
  const found = await caches.match(event.request);
  if (found) return found;
  const response = await fetch(event.request);
  if (response.ok) event.waitUntil(keep(event.request, response.clone()));
  return response;
}

// From the service, and where that can't be reached, from here.
async function orKept(request, instead) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(instead)) ?? Response.error();
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (pathname.startsWith('/assets/')) event.respondWith(asset(event));
  else if (withIt.includes(pathname)) event.respondWith(orKept(request, pathname));
  else if (request.mode === 'navigate') event.respondWith(orKept(request, offlinePage));
});

// A notice that the page had shown here: its conversation, or the inbox, is opened in a window that
// is there already, where there is one.
async function open(path) {
  const [page] = await self.clients.matchAll({ type: 'window' });
  if (!page) return self.clients.openWindow(path);
  page.postMessage(path);
  return page.focus();
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data));
});
