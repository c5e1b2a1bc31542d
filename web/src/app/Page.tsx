import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { translate } from '../i18n/i18n';
import { Link } from './router';

interface Props {
  title: string;
  /** Where "back" leads; none on the pages where a journey starts. */
  back?: string;
  children: ComponentChildren;
  wide?: boolean;
}

let first = true;

/** A page: one heading, which takes the focus when one comes from another page, so that a screen reader says where one is. */
export function Page({ title, back, children, wide }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${translate('app.short')}`;
  }, [title]);
  useEffect(() => {
    if (!first) heading.current?.focus();
    first = false;
  }, []);
  return (
    <main id="main" class={wide ? 'wide' : undefined}>
      {back && (
        <nav class="back">
          <Link href={back}>
            <span aria-hidden="true" class="arrow">
              ‹
            </span>{' '}
            {translate('app.back')}
          </Link>
        </nav>
      )}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </main>
  );
}
