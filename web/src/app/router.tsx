import type { AnchorHTMLAttributes, ComponentChildren, ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A page: its title and its component, loaded when it is first opened. */
export interface Route {
  load: () => Promise<{ default: ComponentType }>;
}

const listeners = new Set<() => void>();
const loaded = new Map<Route, ComponentType>();

/** Goes to another page of this site. */
export function navigate(path: string, replace = false): void {
  history[replace ? 'replaceState' : 'pushState'](null, '', path);
  scrollTo(0, 0);
  for (const listener of listeners) listener();
}

/** Only a path of this site: `next` comes from the address bar, where anybody may have written it. */
export const nextPath = (fallback: string): string => {
  const next = new URLSearchParams(location.search).get('next') ?? '';
  return /^\/[a-z]/.test(next) ? next : fallback;
};

export function usePath(): string {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    const update = () => setPath(location.pathname);
    listeners.add(update);
    addEventListener('popstate', update);
    // A page that sends to another one as soon as it is drawn does so before this listens.
    update();
    return () => {
      listeners.delete(update);
      removeEventListener('popstate', update);
    };
  }, []);
  return path;
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
