import { useCallback, useEffect, useRef } from 'preact/hooks';
import { type Language, language } from '../i18n/i18n';

/**
 * A function that stays the same and always calls the latest `callback`. An effect that uses it runs when the values it watches change, and not because
 * the callback was created anew. React has the same hook under this name.
 */
export function useEffectEvent<Arguments extends unknown[], Answer>(
  callback: (...values: Arguments) => Answer,
): (...values: Arguments) => Answer {
  const latest = useRef(callback);
  latest.current = callback;
  return useCallback((...values: Arguments) => latest.current(...values), []);
}

/** Runs `effect` at first and after each change of the language: the server's texts have to be requested anew. */
export function useEffectPerLanguage(effect: (spoken: Language) => void): void {
  const spoken = language();
  const run = useEffectEvent(effect);
  useEffect(() => run(spoken), [run, spoken]);
}
