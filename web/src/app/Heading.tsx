import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { translate } from '../i18n/i18n';
import { takeArrival } from './router';

/** The one heading of a page, which is also the title of the document. After each navigation and change of view it takes the focus. */
export function Heading({ title, children }: { title: string; children?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [name, short] = [translate('app.name'), translate('app.short')];
  useEffect(() => {
    document.title = title === name ? name : `${title} · ${short}`;
  }, [title, name, short]);
  useEffect(() => {
    if (takeArrival()) heading.current?.focus();
  });
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children ?? title}
    </h1>
  );
}
