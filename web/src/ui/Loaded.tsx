import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Problem, Result } from '../api/call';
import { Link, navigate } from '../app/router';
import { language, translate } from '../i18n/i18n';
import { endSession, session } from '../session/session';
import { Notice } from './Notice';
import { ProblemText } from './ProblemText';

export type Load<T> = { state: 'loading' } | { state: 'ready'; value: T } | { state: 'failed'; problem: Problem };

/** Asks once, again when `retry` is called or the language changes. Without a session it goes to sign in and comes back. */
export function useLoad<T>(
  ask: (token: string) => Promise<Result<T>>,
): Load<T> & { retry: () => void; set: (value: T) => void } {
  const [load, setLoad] = useState<Load<T>>({ state: 'loading' });
  const spoken = language();
  const open = useRef(true);
  useEffect(
    () => () => {
      open.current = false;
    },
    [],
  );
  const retry = useCallback(() => {
    const current = session();
    if (!current) {
      signInFirst();
      return;
    }
    setLoad((before) => (before.state === 'ready' ? before : { state: 'loading' }));
    void ask(current.token).then((result) => {
      if (!open.current) return;
      if (result.ok) setLoad({ state: 'ready', value: result.value });
      else if (result.problem.status === 401) {
        endSession(current.token);
        signInFirst();
      } else setLoad({ state: 'failed', problem: result.problem });
    });
  }, []);
  useEffect(retry, [spoken]);
  return { ...load, retry, set: (value) => setLoad({ state: 'ready', value }) };
}

export const signInFirst = (): void =>
  navigate(`/login?next=${encodeURIComponent(location.pathname + location.search)}`, true);

/** For pages that only send: somebody signs in before they type, not after. */
export const useSignedIn = (): void =>
  useEffect(() => {
    if (!session()) signInFirst();
  }, []);

/** Shows what came, or that it is coming, or why it did not and what to do. */
export function Loaded<T>({
  load,
  children,
}: {
  load: Load<T> & { retry: () => void };
  children: (value: T) => ComponentChildren;
}) {
  if (load.state === 'loading')
    return (
      <div class="skeleton" role="status">
        <span class="unseen">{translate('app.loading')}</span>
        <i />
        <i />
        <i />
      </div>
    );
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
