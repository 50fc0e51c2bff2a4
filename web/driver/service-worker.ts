/// <reference lib="webworker" />

const worker = globalThis as unknown as ServiceWorkerGlobalScope;

/** What a push says; the page reads all else from the server once it is open. */
interface Pushed {
  kind: string;
  offer_id?: string;
}

/**
 * Opens the page without a network. Built files carry a hash in their names and are kept for good; the page itself is
 * asked for first and taken from the cache when nothing answers. The API is never cached: the page keeps what it knows.
 */
const CACHE = 'outrider-driver';
const PAGE = '/driver';
const TITLES: Record<string, string> = {
  offer: 'New offer',
  break_ends_soon: 'Your break ends soon',
  shift_ends_soon: 'Your shift ends soon: no further orders then',
  shift_begins: 'Your shift begins',
  paused: 'You are paused: one tap and offers come again',
  are_you_there: 'Are you there? Open Outrider to go on getting offers',
};
/** A network that takes longer than this to give the page is none. */
const PATIENCE_MS = 3_000;

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener('push', (event) => event.waitUntil(tell(event.data?.json() as Pushed)));
worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openPage());
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page());
  else if (pathname.startsWith(`${PAGE}/`)) event.respondWith(file(request));
});

async function install(): Promise<void> {
  await keepPage(await fetch(PAGE, { cache: 'reload' }));
  await worker.skipWaiting();
}

async function page(): Promise<Response> {
  const cache = await caches.open(CACHE);
  try {
    const fresh = await fetch(PAGE, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (fresh.ok) await keepPage(fresh.clone());
    return fresh;
  } catch (error) {
    const kept = await cache.match(PAGE);
    if (kept) return kept;
    throw error;
  }
}

/** Keeps the page with everything that it names, and forgets the files of the version before. */
async function keepPage(response: Response): Promise<void> {
  const cache = await caches.open(CACHE);
  const html = await response.clone().text();
  const files = [...html.matchAll(/(?:src|href)="(\/driver\/[^"]+)"/g)].map(([, path]) => path ?? '');
  const kept = await cache.keys();
  const known = new Set(kept.map(({ url }) => new URL(url).pathname));
  await cache.addAll(files.filter((path) => !known.has(path)));
  await cache.put(PAGE, response);
  const isNamed = ({ url }: Request): boolean => [PAGE, ...files].includes(new URL(url).pathname);
  await Promise.all(kept.filter((request) => !isNamed(request)).map((request) => cache.delete(request)));
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

/** A browser demands that each push shows something; one that is being looked at needs no badge. */
async function tell({ kind, offer_id }: Pushed): Promise<void> {
  const title = TITLES[kind] ?? 'Outrider has news for you';
  await worker.registration.showNotification(title, { tag: offer_id ?? kind, icon: `${PAGE}/icon.svg` });
  await worker.navigator.setAppBadge?.().catch(() => undefined);
}

async function openPage(): Promise<void> {
  await worker.navigator.clearAppBadge?.().catch(() => undefined);
  const [open] = await worker.clients.matchAll({ type: 'window' });
  await (open ? open.focus() : worker.clients.openWindow(PAGE));
}
