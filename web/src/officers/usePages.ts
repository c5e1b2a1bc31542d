import { useState } from 'preact/hooks';
import type { Problem, Result } from '../api/call';
import { useEffectPerLanguage } from '../ui/useEffectEvent';

/** A list that comes page by page: asked for at first and again in each language, since its sentences are the service's. */
export function usePages<V extends { next?: string }, T>(
  read: (after?: string) => Promise<Result<V>>,
  itemsOf: (page: V) => T[],
  onRead: (why: Problem | undefined) => void,
) {
  const [items, setItems] = useState<T[]>();
  const [next, setNext] = useState<string>();
  const [failed, setFailed] = useState(false);
  const load = async (after?: string) => {
    const result = await read(after);
    onRead(result.ok ? undefined : result.problem);
    setFailed(!result.ok);
    if (!result.ok) return;
    const found = itemsOf(result.value);
    setItems((before) => (after && before ? [...before, ...found] : found));
    setNext(result.value.next);
  };
  useEffectPerLanguage(() => void load());
  return { items, next, failed, load: (after?: string) => void load(after) };
}
