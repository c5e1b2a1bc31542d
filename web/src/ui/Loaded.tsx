import type { ComponentChildren } from 'preact';
import { Link } from '../app/router';
import { translate } from '../i18n/i18n';
import { Notice } from './Notice';
import { ProblemText } from './ProblemText';
import { Skeleton } from './Skeleton';
import type { Load } from './useLoad';

/** Shows what came, or that it is coming, or why it did not and what to do. */
export function Loaded<T>({
  load,
  children,
}: {
  load: Load<T> & { retry: () => void };
  children: (value: T) => ComponentChildren;
}) {
  if (load.state === 'loading') return <Skeleton blocks={3} />;
  if (load.state === 'ready') return <>{children(load.value)}</>;
  return (
    <Notice
      kind="error"
      live
      title={
        load.problem.kind === 'offline'
          ? translate('error.offline.title')
          : load.problem.kind === 'busy'
            ? translate('error.busy.title')
            : ''
      }
    >
      <ProblemText problem={load.problem} />
      <p class="actions">
        <button type="button" class="plain" onClick={load.retry}>
          {translate('app.retry')}
        </button>
        <Link href="/code">{translate('code.title')}</Link>
      </p>
    </Notice>
  );
}
