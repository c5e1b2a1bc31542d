import type { AnchorHTMLAttributes, ComponentChildren, ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A page, loaded when it is first opened. */
export interface Route {
  load: () => Promise<{ default: ComponentType }>;
}

const listeners = new Set<() => void>();
const loaded = new Map<Route, ComponentType>();
/** Whether the next heading that is drawn takes the focus. */
let arriving = false;
/** The address for which the page was drawn last. */
let shown = '';
const address = (): string => location.pathname + location.search;

/** Goes to another page of this site, or to another view of the same page. */
export function navigate(path: string, replace = false): void {
  history[replace ? 'replaceState' : 'pushState'](null, '', path);
  scrollTo(0, 0);
  arrive();
}

/** What the page shows has changed: draws it, and gives its heading the focus, so that a screen reader says where one is. */
export function arrive(): void {
  shown = address();
  arriving = true;
  for (const listener of listeners) listener();
}

/** True once after each arrival; only `Heading` asks. */
export function takeArrival(): boolean {
  const taken = arriving;
  arriving = false;
  return taken;
}

/** The browser's own buttons. A link within a page changes the part after `#`, which is no arrival. */
export function useHistory(): void {
  useEffect(() => {
    shown = address();
    const onMove = () => {
      if (address() !== shown) arrive();
    };
    addEventListener('popstate', onMove);
    return () => removeEventListener('popstate', onMove);
  }, []);
}

/** Only a path of this site: `next` comes from the address bar, where anybody may have written it. */
export const nextPath = (fallback: string): string => {
  const next = new URLSearchParams(location.search).get('next') ?? '';
  return /^\/[a-z]/.test(next) ? next : fallback;
};

/** The address of now; draws again when it changes. */
export function useAddress(): { path: string; search: URLSearchParams } {
  const [, redraw] = useState({});
  useEffect(() => {
    const update = () => redraw({});
    listeners.add(update);
    // A page that sends to another one as soon as it is drawn does so before this listens.
    update();
    return () => void listeners.delete(update);
  }, []);
  return { path: location.pathname, search: new URLSearchParams(location.search) };
}

/** Loads a page before it is shown, so that the first paint is already the page. */
export async function prepare(route: Route): Promise<ComponentType> {
  const page = loaded.get(route) ?? (await route.load()).default;
  loaded.set(route, page);
  return page;
}

export function Outlet({ route, failed }: { route: Route; failed: ComponentChildren }) {
  const [, redraw] = useState({});
  const [broken, setBroken] = useState<Route>();
  const Page = loaded.get(route);
  useEffect(() => {
    if (!Page)
      prepare(route).then(
        () => redraw({}),
        () => setBroken(route),
      );
  }, [route, Page]);
  if (Page) return <Page />;
  return <>{broken === route ? failed : null}</>;
}

/** A link within the site. */
export function Link({ href, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    navigate(href);
  };
  return <a {...rest} href={href} onClick={follow} />;
}
