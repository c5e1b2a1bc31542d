import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import './paper.css';

/**
 * One page of A6, in Chinese and in the language of the pages: what the service prints (PrintedPage.html), word for word. Its look stands here, because
 * the policy allows no style from within a page.
 */
export function Paper({ page }: { page: Document }) {
  const sheet = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const parts = page.querySelector('main')?.childNodes ?? [];
    sheet.current?.replaceChildren(...[...parts].map((part) => document.importNode(part, true)));
  }, [page]);
  // For its print styles: `:has` is younger than some phones.
  useEffect(() => {
    document.body.classList.add('printing');
    return () => document.body.classList.remove('printing');
  }, []);
  return <article class="sheet" dir="ltr" ref={sheet} />;
}
