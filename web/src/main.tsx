import { render } from 'preact';
import { App } from './app/App';
import './app/install';
import { prepare } from './app/router';
import { routeOf } from './app/routes';
import { preferredLanguage, setLanguage } from './i18n/i18n';
import { onLeft } from './session/session';
import './styles/all.css';

const root = document.getElementById('app');
if (!root) throw new Error('The page has no place for the app.');

// Language and page together, then one paint: nothing shifts, and nothing is asked of the API before. A page that does not come says so by itself.
await Promise.all([speak(), prepare(routeOf(location.pathname)).catch(() => undefined)]).then(
  () => render(<App />, root),
  () => {
    root.textContent = '网络不可用，请稍后重新打开。 · No network. Please open this page again later.';
  },
);

// Drops what this tab shows and asks. An inspector's shift is no traveler's and goes on.
onLeft(() => {
  if (!location.pathname.startsWith('/inspector')) location.reload();
});

if ('serviceWorker' in navigator && import.meta.env.PROD) void keepOnPhone();

// Whether the service ends is asked when the page is there.
import('./sunset/start').catch(() => undefined);

/** English is kept with the pages, so it is there when no other language comes. */
async function speak(): Promise<void> {
  await setLanguage(preferredLanguage(), false).catch(() => setLanguage('en', false));
}

/** What this visit loaded before the service worker was there is kept as well: the language above all. */
async function keepOnPhone(): Promise<void> {
  await navigator.serviceWorker.register('/sw.js');
  const { active } = await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname);
  // Inspectors' page has an address of its own there, which this visit may have loaded before anybody could keep it.
  const pages = location.pathname.startsWith('/inspector') ? ['/inspector'] : [];
  active?.postMessage({ keep: [...loaded.filter((path) => path.startsWith('/assets/')), ...pages] });
}
