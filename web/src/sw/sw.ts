import { type Build, keepBuild, keepOne, OURS } from './build';

/**
 * Keeps the pages on the phone, so that the second visit paints without network. It never touches the API: what a code is worth is decided by the
 * strip, not by a cache.
 */
const worker = globalThis as unknown as ServiceWorkerGlobalScope;

/** Written by build/precache.ts. */
const BUILD: Build = {
  cache: `${OURS}__BUILD__`,
  files: JSON.parse('__FILES__'),
  languages: JSON.parse('__LANGUAGES__'),
};
const CACHE = BUILD.cache;
/** The build before stays, because a page opened before an update may still ask for its parts. */
const KEPT_BUILDS = 2;

worker.addEventListener('install', (event) => {
  event.waitUntil(keepBuild(BUILD).then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(dropOldBuilds().then(() => worker.clients.claim()));
});

worker.addEventListener('message', (event) => {
  const { keep } = event.data as { keep?: string[] };
  if (keep)
    event.waitUntil(
      caches.open(CACHE).then((cache) => Promise.all(keep.filter(isOurs).map((path) => keepOne(cache, path)))),
    );
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin || /^\/(api|local)\//.test(url.pathname))
    return;
  if (request.mode === 'navigate') event.respondWith(page(url.pathname));
  else if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request));
  else event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
});

/** One page serves every address; inspectors' have one of their own, because its policy lets the scanner's decoder run. */
async function page(path: string): Promise<Response> {
  const name = /^\/inspector(\/|$)/.test(path) ? '/inspector' : '/';
  const cache = await caches.open(CACHE);
  const kept = await cache.match(name);
  if (kept) return withoutHints(kept);
  try {
    const answer = await fetch(name);
    if (answer.ok) await cache.put(name, answer.clone());
    return answer;
  } catch (failure) {
    // The page of the build before still works, and its parts are kept.
    const older = await caches.match(name);
    if (older) return withoutHints(older);
    throw failure;
  }
}

/** What to load first was said of the address under which the page was fetched, and in the language of that day. */
function withoutHints(page: Response): Response {
  const headers = new Headers(page.headers);
  headers.delete('Link');
  return new Response(page.body, { headers });
}

/** Named by its content, so the first copy is the right one forever. */
async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = (await caches.match(request)) ?? (await fetch(request));
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

const isOurs = (path: string): boolean => path.startsWith('/assets/') || path === '/inspector';

async function dropOldBuilds(): Promise<void> {
  const ours = (await caches.keys()).filter((name) => name.startsWith(OURS));
  await Promise.all(ours.slice(0, -KEPT_BUILDS).map((name) => caches.delete(name)));
}
