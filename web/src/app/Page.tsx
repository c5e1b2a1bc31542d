import type { ComponentChildren } from 'preact';
import { translate } from '../i18n/i18n';
import { Heading } from './Heading';
import { Link } from './router';

interface Props {
  title: string;
  /** Where "back" leads; none on the pages where a journey starts. */
  back?: string;
  children: ComponentChildren;
  wide?: boolean;
}

/** A page: the way back, one heading, and what it is about. */
export function Page({ title, back, children, wide }: Props) {
  return (
    <main id="main" class={wide ? 'wide' : undefined}>
      {back && (
        <nav class="back" aria-label={translate('app.back')}>
          <Link href={back}>
            <span aria-hidden="true" class="arrow">
              ‹
            </span>{' '}
            {translate('app.back')}
          </Link>
        </nav>
      )}
      <Heading title={title} />
      {children}
    </main>
  );
}
