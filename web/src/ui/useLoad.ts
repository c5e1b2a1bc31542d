import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Problem, Result } from '../api/call';
import { navigate } from '../app/router';
import { endSession, session } from '../session/session';
import { useEffectEvent, useEffectPerLanguage } from './useEffectEvent';

export type Load<T> = { state: 'loading' } | { state: 'ready'; value: T } | { state: 'failed'; problem: Problem };

/** Asks once, again when `retry` is called or the language changes. Without a session it goes to sign in and comes back. */
export function useLoad<T>(
  ask: (token: string) => Promise<Result<T>>,
): Load<T> & { retry: () => void; set: (value: T) => void } {
  const [load, setLoad] = useState<Load<T>>({ state: 'loading' });
  const open = useRef(true);
  useEffect(() => {
    open.current = true;
    return () => {
      open.current = false;
    };
  }, []);
  const retry = useEffectEvent(() => {
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
  });
  useEffectPerLanguage(retry);
  const set = useCallback((value: T) => setLoad({ state: 'ready', value }), []);
  return { ...load, retry, set };
}

export const signInFirst = (): void =>
  navigate(`/login?next=${encodeURIComponent(location.pathname + location.search)}`, true);

/** For pages that only send: somebody signs in before they type, not after. */
export const useSignedIn = (): void =>
  useEffect(() => {
    if (!session()) signInFirst();
  }, []);
